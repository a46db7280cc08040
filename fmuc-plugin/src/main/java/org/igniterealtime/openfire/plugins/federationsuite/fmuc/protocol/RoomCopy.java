package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.util.Optional;

import org.dom4j.QName;
import org.xmpp.packet.IQ;
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
     * An IQ that asks the receiver something: a question of another occupant, or the room's own whether he is there.
     *
     * @param from    the room or the occupant it comes from
     * @param type    get or set
     * @param id      its id
     * @param payload what
     */
    record Question(JID from, IQ.Type type, String id, Payload payload) implements RoomCopy {

        /** Tells whether the room itself asks whether the receiver is still there (XEP-0199). */
        public boolean isGhostCheck() {
            return type == IQ.Type.get && from.getResource() == null && payload.has(PING);
        }
    }

    /**
     * An IQ that answers the receiver.
     *
     * @param from    the room or the occupant it comes from
     * @param type    result or error
     * @param id      the id of his question
     * @param payload what
     */
    record Answer(JID from, IQ.Type type, String id, Payload payload) implements RoomCopy {
    }

    /** The question whether somebody is there. */
    QName PING = QName.get("ping", "urn:xmpp:ping");

    /**
     * Reads a stanza.
     *
     * @param stanza from a room or an occupant's address in it; not changed
     * @return what it is, or empty for what rooms do not send to occupants
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
        return stanza instanceof IQ iq && iq.getID() != null ? Optional.of(readIq(iq)) : Optional.empty();
    }

    private static RoomCopy readIq(IQ iq) {
        Payload payload = Payload.of(iq);
        return iq.isRequest() ? new Question(iq.getFrom(), iq.getType(), iq.getID(), payload)
            : new Answer(iq.getFrom(), iq.getType(), iq.getID(), payload);
    }
}
