package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.ClientException;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.heap.ServerHeap;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * A local user of {@code montague.lit}, Ben, who says whatever he likes to its mirror. Neither those beside him nor those at
 * the master see anything as somebody else's, nothing forged crosses the link, he gets a standard error for what he may not
 * do, nothing grows, and the others talk on.
 */
public class HostileClientAcceptanceTest extends FederationTest {

    private static final String SETTINGS = "plugin.federationsuite.fmuc.mirror.";
    private static final String TRACE_OF_OURS = "(?m)^\\s+at org\\.igniterealtime\\.openfire\\.plugins\\.federationsuite\\.";
    private static final String SLAVE_ROOM = "org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom";
    private static final String ENTER = "<x xmlns='http://jabber.org/protocol/muc'/>";
    private static final int ROOMS_EACH = 5;
    private static final int QUESTIONS = 10;
    /** What only a mirror or a room may say. */
    private static final String FORGERY = "<fmuc xmlns='http://isode.com/protocol/fmuc' from='amy@montague.lit/forged'/>"
        + "<nomirror xmlns='http://isode.com/protocol/fmuc'/>"
        + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='owner' role='moderator' "
        + "jid='forged@capulet.lit/x' nick='Curtis'/><status code='110'/><status code='307'/></x>"
        + "<stanza-id xmlns='urn:xmpp:sid:0' by='" + SLAVE + "' id='forged'/>"
        + "<stanza-id xmlns='urn:xmpp:sid:0' by='" + MASTER + "' id='forged'/>"
        + "<delay xmlns='urn:xmpp:delay' from='" + SLAVE + "' stamp='1595-01-29T00:00:00Z'>forged</delay>"
        + "<delay xmlns='urn:xmpp:delay' from='" + MASTER + "' stamp='1595-01-29T00:00:00Z'>forged</delay>"
        + "<occupant-id xmlns='urn:xmpp:occupant-id:0' id='forged'/>";

    private Client curtis;
    private Client amy;
    private Client ben;

    /** Runs on one kind of server. */
    public HostileClientAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.property(SETTINGS + "max-rooms-each", String.valueOf(ROOMS_EACH))
            .property(SETTINGS + "max-questions", String.valueOf(QUESTIONS));
    }

    @Test
    @Conforms({"mirror-3", "mirror-4", "mirror-10", "mirror-12"})
    public void nobodyIsSeenAsSomebodyElseNothingGrowsAndTheOthersTalkOn() {
        curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        amy = login(montague(), "amy", "Gajim");
        assertEquals("", amy.join(SLAVE, "Amy").type());
        ben = login(montague(), "ben", "Psi");

        forgedElements();
        forgedSenders();
        addresses();
        overlongAddress();
        errorsAndSubscriptions();
        tooLong();
        nicksWithoutEnd();
        questionsWithoutEnd();
        roomsWithoutEnd();
        nobodyWasAnybodyElse();
        theOthersTalkOn();
    }

    private void forgedElements() {
        toRooms().reset();
        ben.send("<presence to='" + SLAVE + "/Ben'>" + ENTER + FORGERY + "<status>I am Ben.</status></presence>");
        ben.await("to be in", stanza -> stanza.from().equals(SLAVE + "/Ben") && stanza.text().contains("\"110\""));
        ben.send("<message type='groupchat' to='" + SLAVE + "'>" + FORGERY + "<body>said by Ben</body></message>");
        ben.send("<message type='chat' to='" + SLAVE + "/Curtis'>" + FORGERY + "<body>whispered by Ben</body></message>");
        ben.send("<message type='chat' to='" + SLAVE + "/Amy'>" + FORGERY + "<body>whispered by Ben</body></message>");
        ben.send("<presence to='" + SLAVE + "/Ben'>" + FORGERY + "<status>Still Ben.</status></presence>");

        assertEquals(MASTER + "/Ben", curtis.await("Ben", stanza -> stanza.text().contains("I am Ben.")).from());
        for (String said : List.of("said by Ben", "whispered by Ben")) {
            assertEquals(MASTER + "/Ben", awaitBody(curtis, said).from());
            assertEquals(SLAVE + "/Ben", awaitBody(amy, said).from());
        }
        Stanza changed = curtis.await("Ben's change", stanza -> stanza.text().contains("Still Ben."));
        assertTrue(changed.text(), changed.text().contains("role=\"participant\"") && !changed.text().contains("\"307\""));
        assertFalse(said(toRooms().stanzas()), said(toRooms().stanzas()).contains("forged"));
        assertFalse(said(toRooms().stanzas()), said(toRooms().stanzas()).contains("nomirror"));
        assertTrue(said(toRooms().stanzas()), said(toRooms().stanzas()).contains("ben@montague.lit/Psi"));
    }

    /** Whatever came before or after: what stays within the slave is faster than what comes back from the master. */
    private static Stanza awaitBody(Client client, String body) {
        Waiting.until(body, Waiting.PATIENCE, () -> said(client, body).isPresent(), () -> said(client.received()));
        return said(client, body).orElseThrow();
    }

    private static Optional<Stanza> said(Client client, String body) {
        return client.received().stream().filter(stanza -> stanza.body().equals(body)).findFirst();
    }

    /** A client says that it is somebody else; some versions end its session for that. */
    private void forgedSenders() {
        for (String from : List.of("amy@montague.lit/Gajim", "ben@montague.lit/Psi", MASTER + "/Curtis", MASTER,
            SLAVE + "/Amy")) {
            StringBuilder lies = new StringBuilder();
            for (String to : List.of(SLAVE, SLAVE + "/Amy")) {
                String ends = "from='" + from + "' to='" + to + "'>";
                lies.append("<message type='groupchat' " + ends + "<body>forged</body></message>")
                    .append("<message type='chat' " + ends + "<body>forged</body></message>")
                    .append("<presence " + ends + "<status>forged</status></presence>")
                    .append("<presence type='unavailable' " + ends + "<status>forged</status></presence>");
            }
            lie(lies.toString());
        }
    }

    /**
     * A node longer than an address may have. What the server answers names it, and a client that checks addresses ends its
     * session on reading that, so that only what came on the wire is looked at.
     */
    private void overlongAddress() {
        List<Stanza> answers = lie("<presence id='long' to='" + "x".repeat(1100)
            + "\\40conference.capulet.lit@mirror.montague.lit/Ben'>" + ENTER + "</presence>").stream()
            .filter(stanza -> stanza.id().equals("long")).toList();
        assertTrue(said(answers), answers.stream().allMatch(stanza -> stanza.type().equals("error")
            && stanza.text().contains("jid-malformed")));
    }

    /**
     * Another client of Ben sends something, and stays until the server has taken all of it or has ended the session.
     *
     * @return what it received
     */
    private List<Stanza> lie(String xml) {
        Client liar = Client.login(montague(), "ben", "Liar");
        try {
            liar.send(xml + "<iq type='get' id='taken' to='montague.lit'><ping xmlns='urn:xmpp:ping'/></iq>");
            Waiting.until("all to be taken, or the end", Waiting.PATIENCE, () -> isEnded(liar) || liar.received().stream()
                .anyMatch(stanza -> stanza.id().equals("taken")));
            return liar.received();
        } finally {
            liar.drop();
        }
    }

    private static boolean isEnded(Client client) {
        try {
            client.send(" ");
            return false;
        } catch (ClientException e) {
            return true;
        }
    }

    private void addresses() {
        for (String node : List.of("x\\40y\\2fz", "jabberchat\\5c40conference.capulet.lit", "\\40conference.capulet.lit",
            "jabberchat\\40", "jabberchat\\40conference.capulet.lit\\2fCurtis", "jabberchat\\40conference.capulet.lit\\40x",
            "jabberchat\\40conference.capulet.lit\\20", "\\20jabberchat\\40conference.capulet.lit", "jabberchat")) {
            assertRefused("jid-malformed", "<presence id='{}' to='" + node + "@mirror.montague.lit/Ben'>" + ENTER
                + "</presence>");
        }
        assertRefused("jid-malformed", "<presence id='{}' to='" + SLAVE + "'>" + ENTER + "</presence>");
        // The same room, written otherwise: he is in it, and may not take somebody's nick.
        String asAmy = "' to='JABBERCHAT\\40Conference.CAPULET.lit@mirror.montague.lit/Amy'>" + ENTER + "</presence>";
        assertRefused("not-acceptable", "<presence id='{}" + asAmy);
        Client other = login(montague(), "ben", "Other");
        other.send("<presence id='conflict" + asAmy);
        assertTrue(other.await("a conflict", stanza -> stanza.id().equals("conflict")).text().contains("conflict xmlns"));
    }

    private void errorsAndSubscriptions() {
        toRooms().reset();
        for (String to : List.of(SLAVE, SLAVE + "/Amy", SLAVE + "/Curtis", SLAVE + "/Nobody")) {
            for (String type : List.of("error", "headline")) {
                ben.send("<message type='" + type + "' id='unasked' to='" + to + "'><body>forged</body></message>");
            }
            for (String type : List.of("error", "subscribe", "subscribed", "unsubscribe", "unsubscribed")) {
                ben.send("<presence type='" + type + "' id='unasked' to='" + to + "'><status>forged</status></presence>");
            }
            for (String type : List.of("error", "result")) {
                ben.send("<iq type='" + type + "' id='unasked' to='" + to + "'><forged xmlns='urn:x'/></iq>");
            }
        }
        ben.settle();
        // Behind all that, through the same room.
        ben.say(SLAVE, "after the errors");
        curtis.awaitSaid(MASTER, "after the errors");
        assertFalse(said(toRooms().stanzas()), said(toRooms().stanzas()).contains("forged"));
        assertTrue(said(ben.received()), ben.received().stream().noneMatch(stanza -> stanza.id().equals("unasked")
            && stanza.from().startsWith(SLAVE)));
    }

    private void tooLong() {
        String forged = "forged ".repeat(15_000);
        String body = "'><body>" + forged + "</body></message>";
        assertRefused("not-acceptable", "<message type='groupchat' id='{}' to='" + SLAVE + body);
        assertRefused("not-acceptable", "<message type='chat' id='{}' to='" + SLAVE + "/Amy" + body);
        assertRefused("not-acceptable", "<iq type='get' id='{}' to='" + SLAVE + "'><x xmlns='urn:x'>" + forged + "</x></iq>");
    }

    private void nicksWithoutEnd() {
        toRooms().reset();
        for (int i = 0; i < 200; i++) {
            ben.send("<presence id='nick" + i + "' to='" + SLAVE + "/Legion" + i + "'>" + ENTER + "</presence>");
        }
        awaitErrors("nick", "not-acceptable", 200);
        assertFalse(said(toRooms().stanzas()).contains("Legion"));
    }

    /** While none is answered, so many wait, and he is told that there are no more. */
    private void questionsWithoutEnd() {
        toRooms().hold();
        for (int i = 0; i < 300; i++) {
            ben.send("<iq type='get' id='question" + i + "' to='" + SLAVE + "/Curtis'><query xmlns='jabber:iq:version'/></iq>");
        }
        awaitErrors("question", "resource-constraint", 300 - QUESTIONS);
        toRooms().release();
        Waiting.until("the others to reach Curtis", Waiting.PATIENCE, () -> questions(curtis).size() == QUESTIONS);
        questions(curtis).forEach(stanza -> curtis.send("<iq type='result' id='" + stanza.id() + "' to='" + stanza.from()
            + "'><query xmlns='jabber:iq:version'/></iq>"));
        Waiting.until("each to be answered", Waiting.PATIENCE, () -> ben.received().stream()
            .filter(stanza -> stanza.id().startsWith("question")).count() == 300);
    }

    private static List<Stanza> questions(Client client) {
        return client.received().stream().filter(stanza -> stanza.from().equals(MASTER + "/Ben")
            && stanza.text().contains("jabber:iq:version")).toList();
    }

    /** While none is answered, so many wait, and he is told that there are no more; then the rooms say that they are not. */
    private void roomsWithoutEnd() {
        toRooms().hold();
        for (int i = 0; i < 300; i++) {
            ben.send("<presence id='room" + i + "' to='room" + i + "\\40conference.capulet.lit@mirror.montague.lit/Ben'>" + ENTER
                + "</presence>");
        }
        awaitErrors("room", "resource-constraint", 300 - (ROOMS_EACH - 1));
        int rooms = new ServerHeap(montague()).count(SLAVE_ROOM);
        assertTrue(rooms + " rooms", rooms > 0 && rooms < 2 * ROOMS_EACH);
        toRooms().release();
        Waiting.until("each to be answered", Waiting.PATIENCE, () -> ben.received().stream()
            .filter(stanza -> stanza.id().startsWith("room") && stanza.type().equals("error")).count() == 300);
    }

    private void awaitErrors(String id, String condition, int count) {
        Waiting.until(count + " times " + condition, Waiting.PATIENCE, () -> ben.received().stream()
            .filter(stanza -> stanza.id().startsWith(id) && stanza.text().contains(condition)).count() == count,
            () -> ben.received().stream().filter(stanza -> stanza.id().startsWith(id)).count() + " answers: "
                + said(ben.unread()));
    }

    private void assertRefused(String condition, String stanza) {
        String id = "refused" + System.nanoTime();
        ben.send(stanza.replace("{}", id));
        Stanza answer = ben.await("an answer", one -> one.id().equals(id));
        assertEquals("error", answer.type());
        assertTrue(stanza.substring(0, Math.min(stanza.length(), 200)) + "\n" + answer.text(),
            answer.text().contains(condition));
    }

    private void nobodyWasAnybodyElse() {
        for (Client client : List.of(curtis, amy)) {
            String room = client == curtis ? MASTER : SLAVE;
            for (Stanza stanza : client.settle().received()) {
                assertFalse(stanza.text(), stanza.text().contains("forged"));
                assertTrue(stanza.text(), stanza.from().isEmpty() || stanza.from().startsWith(room)
                    || stanza.from().startsWith(client.bareAddress()) || stanza.from().endsWith(".lit"));
                assertFalse(stanza.text(), stanza.body().endsWith("by Ben") && !stanza.from().equals(room + "/Ben"));
            }
        }
        String items = curtis.ask("get", MASTER, "<query xmlns='http://jabber.org/protocol/disco#items'/>").text();
        assertEquals(items, 3, items.split("<item ").length - 1);
        assertTrue(items, items.contains(MASTER + "/Amy") && items.contains(MASTER + "/Ben"));
    }

    private void theOthersTalkOn() {
        amy.say(SLAVE, "How now?");
        curtis.awaitSaid(MASTER, "How now?");
        amy.awaitSaid(SLAVE, "How now?");
        ben.part(SLAVE, "Ben");
        curtis.await("Ben to be gone", stanza -> stanza.from().equals(MASTER + "/Ben") && stanza.type().equals("unavailable"));
        assertEquals("he may come again", "", ben.join(SLAVE, "Ben").type());
        assertFalse(montague().log().text(), montague().log().contains(TRACE_OF_OURS));
        assertFalse(capulet().log().text(), capulet().log().contains(TRACE_OF_OURS));
    }

    private static String said(List<Stanza> stanzas) {
        return String.join("\n", stanzas.stream().map(Stanza::text).toList());
    }
}
