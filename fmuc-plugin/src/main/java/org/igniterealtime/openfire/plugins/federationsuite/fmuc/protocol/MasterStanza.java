package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.util.Optional;

import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** What a master says to a slave room: for all its occupants (to the bare slave) or for one ({@code slave/Nick}). */
public sealed interface MasterStanza {

    /**
     * An occupant is there: he joined, or his status changed.
     *
     * @param nick     who
     * @param receiver the one occupant whom this concerns, or empty for all
     * @param payload  his presence, with what the room says of him
     */
    record Present(String nick, Optional<String> receiver, Payload payload) implements MasterStanza {
    }

    /**
     * An occupant is gone.
     *
     * @param nick     who
     * @param receiver the one occupant whom this concerns, or empty for all
     * @param payload  why
     */
    record Absent(String nick, Optional<String> receiver, Payload payload) implements MasterStanza {
    }

    /**
     * A join or a change of presence was refused, or did not arrive.
     *
     * @param nick    whose
     * @param payload the error
     */
    record Refused(String nick, Payload payload) implements MasterStanza {
    }

    /**
     * A message to all occupants.
     *
     * @param nick    who said it, or empty where the room itself did, or where the master names only itself, as in the
     *                specification's examples
     * @param payload what
     * @param id      the id the sender gave it
     */
    record Said(Optional<String> nick, Payload payload, Optional<String> id) implements MasterStanza {
    }

    /**
     * A message to one occupant: private, from the room itself, or an error.
     *
     * @param nick     from whom, or empty for the room itself
     * @param receiver to whom
     * @param type     chat, normal, or error
     * @param payload  what
     * @param id       the stanza's id
     */
    record Whispered(Optional<String> nick, String receiver, Message.Type type, Payload payload, Optional<String> id)
        implements MasterStanza {
    }

    /**
     * A question of an occupant of the master to a local one.
     *
     * @param nick     who asks; empty for the room itself
     * @param receiver who is asked
     * @param topic    what it is about
     * @param type     get or set
     * @param payload  what
     * @param id       the stanza's id
     */
    record Asked(Optional<String> nick, String receiver, Topic topic, IQ.Type type, Payload payload, String id)
        implements MasterStanza {
    }

    /**
     * An answer to a question that was relayed.
     *
     * @param nick     who was asked; empty for the room itself
     * @param receiver for whom
     * @param type     result or error
     * @param payload  what
     * @param id       the id that the question was relayed with
     */
    record Answered(Optional<String> nick, String receiver, IQ.Type type, Payload payload, String id)
        implements MasterStanza {
    }

    /**
     * Reads a stanza.
     *
     * @param stanza from the master room or one of its occupants, to the slave
     * @return what it says, or empty where it says nothing that a slave acts on
     */
    static Optional<MasterStanza> read(Packet stanza) {
        if (!Stanzas.isReadable(stanza)) {
            return Optional.empty();
        }
        Optional<String> nick = Optional.ofNullable(stanza.getFrom().getResource());
        Optional<String> receiver = Optional.ofNullable(stanza.getTo().getResource());
        if (!nick.map(MasterStanza::isNick).orElse(true) || !receiver.map(MasterStanza::isNick).orElse(true)) {
            return Optional.empty();
        }
        if (stanza instanceof Presence presence) {
            return readPresence(presence, nick, receiver);
        }
        if (stanza instanceof Message message) {
            return readMessage(message, nick, receiver);
        }
        return stanza instanceof IQ iq && iq.getID() != null ? receiver.map(whom -> readIq(iq, nick, whom)) : Optional.empty();
    }

    /**
     * Tells whether a nick can be shown under the slave's address as it is. Addresses of other servers come here unprepared:
     * one that cannot be prepared is no address, and one that becomes another would be taken for an occupant that it is not.
     */
    private static boolean isNick(String text) {
        try {
            return text.equals(new JID(null, "nick", text).getResource());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static MasterStanza readIq(IQ iq, Optional<String> nick, String receiver) {
        Payload payload = Payload.of(iq);
        return iq.isRequest() ? new Asked(nick, receiver, Topic.of(iq), iq.getType(), payload, iq.getID())
            : new Answered(nick, receiver, iq.getType(), iq.getType() == IQ.Type.error ? payload.asError() : payload, iq.getID());
    }

    private static Optional<MasterStanza> readPresence(Presence presence, Optional<String> nick, Optional<String> receiver) {
        Payload payload = Payload.of(presence);
        if (presence.getType() == Presence.Type.error) {
            // The receiver names the user. An error of the link itself answers what the bare slave sent and so names
            // him by the address that could not be reached.
            return receiver.or(() -> nick).map(whose -> new Refused(whose, payload.only("error").asError()));
        }
        if (nick.isEmpty()) {
            return Optional.empty();
        }
        if (presence.getType() == Presence.Type.unavailable) {
            return Optional.of(new Absent(nick.get(), receiver, payload));
        }
        return presence.getType() == null ? Optional.of(new Present(nick.get(), receiver, payload)) : Optional.empty();
    }

    private static Optional<MasterStanza> readMessage(Message message, Optional<String> nick, Optional<String> receiver) {
        Payload payload = Payload.of(message);
        Optional<String> id = Optional.ofNullable(message.getID());
        if (message.getType() == Message.Type.groupchat && receiver.isEmpty()) {
            return Optional.of(new Said(nick, payload, id));
        }
        Payload readable = message.getType() == Message.Type.error ? payload.asError() : payload;
        return receiver.map(whom -> new Whispered(nick, whom, message.getType(), readable, id));
    }
}
