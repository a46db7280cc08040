package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.JoiningStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Which stanzas from the address of a slave are for the room itself: those of a mirror that speaks with it as with any room,
 * because its administrator wants that. Its users are in the room as {@code slave/Nick}, and join from there; those of a slave
 * of the ProtoXEP join from the bare slave. Pure.
 */
public final class PlainRules {

    private PlainRules() {
    }

    /** What is known of the sender. Asked only for what matters, in the order of what it costs. */
    public interface Standing {

        /** Tells whether somebody is in the room through a slave, under a nick. */
        boolean isThrough(JID room, JID slave, String nick);

        /** Tells whether a room admits the mirror of a slave. */
        boolean admits(JID room, JID slave);

        /** Tells whether a room has somebody with this very address among its occupants. */
        boolean isOccupant(JID room, JID user);
    }

    /**
     * Tells whether a stanza goes on to the room as it came, as anybody's.
     *
     * @param said     what it would say as a slave's
     * @param stanza   the stanza, from the address of a slave of the room; not changed
     * @param standing what is known of the sender
     */
    public static boolean passes(SlaveStanza said, Packet stanza, Standing standing) {
        JID user = stanza.getFrom();
        JID room = stanza.getTo().asBareJID();
        if (user.getResource() == null || JoiningStanza.isNode(room, user) || Fmuc.speaks(stanza)
            || !Stanzas.isReadable(stanza)) {
            return false;
        }
        boolean presence = stanza instanceof Presence;
        if (!presence && standing.isThrough(room, said.slave(), user.getResource())) {
            return false;
        }
        if (presence && ((Presence) stanza).getType() == Presence.Type.unavailable) {
            // As with any mirror: whoever is not admitted any more may still leave. Before a first join it is sent to a room that
            // may have somebody of an earlier life of the mirror, and has to be answered as rooms do it.
            return true;
        }
        // An error is nobody's word.
        if (Stanzas.mayBeAnswered(stanza) && !standing.admits(room, said.slave())) {
            return false;
        }
        boolean enters = presence && ((Presence) stanza).getType() == null && JoiningStanza.enters(stanza);
        return enters || standing.isOccupant(room, user);
    }
}
