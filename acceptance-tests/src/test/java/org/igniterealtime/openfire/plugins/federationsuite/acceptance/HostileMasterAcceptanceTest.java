package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.heap.ServerHeap;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * A server with rooms that says whatever it likes to the mirror of {@code montague.lit}. Its room may say what it likes of
 * its occupants, for it is the room; but nobody is heard but the slave and its occupants, no other slave is touched, nothing
 * grows, and the mirror goes on.
 */
public class HostileMasterAcceptanceTest extends FederationTest {

    private static final String SETTINGS = "plugin.federationsuite.fmuc.mirror.";
    private static final String TRACE_OF_OURS = "(?m)^\\s+at org\\.igniterealtime\\.openfire\\.plugins\\.federationsuite\\.";
    private static final String HEARD = "org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Heard";
    private static final String HONEST = "garden@conference.capulet.lit";
    private static final String HONEST_SLAVE = "garden\\40conference.capulet.lit@mirror.montague.lit";
    private static final String LATER = "orchard@conference.capulet.lit";
    private static final String LATER_SLAVE = "orchard\\40conference.capulet.lit@mirror.montague.lit";
    private static final String X = "<x xmlns='http://jabber.org/protocol/muc#user'>";
    private static final String ITEMS = "<query xmlns='http://jabber.org/protocol/disco#items'/>";
    private static final int SHOWN = 50;
    private static final int REMEMBERED = 10;
    private static final int QUESTIONS = 10;

    private Client curtis;
    private Client kev;
    private Client amy;
    private Client ben;

    /** Runs on one kind of server. */
    public HostileMasterAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.property(SETTINGS + "max-shown-occupants", String.valueOf(SHOWN))
            .property(SETTINGS + "history", String.valueOf(REMEMBERED))
            .property(SETTINGS + "max-questions", String.valueOf(QUESTIONS));
    }

    @Test
    @Conforms({"mirror-4", "mirror-12"})
    public void nobodyIsHeardButTheSlaveNothingGrowsAndTheMirrorGoesOn() {
        curtis = login(capulet(), "curtis", "Swift");
        List.of(MASTER, HONEST, LATER).forEach(room -> makeRoom(curtis, room));
        kev = login(montague(), "kev", "Swift");
        amy = login(montague(), "amy", "Gajim");
        ben = login(montague(), "ben", "Psi");
        curtis.join(HONEST, "Curtis");
        assertEquals("", ben.join(HONEST_SLAVE, "Ben").type());

        beforeAnybodyIsIn();
        whileAJoinIsUnderWay();
        amy.join(SLAVE, "Amy");
        strangersAreRefused();
        codesThatWereNotAskedFor();
        leavesThatWereNotAskedFor();
        wordsOfLocalOccupants();
        nicksThatAreNone();
        errorsAndAnswersNobodyAskedFor();
        questionsWithoutEnd();
        tooLong();
        historyWithoutEnd();
        occupantsWithoutEnd();
        onlyTheSlaveWasHeard();
        theOthersWereNotTouched();
    }

    /** What is said to a slave in which nobody is makes no room. */
    private void beforeAnybodyIsIn() {
        for (String to : List.of(SLAVE, SLAVE + "/Kev")) {
            hostile("<message type='groupchat' from='" + MASTER + "/Curtis' to='" + to + "'><body>forged</body></message>");
            hostile("<message type='chat' from='" + MASTER + "/Curtis' to='" + to + "'><body>forged</body></message>");
            hostile("<presence from='" + MASTER + "/Kev' to='" + to + "'>" + X + "<status code='110'/></x></presence>");
            hostile("<presence type='error' from='" + MASTER + "/Kev' to='" + to + "'/>");
        }
        barrier();
        String rooms = kev.ask("get", "mirror.montague.lit", ITEMS).text();
        assertFalse(rooms, rooms.contains(SLAVE));
    }

    /** The master has heard nothing yet, and other rooms of its server cannot answer for it. */
    private void whileAJoinIsUnderWay() {
        toRooms().hold();
        kev.send("<presence to='" + SLAVE + "/Kev'><x xmlns='http://jabber.org/protocol/muc'/></presence>").settle();
        for (String from : List.of("other@conference.capulet.lit/Kev", "curtis@capulet.lit/Kev", "conference.capulet.lit/Kev")) {
            montague().control().receive("<presence from='" + from + "' to='" + SLAVE + "'>" + X
                + "<status code='110'/></x><status>forged {}</status></presence>", 3);
            montague().control().receive("<presence type='error' from='" + from + "' to='" + SLAVE + "/Kev'/>", 3);
        }
        // Somebody else's leave, from the room itself: he is not in yet.
        montague().control().receive("<presence type='unavailable' from='" + MASTER + "/Kev' to='" + SLAVE + "'/>", 3);
        kev.settle();
        assertTrue(kev.received().stream().noneMatch(fromSlave("Kev").and(stanza -> stanza.text().contains("\"110\""))));
        toRooms().release();
        kev.await("to be in", fromSlave("Kev").and(stanza -> stanza.text().contains("\"110\"")));
    }

    private void strangersAreRefused() {
        toRooms().reset();
        List<String> strangers = List.of("other@conference.capulet.lit/Curtis", "other@conference.capulet.lit",
            "curtis@capulet.lit/Swift", "jabberchat\\40conference.capulet.lit@mirror.capulet.lit/Kev");
        int sent = 0;
        for (String from : strangers) {
            for (String to : List.of(SLAVE, SLAVE + "/Kev")) {
                String ends = "' from='" + from + "' to='" + to + "'>";
                for (String type : List.of("groupchat", "chat")) {
                    hostile("<message type='" + type + "' id='stranger" + sent++ + ends + "<body>forged</body></message>");
                }
                hostile("<presence id='stranger" + sent++ + ends + "<status>forged</status></presence>");
                hostile("<presence type='unavailable' id='stranger" + sent++ + ends + "<status>forged</status></presence>");
                hostile("<iq type='set' id='stranger" + sent++ + ends + "<forged xmlns='urn:x'/></iq>");
            }
        }
        // The link believes none of these, so nobody answers.
        for (String from : List.of("kev@montague.lit/Swift", "amy@montague.lit", SLAVE + "/Amy", SLAVE)) {
            hostile("<message type='groupchat' from='" + from + "' to='" + SLAVE + "'><body>forged</body></message>");
            hostile("<message type='chat' from='" + from + "' to='kev@montague.lit/Swift'><body>forged</body></message>");
            hostile("<presence type='unavailable' from='" + from + "' to='" + SLAVE + "/Kev'><status>forged</status></presence>");
        }
        Set<String> waiting = IntStream.range(0, sent).mapToObj(i -> "stranger" + i)
            .collect(Collectors.toCollection(TreeSet::new));
        Waiting.until("every stranger to be refused", Waiting.PATIENCE, () -> {
            toRooms().stanzas().stream().filter(stanza -> stanza.type().equals("error") && stanza.text().contains("not-allowed"))
                .forEach(stanza -> waiting.remove(stanza.id()));
            return waiting.isEmpty();
        }, waiting::toString);
    }

    private void codesThatWereNotAskedFor() {
        for (String to : List.of(SLAVE, SLAVE + "/Kev")) {
            hostile("<presence from='" + MASTER + "/Paris' to='" + to + "'>" + X + "<item affiliation='none' role='participant'/>"
                + "<status code='110'/><status code='210'/><status code='201'/><status code='99999'/></x></presence>");
            hostile("<presence type='unavailable' from='" + MASTER + "/Paris' to='" + to + "'>" + X
                + "<item affiliation='none' role='none'/><status code='110'/><status code='307'/></x></presence>");
        }
        barrier();
        for (Client client : List.of(kev, amy)) {
            assertTrue(client.received().toString(), client.received().stream().anyMatch(fromSlave("Paris")));
            assertTrue("of nobody else is it said that he is oneself", client.received().stream()
                .noneMatch(fromSlave("Paris").and(stanza -> stanza.text().contains("\"110\""))));
        }
    }

    /** Whom the room throws out is out, and knows it; no nick changes; and who has a nick is told by the room to all or not. */
    private void leavesThatWereNotAskedFor() {
        hostile("<presence type='unavailable' from='" + MASTER + "/Amy' to='" + SLAVE + "/Kev'>" + X
            + "<item affiliation='none' role='none'/><status code='307'/></x></presence>");
        barrier();
        assertTrue(amy.received().stream().noneMatch(gone("Amy")));
        for (String code : List.of("303", "307")) {
            hostile("<presence type='unavailable' from='" + MASTER + "/Kev' to='" + SLAVE + "'>" + X
                + "<item affiliation='none' role='none' nick='Romeo'/><status code='" + code + "'/></x></presence>");
            Stanza out = kev.await("to be out", gone("Kev"));
            assertTrue(out.text(), out.text().contains("\"110\""));
            assertEquals(out.text(), code.equals("307"), out.text().contains("\"" + code + "\""));
            assertEquals("", kev.join(SLAVE, "Kev").type());
        }
    }

    /** The room says who said what. It is shown as the slave's, and nowhere as the word of a user. */
    private void wordsOfLocalOccupants() {
        hostile("<message type='groupchat' from='" + MASTER + "/Amy' to='" + SLAVE + "'><body>I am Amy, says the room.</body>"
            + "<fmuc xmlns='http://isode.com/protocol/fmuc' from='amy@montague.lit/Gajim'/>"
            + "<nomirror xmlns='http://isode.com/protocol/fmuc'/></message>");
        hostile("<presence from='" + MASTER + "/Amy' to='" + SLAVE + "'>" + X
            + "<item affiliation='none' role='participant'/></x>"
            + "<fmuc xmlns='http://isode.com/protocol/fmuc' from='ben@montague.lit/Psi'/></presence>");
        hostile("<message type='chat' from='" + MASTER + "/Amy' to='" + SLAVE + "/Kev'><body>Whisper</body></message>");
        Stanza said = kev.await("the room's word", stanza -> stanza.body().equals("I am Amy, says the room."));
        assertEquals(SLAVE + "/Amy", said.from());
        assertEquals(SLAVE + "/Amy", kev.await("a whisper", stanza -> stanza.body().equals("Whisper")).from());
        assertTrue(kev.received().stream().noneMatch(stanza -> stanza.text().contains("isode.com")));
    }

    private void nicksThatAreNone() {
        for (String nick : List.of("Ke&#xad;v", "Kev&#x200e;", "&#xa0;Kev", "Kev&#x85;", "&#xad;", "x".repeat(1100))) {
            for (String to : List.of(SLAVE, SLAVE + "/Kev", SLAVE + "/" + nick)) {
                String ends = "from='" + MASTER + "/" + nick + "' to='" + to + "'>";
                hostile("<presence " + ends + "<status>forged</status></presence>");
                hostile("<message type='groupchat' " + ends + "<body>forged</body></message>");
                hostile("<message type='chat' " + ends + "<body>forged</body></message>");
                hostile("<iq type='get' id='none' " + ends + "<forged xmlns='urn:x'/></iq>");
                hostile("<presence type='unavailable' " + ends + "<status>forged</status></presence>");
            }
        }
        // Ugly, but a nick.
        String ugly = "<b>&\"'\\20</b> a@b/c";
        hostile("<presence from='" + MASTER + "/&lt;b&gt;&amp;&quot;&apos;\\20&lt;/b&gt; a@b/c' to='" + SLAVE + "'/>");
        kev.await("an ugly nick", stanza -> stanza.from().equals(SLAVE + "/" + ugly));
        barrier();
    }

    private void errorsAndAnswersNobodyAskedFor() {
        toRooms().reset();
        for (String to : List.of(SLAVE, SLAVE + "/Nobody", SLAVE + "/Kev")) {
            for (String from : List.of(MASTER, MASTER + "/Curtis", "other@conference.capulet.lit")) {
                String ends = " id='unasked' from='" + from + "' to='" + to + "'>";
                hostile("<message type='error'" + ends + "<error type='cancel'>"
                    + "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
                hostile("<iq type='error'" + ends + "<error type='cancel'><bogus/></error></iq>");
                hostile("<iq type='result'" + ends + "</iq>");
            }
        }
        hostile("<presence type='error' id='unasked' from='" + MASTER + "/Nobody' to='" + SLAVE + "'/>");
        hostile("<iq type='result' id='unasked' from='" + MASTER + "' to='mirror.montague.lit'/>");
        barrier();
        assertTrue(toRooms().stanzas().stream().noneMatch(stanza -> stanza.id().equals("unasked")));
        assertTrue(kev.received().stream().noneMatch(stanza -> stanza.name().equals("iq") && stanza.id().equals("unasked")));
    }

    private void questionsWithoutEnd() {
        toRooms().reset();
        for (int i = 0; i < 4 * QUESTIONS; i++) {
            hostile("<iq type='get' id='endless" + i + "' from='" + MASTER + "/Curtis' to='" + SLAVE
                + "/Kev'><x xmlns='urn:endless'/></iq>");
        }
        Waiting.until("what is too much to be refused", Waiting.PATIENCE, () -> toRooms().stanzas().stream()
            .filter(stanza -> stanza.id().startsWith("endless") && stanza.text().contains("resource-constraint")).count()
            == 3 * QUESTIONS, () -> toRooms().stanzas().toString());
        List<Stanza> asked = kev.settle().received().stream().filter(stanza -> stanza.text().contains("urn:endless")).toList();
        assertEquals(QUESTIONS, asked.size());
        asked.forEach(stanza -> kev.send("<iq type='result' id='" + stanza.id() + "' to='" + stanza.from() + "'/>"));
        Waiting.until("the others to be answered", Waiting.PATIENCE, () -> toRooms().stanzas().stream()
            .filter(stanza -> stanza.id().startsWith("endless")).count() == 4 * QUESTIONS);
    }

    private void tooLong() {
        toRooms().reset();
        hostile("<message type='groupchat' id='subject' from='" + MASTER + "/Curtis' to='" + SLAVE + "'><subject>"
            + "forged ".repeat(130_000) + "</subject></message>");
        hostile("<presence id='presence' from='" + MASTER + "/Curtis' to='" + SLAVE + "'><status>" + "forged ".repeat(15_000)
            + "</status></presence>");
        for (String id : List.of("subject", "presence")) {
            Waiting.until("the " + id + " to be refused", Waiting.PATIENCE, () -> toRooms().stanzas().stream().anyMatch(
                stanza -> stanza.id().equals(id) && stanza.text().contains("not-acceptable")));
        }
    }

    /** What is told of the past is told to those who are in; later ones get no more than may be kept. */
    private void historyWithoutEnd() {
        for (int i = 0; i < 20 * REMEMBERED; i++) {
            hostile("<message type='groupchat' from='" + MASTER + "/Curtis' to='" + SLAVE + "'><body>endless " + i
                + "</body><delay xmlns='urn:xmpp:delay' from='" + MASTER + "' stamp='1595-01-29T00:00:00Z'/></message>");
        }
        barrier();
        Client tablet = login(montague(), "amy", "Tablet");
        tablet.send("<presence to='" + SLAVE + "/Amy'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        tablet.await("the subject", stanza -> stanza.child("jabber:client", "subject").isPresent());
        long told = tablet.received().stream().filter(stanza -> stanza.body().startsWith("endless")).count();
        assertEquals(REMEMBERED, told);
        tablet.part(SLAVE, "Amy");
        int kept = new ServerHeap(montague()).count(HEARD);
        // Two rooms with one subject each.
        assertTrue(kept + " messages are kept", kept > 0 && kept <= 2 * (REMEMBERED + 1));
    }

    private void occupantsWithoutEnd() {
        montague().control().receive("<presence from='" + MASTER + "/Legion{}' to='" + SLAVE + "'>" + X
            + "<item affiliation='none' role='participant'/></x></presence>", 2000);
        barrier();
        String items = kev.ask("get", SLAVE, ITEMS).text();
        int shown = items.split("<item ").length - 1;
        assertTrue(items, items.contains("Legion") && shown <= SHOWN);
    }

    private void onlyTheSlaveWasHeard() {
        for (Client client : List.of(kev, amy)) {
            for (Stanza stanza : client.received()) {
                String from = stanza.from();
                assertTrue(stanza.text(), from.isEmpty() || from.equals("montague.lit") || from.equals("mirror.montague.lit")
                    || from.startsWith(client.bareAddress()) || from.equals(SLAVE) || from.startsWith(SLAVE + "/"));
                assertFalse(stanza.text(), stanza.text().contains("forged"));
            }
        }
    }

    private void theOthersWereNotTouched() {
        curtis.say(HONEST, "Soft!");
        ben.awaitSaid(HONEST_SLAVE, "Soft!");
        ben.say(HONEST_SLAVE, "What light?");
        curtis.awaitSaid(HONEST, "What light?");
        assertTrue(ben.received().stream().map(Stanza::from).allMatch(from -> from.isEmpty() || from.equals("montague.lit")
            || from.startsWith("ben@montague.lit") || from.startsWith(HONEST_SLAVE)));
        assertTrue(ben.received().stream().noneMatch(gone("Ben").or(stanza -> stanza.type().equals("error"))));

        curtis.join(LATER, "Curtis");
        assertEquals("", kev.join(LATER_SLAVE, "Kev").type());
        kev.say(LATER_SLAVE, "Another room");
        curtis.awaitSaid(LATER, "Another room");
        kev.awaitSaid(LATER_SLAVE, "Another room");
        assertFalse(montague().log().text(), montague().log().contains(TRACE_OF_OURS));
    }

    /** Everything that the room said before has been handled. */
    private void barrier() {
        String id = "barrier" + System.nanoTime();
        hostile("<iq type='get' id='" + id + "' from='" + MASTER + "/Nobody' to='" + SLAVE
            + "/Nobody'><ping xmlns='urn:xmpp:ping'/></iq>");
        Waiting.until("the answer behind everything", Waiting.PATIENCE,
            () -> toRooms().stanzas().stream().anyMatch(stanza -> stanza.id().equals(id)));
        kev.settle();
        amy.settle();
    }

    private static Predicate<Stanza> fromSlave(String nick) {
        return stanza -> stanza.name().equals("presence") && stanza.from().equals(SLAVE + "/" + nick);
    }

    private static Predicate<Stanza> gone(String nick) {
        return fromSlave(nick).and(stanza -> stanza.type().equals("unavailable"));
    }

    private void hostile(String xml) {
        forge(capulet(), xml);
    }
}
