package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * A join of the ProtoXEP that comes back with everything that stood in it: an ordinary room has taken the slave for a user, and
 * may have been made by that. It happens where a service did not say in time what it is. A master of the ProtoXEP never sends
 * back whom a join is for.
 */
final class Echo {

    private Echo() {
    }

    /**
     * Undoes what the join has done, if a stanza is its echo: the slave leaves, and a room that it has made it takes away.
     *
     * @param room   which speaks the ProtoXEP
     * @param stanza from the master or one of its occupants
     */
    static Optional<Rendering> undo(SlaveRoom room, Packet stanza) {
        if (!(stanza instanceof Presence presence) || presence.getType() != null || !Fmuc.isJoin(presence)
            || presence.getFrom().getResource() == null || presence.getTo().getResource() != null) {
            return Optional.empty();
        }
        Optional<LocalOccupant> ours = Fmuc.joiningUser(presence).flatMap(user -> room.locals().values().stream()
            .filter(local -> local.phase().underWay() && local.join().user().equals(user)).findFirst());
        return ours.map(local -> {
            JID slave = room.address().slave();
            List<Packet> sent = new ArrayList<>();
            if (Payload.of(presence).statusCodes().contains(Muc.CREATED)) {
                sent.add(PlainInterpreter.destroying(room, slave));
            }
            sent.add(Stanzas.presence(slave, presence.getFrom(), Presence.Type.unavailable, Payload.EMPTY));
            return new Rendering(room.speech(), sent, List.of(new MasterStanza.Refused(local.nick(), Stanzas.errorPayload(
                Condition.remote_server_timeout, "It was not known in time how to speak with this room. Please try again."))));
        });
    }
}
