package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;

/**
 * What a joined node (XEP-0289) says of those who have gone from here, and perhaps come again, before it has heard that they
 * have: a room of Openfire says whose it is, and not of which stay ({@link Partings}).
 */
final class NodePartings {

    /** What the ids of questions begin with of which only counts when they are answered. */
    private static final String FENCE = "fence-";

    private NodePartings() {
    }

    /** What is asked so that its answer comes behind all that the node has said of the time before. */
    static IQ fence(SlaveRoom room, String nick) {
        return NodeReader.question(FENCE + room.speech().partings().last(), room.address().slaveOccupant(nick), room);
    }

    /** Tells whether a question is such a one. */
    static boolean isFence(String id) {
        return id.startsWith(FENCE);
    }

    /** How we speak when such a question is answered. */
    static Speech heard(SlaveRoom room, String id) {
        return heard(room, NodeReader.number(id.substring(FENCE.length())));
    }

    /** How we speak when the node has heard of all leaves up to a number. */
    static Speech heard(SlaveRoom room, long number) {
        return room.speech().remembering(room.speech().partings().heard(number));
    }

    /**
     * What was done to somebody before the node heard that he has gone, and perhaps come again: of him as he is now it says
     * nothing. If he was thrown out, the node counts him for ever, and with him us: his leave it took for nothing.
     *
     * @param jid      his real address, as the node tells it
     * @param expelled who says that he was thrown out
     * @return empty if the node has heard of it
     */
    static Optional<Rendering> done(SlaveRoom room, String jid, Partings.Expelled expelled) {
        return room.speech().partings().pending().entrySet().stream().filter(one -> one.getKey().toString().equals(jid))
            .findFirst().map(one -> {
                JID user = one.getKey();
                Partings.Parting parting = one.getValue();
                boolean there = room.locals().values().stream()
                    .filter(local -> local.phase() != Phase.QUEUED && local.join().user().equals(user)).findFirst()
                    .filter(local -> local.phase() == Phase.JOINED || local.phase() == Phase.JOINING).isPresent();
                boolean nothing = expelled == Partings.Expelled.NOT || expelled.completes(parting.expelled());
                boolean opened = room.speech().partings().isOpenedBehind(parting);
                return nothing || there && room.isOpen() && !opened ? Rendering.nothing(room)
                    : stillCounted(room, user, parting, expelled, there);
            });
    }

    /**
     * Somebody who has gone has to come and go once more. If somebody has joined as the first one since then, the node has taken
     * that for the join of one more. He joins once more; if he is in, because he was told what answers the join of another who
     * went at once, all do who are in.
     */
    private static Rendering stillCounted(SlaveRoom room, JID user, Partings.Parting parting, Partings.Expelled expelled,
                                          boolean there) {
        Partings partings = room.speech().partings().with(user, parting.nick(), expelled);
        List<Packet> sent = new ArrayList<>(there ? List.of() : NodeInterpreter.againAndPart(room, parting.nick(), user));
        Optional<LocalOccupant> opener = room.locals().values().stream()
            .filter(local -> local.phase() == Phase.JOINING && !room.isOpen()).findFirst();
        Speech next = room.speech().remembering(opener.isPresent() ? partings.opening() : partings);
        opener.ifPresent(local -> sent.addAll(NodeInterpreter.openAnew(room.speaking(next), local)));
        boolean deceived = room.isOpen() && room.speech().partings().isOpenedBehind(parting);
        return new Rendering(next, sent, deceived ? notKnown(room) : List.of());
    }

    /** The node does not know those who are in as it should. */
    private static List<MasterStanza> notKnown(SlaveRoom room) {
        return room.audience().stream().filter(local -> !room.link().away().contains(local.nick())).limit(1)
            .<MasterStanza>map(local -> new MasterStanza.Refused(local.nick(),
                Stanzas.errorPayload(Condition.not_acceptable, null))).toList();
    }
}
