package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.util.Optional;

import org.dom4j.Element;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** What a local user says to a slave room: the stanzas of XEP-0045 that an occupant, or somebody who joins, sends. */
public sealed interface UserStanza {

    /** The full JID of the user, as the server stamped it. */
    JID user();

    /**
     * Available presence: a join, or a change of status by an occupant.
     *
     * @param user     who
     * @param nick     the nick he addressed
     * @param entering whether he says that he enters, as every current client does, also one that lost its state
     * @param password the room's password, where he gave one
     * @param history  how much history he wants
     * @param payload  the rest: show, status, capabilities and so on
     * @param id       the stanza's id, for an error
     */
    record Available(JID user, String nick, boolean entering, Optional<String> password, HistoryRequest history,
                     Payload payload, Optional<String> id) implements UserStanza {

        /** The same by another client of the user. */
        public Available by(JID client) {
            return new Available(client, nick, entering, password, history, payload, id);
        }
    }

    /**
     * Unavailable presence: a part, by intent or because the connection died.
     *
     * @param user    who
     * @param payload a status text, perhaps
     */
    record Unavailable(JID user, Payload payload) implements UserStanza {
    }

    /**
     * A message to all occupants.
     *
     * @param user    who
     * @param payload body, subject, whatever
     * @param id      the stanza's id, which the sender recognises his message by
     */
    record Say(JID user, Payload payload, Optional<String> id) implements UserStanza {

        /** Tells whether it is a change of the subject (XEP-0045, section 8.1): a subject and no body. */
        public boolean changesSubject() {
            return payload.has("subject") && !payload.has("body");
        }
    }

    /**
     * A private message to one occupant.
     *
     * @param user    who
     * @param nick    to whom
     * @param type    chat or normal
     * @param payload what
     * @param id      the stanza's id
     */
    record Whisper(JID user, String nick, Message.Type type, Payload payload, Optional<String> id) implements UserStanza {
    }

    /**
     * Reads a stanza.
     *
     * @param stanza a presence or message from a user to a slave room
     * @return what it says, or empty where it says nothing that a room acts on: an error, a subscription request, a
     *         private message to nobody
     */
    static Optional<UserStanza> read(Packet stanza) {
        if (!Stanzas.isReadable(stanza)) {
            return Optional.empty();
        }
        Optional<String> id = Optional.ofNullable(stanza.getID());
        String nick = stanza.getTo().getResource();
        if (stanza instanceof Presence presence) {
            return readPresence(presence, nick, id);
        }
        if (stanza instanceof Message message) {
            return readMessage(message, nick, id);
        }
        return Optional.empty();
    }

    private static Optional<UserStanza> readPresence(Presence presence, String nick, Optional<String> id) {
        // What a room says of an occupant is the room's to say; a user's own version of it would be a forgery.
        Payload payload = Payload.of(presence).without(Muc.ENTER).without(Muc.USER);
        if (presence.getType() == Presence.Type.unavailable) {
            return Optional.of(new Unavailable(presence.getFrom(), payload));
        }
        if (presence.getType() != null || nick == null) {
            return Optional.empty();
        }
        Element enter = presence.getElement().element(Muc.ENTER);
        Optional<String> password = Optional.ofNullable(enter).map(x -> x.elementText("password"));
        return Optional.of(new Available(presence.getFrom(), nick, enter != null, password, HistoryRequest.read(enter),
            payload, id));
    }

    private static Optional<UserStanza> readMessage(Message message, String nick, Optional<String> id) {
        Payload payload = Payload.of(message).without(Muc.USER);
        return switch (message.getType()) {
            case groupchat -> nick == null ? Optional.of(new Say(message.getFrom(), payload, id)) : Optional.empty();
            case chat, normal -> nick == null ? Optional.empty()
                : Optional.of(new Whisper(message.getFrom(), nick, message.getType(), Payload.of(message), id));
            default -> Optional.empty();
        };
    }
}
