package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.util.Optional;

import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * What a room sends to one of its occupants: one of the copies of a broadcast, or something for him alone. Read, never
 * changed: the server may send the very same object to everybody else.
 */
public sealed interface RoomCopy {

    /**
     * The presence of an occupant.
     *
     * @param nick      whose
     * @param available whether he is there
     * @param payload   show, status, what the room says of him
     */
    record Occupant(String nick, boolean available, Payload payload) implements RoomCopy {
    }

    /**
     * The answer to a presence that the room did not accept.
     *
     * @param payload the error
     */
    record Refusal(Payload payload) implements RoomCopy {
    }

    /**
     * A message to all.
     *
     * @param nick    whose, or empty for the room's own
     * @param payload what
     * @param id      the id that its sender gave it
     */
    record Groupchat(Optional<String> nick, Payload payload, Optional<String> id) implements RoomCopy {
    }

    /**
     * A message to the receiver alone: private, from the room, or an error.
     *
     * @param from    the room or the occupant it comes from
     * @param type    its type
     * @param payload what
     * @param id      its id
     */
    record Personal(JID from, Message.Type type, Payload payload, Optional<String> id) implements RoomCopy {
    }

    /**
     * Reads a stanza.
     *
     * @param stanza from a room or an occupant's address in it; not changed
     * @return what it is, or empty for what rooms do not send to occupants as such (IQs: those are the user's own)
     */
    static Optional<RoomCopy> read(Packet stanza) {
        if (!Stanzas.isReadable(stanza)) {
            return Optional.empty();
        }
        Optional<String> nick = Optional.ofNullable(stanza.getFrom().getResource());
        if (stanza instanceof Presence presence) {
            if (presence.getType() == Presence.Type.error) {
                return Optional.of(new Refusal(Payload.of(presence).only("error")));
            }
            boolean available = presence.getType() == null;
            if (nick.isEmpty() || !available && presence.getType() != Presence.Type.unavailable) {
                return Optional.empty();
            }
            return Optional.of(new Occupant(nick.get(), available, Payload.of(presence)));
        }
        if (stanza instanceof Message message) {
            Optional<String> id = Optional.ofNullable(message.getID());
            return Optional.of(message.getType() == Message.Type.groupchat
                ? new Groupchat(nick, Payload.of(message), id)
                : new Personal(message.getFrom(), message.getType(), Payload.of(message), id));
        }
        return Optional.empty();
    }
}
