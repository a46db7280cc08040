package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.dom4j.Element;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** What a local user says to a slave room: the stanzas of XEP-0045 that an occupant, or somebody who joins, sends. */
public sealed interface UserStanza {

    /** The full JID of the user, as the server stamped it. */
    JID user();

    /**
     * What is said, where it is known who is connected: the server may say something for a client that is not, and then it means
     * another thing.
     *
     * @param connected tells it of a full JID
     */
    default UserStanza withConnection(Predicate<JID> connected) {
        if (this instanceof Answer answer && answer.signal() == Answer.Signal.UNCLEAR) {
            return answer.clear(connected.test(answer.user()));
        }
        return this instanceof Unavailable gone && !connected.test(gone.user()) ? gone.ofLost() : this;
    }

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
     * @param stillIn  whether his node of a cluster says that he enters, because he is in as far as that knows
     */
    record Available(JID user, String nick, boolean entering, Optional<String> password, HistoryRequest history,
                     Payload payload, Optional<String> id, boolean stillIn) implements UserStanza {

        /** What he says himself. */
        public Available(JID user, String nick, boolean entering, Optional<String> password, HistoryRequest history,
                         Payload payload, Optional<String> id) {
            this(user, nick, entering, password, history, payload, id, false);
        }

        /** The same as if he said it himself. */
        public Available asHisOwn() {
            return new Available(user, nick, entering, password, history, payload, id);
        }

        /** The same with another wish for history. */
        public Available asking(HistoryRequest wanted) {
            return new Available(user, nick, entering, password, wanted, payload, id);
        }

        /** The same by another client of the user. */
        public Available by(JID client) {
            return new Available(client, nick, entering, password, history, payload, id);
        }

        /** The same with another status. */
        public Available saying(Payload status) {
            return new Available(user, nick, entering, password, history, status, id);
        }

        /** The same by another client of the user, as it asked for it. */
        public Available by(JID client, HistoryRequest itsHistory, Optional<String> itsId) {
            return new Available(client, nick, entering, password, itsHistory, payload, itsId);
        }
    }

    /**
     * Unavailable presence: a part, by intent or because the connection died.
     *
     * @param user    who
     * @param nick    the nick that he wrote to, if he did
     * @param payload a status text, perhaps
     * @param lost    whether somebody else says so, of a client that is not connected: nobody is to be told that he is out
     * @param strange whether a node of a cluster says so to which he is not connected: he may be, to another, and not know of it
     */
    record Unavailable(JID user, Optional<String> nick, Payload payload, boolean lost, boolean strange) implements UserStanza {

        /** The same, said of a client that is not connected. */
        public Unavailable ofLost() {
            return new Unavailable(user, nick, payload, true, strange);
        }
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
            return payload.changesSubject();
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
     * Something that the room itself shall do: carry an invitation, ask for voice, take a form (XEP-0045, sections 7.8.2
     * and 7.13).
     *
     * @param user    who
     * @param payload what
     * @param id      the stanza's id
     */
    record Request(JID user, Payload payload, Optional<String> id) implements UserStanza {
    }

    /**
     * A message that no room takes: of type groupchat to one occupant, or private to the room.
     *
     * @param user who
     * @param nick the occupant whom it was to, if any
     * @param id   the stanza's id
     */
    record Misdirected(JID user, Optional<String> nick, Optional<String> id) implements UserStanza {
    }

    /**
     * A question to the room or an occupant.
     *
     * @param user    who
     * @param nick    whom he asks; empty for the room
     * @param topic   what it is about
     * @param type    get or set
     * @param payload what
     * @param id      the stanza's id
     */
    record Ask(JID user, Optional<String> nick, Topic topic, IQ.Type type, Payload payload, String id) implements UserStanza {
    }

    /**
     * The answer of a client, or of the server for its user, to a question that the room relayed or asked.
     *
     * @param user    who; a bare JID where the server answers
     * @param nick    the occupant who gets the answer; empty where the room itself asked
     * @param type    result or error
     * @param payload what
     * @param id      the stanza's id
     * @param signal  what it says about whether the client is there
     */
    record Answer(JID user, Optional<String> nick, IQ.Type type, Payload payload, String id, Signal signal)
        implements UserStanza {

        /** Whether a client is there. */
        public enum Signal {
            /** It answered. */
            YES,
            /** Somebody else said that there is no such client. */
            NO,
            /** A client that does not know the question and a server that does not know the client say the same. */
            UNCLEAR
        }

        /** The same answer where it is known who gave it. */
        public Answer clear(boolean there) {
            return new Answer(user, nick, type, payload, id, there ? Signal.YES : Signal.NO);
        }
    }

    /**
     * Reads a stanza.
     *
     * @param stanza from a user to a slave room
     * @return what it says, or empty where it says nothing that a room acts on: an error, a subscription request
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
            return Optional.ofNullable(readMessage(message, Optional.ofNullable(nick), id));
        }
        return stanza instanceof IQ iq && iq.getID() != null ? Optional.of(readIq(iq, Optional.ofNullable(nick)))
            : Optional.empty();
    }

    private static UserStanza readIq(IQ iq, Optional<String> nick) {
        Payload payload = Payload.of(iq);
        if (iq.isRequest()) {
            return new Ask(iq.getFrom(), nick, Topic.of(iq), iq.getType(), payload, iq.getID());
        }
        return new Answer(iq.getFrom(), nick, iq.getType(), payload, iq.getID(), signalOf(iq));
    }

    private static Answer.Signal signalOf(IQ answer) {
        return Stanzas.condition(answer).map(condition -> switch (condition) {
            case gone, item_not_found, recipient_unavailable, remote_server_not_found, remote_server_timeout -> Answer.Signal.NO;
            case service_unavailable -> Answer.Signal.UNCLEAR;
            default -> Answer.Signal.YES;
        }).orElse(Answer.Signal.YES);
    }

    private static Optional<UserStanza> readPresence(Presence presence, String nick, Optional<String> id) {
        Payload payload = own(presence).without(Muc.ENTER).without(Muc.USER);
        if (presence.getType() == Presence.Type.unavailable) {
            return Optional.of(new Unavailable(presence.getFrom(), Optional.ofNullable(nick),
                payload.without(TakenForLost.ELEMENT), false, TakenForLost.isMarked(presence)));
        }
        if (presence.getType() != null || nick == null) {
            return Optional.empty();
        }
        Element enter = presence.getElement().element(Muc.ENTER);
        Optional<String> password = Optional.ofNullable(enter).map(x -> x.elementText("password"));
        return Optional.of(new Available(presence.getFrom(), nick, enter != null, password, HistoryRequest.read(enter),
            payload.without(StillIn.ELEMENT), id, enter != null && StillIn.isMarked(presence)));
    }

    private static UserStanza readMessage(Message message, Optional<String> nick, Optional<String> id) {
        JID user = message.getFrom();
        Payload all = own(message);
        return switch (message.getType()) {
            case groupchat -> nick.isEmpty() ? new Say(user, all.without(Muc.USER), id) : new Misdirected(user, nick, id);
            case chat, normal -> {
                if (nick.isPresent()) {
                    Payload said = all.has(Muc.USER) ? all.without(Muc.USER).asPrivate() : all;
                    yield new Whisper(user, nick.get(), message.getType(), said, id);
                }
                yield message.getType() == Message.Type.normal && all.asksRoom() ? new Request(user, all, id)
                    : new Misdirected(user, nick, id);
            }
            default -> null;
        };
    }

    /** What a user may say: what only the room says of its occupants and messages is taken off, it would be a forgery. */
    private static Payload own(Packet stanza) {
        return Payload.of(stanza).withoutWordOf(SlaveAddress.read(stanza.getTo())
            .map(room -> Set.of(room.slave().toString(), room.master().toString())).orElse(Set.of()));
    }
}
