package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/**
 * Somebody who does in a room what people do, with whichever library, in the way of that library. What is done is not waited
 * for, but {@link #await}.
 */
interface Participant extends AutoCloseable {

    /** What can be asked. */
    enum Question {
        /** What the room is (XEP-0030). */
        INFO("<query xmlns='http://jabber.org/protocol/disco#info'/>"),
        /** Who is in it (XEP-0030). */
        ITEMS("<query xmlns='http://jabber.org/protocol/disco#items'/>"),
        /** How it is configured, which is not for everybody (XEP-0045, section 10.2). */
        CONFIGURATION("<query xmlns='http://jabber.org/protocol/muc#owner'/>"),
        /** What was said in it (XEP-0313). */
        ARCHIVE("<query xmlns='urn:xmpp:mam:2'/>"),
        /** Who an occupant is (XEP-0054). */
        CARD("<vCard xmlns='vcard-temp'/>"),
        /** Whether an occupant is there (XEP-0199), of oneself whether one is (XEP-0410). */
        PING("<ping xmlns='urn:xmpp:ping'/>");

        private final String child;

        Question(String child) {
            this.child = child;
        }
    }

    /** The address of the client. */
    String address();

    /**
     * Enters a room.
     *
     * @param mostHistory how many messages of the past are wanted; less than nothing for as many as the room likes
     */
    void enter(String room, String nick, int mostHistory);

    /** Says something to all. */
    void say(String room, String words);

    /** Says something to one occupant. */
    void whisper(String occupant, String words);

    /** Gives the room another subject. */
    void subject(String room, String words);

    /** Says something of oneself. */
    void status(String room, String nick, String show);

    /** Asks the room to invite somebody. */
    void invite(String room, String user, String reason);

    /** Asks something. */
    void ask(Question question, String whom);

    /** Leaves. */
    void leave(String room, String nick);

    /** All that has come in since it is looked. */
    List<Stanza> received();

    @Override
    void close();

    /** Waits for something to come in, behind a number of stanzas that had come in before. */
    default void await(String what, int behind, Predicate<Stanza> stanza) {
        Waiting.until(address() + " to get " + what, Waiting.PATIENCE,
            () -> received().stream().skip(behind).anyMatch(stanza), () -> received().stream().skip(behind).toList().toString());
    }

    /** With Smack, and all that is said written out. */
    record WithSmack(Client client) implements Participant {

        @Override
        public String address() {
            return client.address();
        }

        @Override
        public void enter(String room, String nick, int mostHistory) {
            String history = mostHistory < 0 ? "" : "<history maxstanzas='" + mostHistory + "'/>";
            client.send("<presence to='" + room + '/' + nick + "'><x xmlns='http://jabber.org/protocol/muc'>" + history
                + "</x></presence>");
        }

        @Override
        public void say(String room, String words) {
            client.say(room, words);
        }

        @Override
        public void whisper(String occupant, String words) {
            client.send("<message type='chat' id='w' to='" + occupant + "'><body>" + words + "</body></message>");
        }

        @Override
        public void subject(String room, String words) {
            client.send("<message type='groupchat' id='s' to='" + room + "'><subject>" + words + "</subject></message>");
        }

        @Override
        public void status(String room, String nick, String show) {
            client.send("<presence to='" + room + '/' + nick + "'><show>" + show + "</show></presence>");
        }

        @Override
        public void invite(String room, String user, String reason) {
            client.send("<message to='" + room + "'><x xmlns='http://jabber.org/protocol/muc#user'><invite to='" + user
                + "'><reason>" + reason + "</reason></invite></x></message>");
        }

        @Override
        public void ask(Question question, String whom) {
            String type = question == Question.ARCHIVE ? "set" : "get";
            client.send("<iq type='" + type + "' id='" + question + "' to='" + whom + "'>" + question.child + "</iq>");
            if (question == Question.PING) {
                answerOwnPing();
            }
        }

        /** Rooms of 4.2.0 have a client answer its own ping. */
        private void answerOwnPing() {
            Stanza ping = client.await("its ping, or the answer", stanza -> stanza.id().equals(Question.PING.name()));
            if (ping.type().equals("get")) {
                client.send("<iq type='result' id='" + ping.id() + "' to='" + ping.from() + "'/>");
            }
        }

        @Override
        public void leave(String room, String nick) {
            client.send("<presence type='unavailable' to='" + room + '/' + nick + "'/>");
        }

        @Override
        public List<Stanza> received() {
            return client.received();
        }

        @Override
        public void close() {
            client.close();
        }
    }

    /** With slixmpp, by the methods that its documentation names. */
    record WithSlixmpp(String address, ForeignClient client) implements Participant {

        private static final String STANZA = "stanza ";

        /** Has the client show what comes in from now on. */
        public WithSlixmpp {
            client.send("watch");
        }

        @Override
        public void enter(String room, String nick, int mostHistory) {
            if (mostHistory < 0) {
                client.send("join", room, nick);
            } else {
                client.send("join", room, nick, Integer.toString(mostHistory));
            }
        }

        @Override
        public void say(String room, String words) {
            client.send("say", room, words);
        }

        @Override
        public void whisper(String occupant, String words) {
            client.send("whisper", occupant, words);
        }

        @Override
        public void subject(String room, String words) {
            client.send("set-subject", room, words);
        }

        @Override
        public void status(String room, String nick, String show) {
            client.send("status", room + '/' + nick, show);
        }

        @Override
        public void invite(String room, String user, String reason) {
            client.send("invite", room, user, reason);
        }

        @Override
        public void ask(Question question, String whom) {
            client.send(question.name().toLowerCase(Locale.ROOT), whom);
        }

        @Override
        public void leave(String room, String nick) {
            client.send("leave", room, nick);
        }

        @Override
        public List<Stanza> received() {
            return client.saw().stream().filter(line -> line.startsWith(STANZA)).map(line -> line.substring(STANZA.length()))
                .map(line -> new Stanza(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1))).toList();
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
