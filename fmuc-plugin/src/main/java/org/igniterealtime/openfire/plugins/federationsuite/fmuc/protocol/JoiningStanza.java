package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.util.Optional;
import java.util.function.Predicate;

import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * What a joining node of XEP-0289 says to a room of ours, read as what a slave says. The node is a room of another server; it
 * speaks for each of its users from the address that he has there, and names him in each stanza.
 */
public final class JoiningStanza {

    private JoiningStanza() {
    }

    /**
     * Tells whether an address is that of a joining node, and not of a slave of the ProtoXEP: these have the address of their
     * room in theirs.
     *
     * @param room    the room, bare
     * @param address an address of a slave of that room, or of one of its occupants
     */
    public static boolean isNode(JID room, JID address) {
        return SlaveAddress.read(address).filter(slave -> slave.master().equals(room)).isEmpty();
    }

    /**
     * Reads a stanza. Any presence of somebody who is available is a join: whether he is in the room already is not known here.
     *
     * @param stanza from another server, to a room or one of its occupants
     * @param known  tells of a bare address whether somebody is in the room through it
     * @return what it says, or empty if its sender is no joining node, or says nothing as one
     */
    public static Optional<SlaveStanza> read(Packet stanza, Predicate<JID> known) {
        boolean named = Fmuc.isJoin(stanza);
        if (!Stanzas.isAddressed(stanza) || stanza.getFrom().getNode() == null || stanza.getTo().getNode() == null) {
            return Optional.empty();
        }
        JID node = stanza.getFrom().asBareJID();
        String nick = stanza.getFrom().getResource();
        boolean in = known.test(node);
        // Users are not on a domain of rooms: whoever names one of his own is a user himself.
        boolean comes = named && nick != null && user(stanza).filter(user -> user.getDomain().equals(node.getDomain())).isEmpty();
        if (!in && !comes || SlaveAddress.read(node).isPresent()) {
            return Optional.empty();
        }
        if (!Stanzas.isReadable(stanza)) {
            return Optional.of(new SlaveStanza.Other(node));
        }
        if (stanza instanceof IQ iq) {
            return in && iq.isResponse() && iq.getID() != null ? Optional.of(SlaveStanza.answer(node, nick, iq))
                : Optional.empty();
        }
        if (stanza.getError() != null || !Stanzas.mayBeAnswered(stanza)) {
            return in ? Optional.of(SlaveStanza.failure(node, nick, stanza)) : Optional.empty();
        }
        if (!named) {
            // It is no occupant of its own, so the room may answer that.
            return Optional.empty();
        }
        return Optional.of(nick == null ? new SlaveStanza.Other(node) : said(node, nick, stanza));
    }

    private static SlaveStanza said(JID node, String nick, Packet stanza) {
        if (stanza instanceof Presence presence) {
            if (presence.getType() == null) {
                return new SlaveStanza.Join(node, nick, user(stanza));
            }
            return presence.getType() == Presence.Type.unavailable ? new SlaveStanza.Part(node, nick)
                : new SlaveStanza.Other(node);
        }
        return stanza instanceof Message ? new SlaveStanza.Say(node, nick) : new SlaveStanza.Other(node);
    }

    /** The user whom a stanza of a node names: a full JID, or empty. */
    public static Optional<JID> user(Packet stanza) {
        return Fmuc.joiningUser(stanza);
    }

    /** Tells whether a presence asks to enter (XEP-0289, "Initial Federation"). */
    public static boolean enters(Packet stanza) {
        return stanza.getElement().element(Muc.ENTER) != null;
    }

    /** Takes off what asks to enter. */
    public static void strip(Packet presence) {
        detach(presence, Muc.ENTER);
    }

    private static void detach(Packet stanza, QName name) {
        for (Element child : stanza.getElement().elements(name).toArray(Element[]::new)) {
            child.detach();
        }
    }

    /**
     * Gives a stanza of a node the receiver that it would have as the user's own, and takes off what the node says of his
     * standing: that is for the room to say. Nodes write to the bare room, or to an occupant with the sender's own nick.
     *
     * @param stanza changed
     */
    public static void address(Packet stanza) {
        JID to = stanza.getTo();
        if (stanza instanceof Presence) {
            detach(stanza, Muc.USER);
            stanza.setTo(new JID(to.getNode(), to.getDomain(), stanza.getFrom().getResource()));
        } else if (Stanzas.isGroupchat(stanza)) {
            stanza.setTo(to.asBareJID());
        }
    }
}
