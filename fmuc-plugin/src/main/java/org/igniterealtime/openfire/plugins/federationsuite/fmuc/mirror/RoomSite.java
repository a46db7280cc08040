package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.xmpp.packet.Packet;

/** The node, as the room sees it. Nothing that is asked of it here happens to the room before the room's turn is over. */
public interface RoomSite {

    /** The time. */
    Instant now();

    /** The name of this node. */
    String self();

    /** What the numbers of stanzas belong to that this node hands over for the room. Nobody else's, and never used before. */
    String stream();

    /**
     * The name of the side of the cluster that this node was apart with from those with which it is now, if it has come from
     * there a short while ago; each has a name of its own.
     */
    Optional<String> side();

    /** What writes and reads what is said to other nodes. */
    RoomCodecs codecs();

    /** Tells whether all nodes of the cluster take part, so that each delivers to its own clients. */
    boolean allServe();

    /** Says something to all other nodes. */
    void tell(RoomNews news);

    /** Says something to one. */
    void tell(String node, RoomNews news);

    /** The room is this now, on this node as on others. */
    void become(SlaveRoom room);

    /**
     * This node keeps the room from now on, and has to wake it.
     *
     * @param inOrder whether the last keeper has given it away; else what it was about to send may be lost
     */
    void begin(boolean inOrder);

    /** The master may have told another side of the cluster what was for the room: it is asked for that. */
    void apart();

    /** What any node has written down of the room; nothing if that cannot be read. */
    List<Kept> written();

    /**
     * What was written down of messages is the room's from now on.
     *
     * @param cause the stanza with which one of them is handed over again, which has led to this then; empty if nobody does that,
     *              and their sender is back
     */
    void recall(List<Kept> messages, Optional<Packet> cause);

    /** What is written down of a message must not be sent any more. */
    void forget(Kept message);

    /** Those of some effects that are for clients of other nodes. */
    List<Effect> elsewhere(List<Effect> effects);

    /**
     * Does what comes of something that happened to the room.
     *
     * @param shared whether clients of other nodes get theirs there
     */
    void perform(List<Effect> effects, boolean shared);

    /** Gives clients of this node what they get. */
    void deliver(List<Effect> effects);

    /** A stanza for the room that another node has handed over. When it has led to what it leads to, it is done. */
    void process(Packet stanza);

    /** Nobody takes a stanza. */
    void refuse(Packet stanza);

    /** Clients of this node may have missed something, and what the room is now is not what they saw until now. */
    void missed(Missed missed);

    /** An administrator, on another node, does not want the room. */
    void close(String reason);
}
