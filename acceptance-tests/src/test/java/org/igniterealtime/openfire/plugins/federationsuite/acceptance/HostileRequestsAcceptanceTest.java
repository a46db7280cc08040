package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.control.ControlException;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** What strangers may do to a server roster, and what becomes of it: nothing grows, and nobody else notices. */
public class HostileRequestsAcceptanceTest extends FederationTest {

    private static final String PREFIX = "plugin.federationsuite.server-roster.";
    private static final String WAITS = "none, waits for a decision";
    private static final int MOST_WAITING = 50;
    private static final int FLOOD = 5000;
    private static final int NOTICE_EVERY = 5;
    private static final Duration DEALT_WITH = Duration.ofMinutes(3);
    private static final int MEGABYTE = 1_048_576;

    /** Runs on one kind of server. */
    public HostileRequestsAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return spec.property(PREFIX + "max-waiting", String.valueOf(MOST_WAITING))
            .property(PREFIX + "notice-every", String.valueOf(NOTICE_EVERY));
    }

    @Test
    public void aFloodOfRequestsIsBoundedAndAnApprovedPeerDoesNotNotice() throws Exception {
        Client admin = login(capulet(), "admin", "desk");
        RosterAdmin capulets = new RosterAdmin(admin, capulet());
        befriend(capulets, new RosterAdmin(login(montague(), "admin", "desk"), montague()));
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        assertEquals("", kev.join(SLAVE, "Kev").type());
        toMirror().reset();

        // All requests go into the table here, so that it can be told which are kept; the queue has tests of its own.
        capulet().control().setProperty(PREFIX + "max-queue", String.valueOf(2 * FLOOD));
        int before = notices(admin).size();
        Instant start = Instant.now();
        Thread flood = new Thread(() ->
            capulet().control().receive("<presence type='subscribe' from='s{}.hostile.lit' to='capulet.lit'/>", FLOOD));
        flood.start();
        int said = 0;
        do {
            kev.say(SLAVE, "Line " + ++said);
            curtis.awaitSaid(MASTER, "Line " + said);
            curtis.say(MASTER, "Answer " + said);
            kev.awaitSaid(SLAVE, "Answer " + said);
        } while ((flood.isAlive() || capulets.dropped() < FLOOD - MOST_WAITING)
            && Duration.between(start, Instant.now()).compareTo(DEALT_WITH) < 0);
        flood.join();
        montague().control().deliver("<presence type='probe' from='montague.lit' to='capulet.lit'/>");
        Waiting.until("the answer to a probe", Waiting.PATIENCE, () -> toMirror().stanzas().stream().anyMatch(stanza ->
            stanza.name().equals("presence") && stanza.from().equals("capulet.lit") && stanza.type().isEmpty()));

        // The table holds what it may, and it holds the newest; the rest is counted.
        assertEquals(FLOOD - MOST_WAITING, capulets.dropped());
        Set<String> kept = new TreeSet<>(capulets.peers().keySet());
        assertTrue(kept.remove("montague.lit"));
        assertEquals(kept.toString(), MOST_WAITING, kept.size());
        for (String peer : kept) {
            int number = Integer.parseInt(peer.replaceAll("[^0-9]", ""));
            assertTrue("the oldest are dropped first: " + kept, number > FLOOD - 10 * MOST_WAITING);
        }
        assertEquals("both", capulets.state("montague.lit"));
        Waiting.until("the table to be as small", Waiting.PATIENCE,
            () -> capulet().control().rows("ofFedPeer") == MOST_WAITING + 1,
            () -> String.valueOf(capulet().control().rows("ofFedPeer")));
        assertTrue("in memory there is no more", peersInMemory() < 4 * MOST_WAITING);

        // One more, one less.
        capulet().control().receive("<presence type='subscribe' from='last.hostile.lit' to='capulet.lit'/>", 1);
        capulets.awaitState("last.hostile.lit", WAITS);
        Waiting.until("the oldest to go", Waiting.PATIENCE, () -> capulets.peers().size() == MOST_WAITING + 1);

        // The administrator gets a message now and then, and none of them is long.
        List<Stanza> notices = notices(admin);
        long most = 1 + Duration.between(start, Instant.now()).toSeconds() / NOTICE_EVERY;
        assertTrue(notices.size() + " notices", notices.size() > before && notices.size() - before <= most);
        notices.forEach(notice -> assertTrue(notice.text().length() + " characters", notice.text().length() < 20_000));
    }

    @Test
    public void aFloodBeyondTheQueueIsCountedAndNothingElse() {
        RosterAdmin capulets = new RosterAdmin(login(capulet(), "admin", "desk"), capulet());
        capulet().control().setProperty(PREFIX + "max-queue", "1");

        capulet().control().receive("<presence type='subscribe' from='s{}.hostile.lit' to='capulet.lit'/>", FLOOD);

        Waiting.until("each request to wait or to be counted", Waiting.PATIENCE,
            () -> capulets.dropped() + capulets.peers().size() == FLOOD, () -> capulets.dropped() + " " + capulets.peers());
        assertTrue(capulets.peers().size() <= MOST_WAITING);
        assertNoFailures();
    }

    @Test
    public void aServerIsOnePeerHoweverItIsWrittenAndNonsenseIsNone() {
        RosterAdmin capulets = new RosterAdmin(login(capulet(), "admin", "desk"), capulet());
        // Composed, decomposed, upper case, ASCII form, with another full stop (RFC 3490, section 3.1).
        for (String name : List.of("m\u00fcnchen.lit", "mu\u0308nchen.lit", "M\u00dcNCHEN.LIT", "xn--mnchen-3ya.lit",
                "XN--Mnchen-3YA.lit", "m\u00fcnchen\u3002lit")) {
            request(name);
        }
        for (String name : List.of("capulet.lit", "CAPULET.lit", "conference.capulet.lit", "Conference.CAPULET.lit",
                "mirror.capulet.lit", "verona.lit.", "capulet.lit.", ".verona.lit", "verona..lit", "-verona.lit", "verona-.lit",
                "ver ona.lit", "ver_ona.lit", "ver&amp;ona.lit", "[::1]", "::1", "\ud83d\ude00.lit", "x".repeat(64) + ".lit",
                "xyz.".repeat(64) + "lit", "*.lit", "verona.lit:5269", "..", ".")) {
            request(name);
        }
        // Addresses are names like others (RFC 7622, section 3.2).
        request("192.0.2.1");
        request("last.lit");
        capulets.awaitState("last.lit", WAITS);

        assertEquals(Set.of("xn--mnchen-3ya.lit", "192.0.2.1", "last.lit"), capulets.peers().keySet());
        assertEquals(3, capulet().control().rows("ofFedPeer"));
        assertEquals("what an administrator types is the same peer", "xn--mnchen-3ya.lit is now: from, asked",
            capulets.order(RosterAdmin.PEER + "approve", "M\u00fcnchen.LIT"));
        request("mu\u0308nchen.lit");
        assertEquals("192.0.2.1 is now: none", capulets.order(RosterAdmin.PEER + "deny", "192.0.2.1"));
        assertEquals(Set.of("xn--mnchen-3ya.lit", "last.lit"), capulets.peers().keySet().stream()
            .filter(peer -> !peer.equals("192.0.2.1")).collect(Collectors.toSet()));
        assertNoFailures();
    }

    @Test
    public void whatARequestCarriesGoesNowhere() {
        Client admin = login(capulet(), "admin", "desk");
        RosterAdmin capulets = new RosterAdmin(admin, capulet());
        montague().control().route("<iq type='get' id='p' from='montague.lit' to='capulet.lit'>"
            + "<ping xmlns='urn:xmpp:ping'/></iq>");
        Waiting.until("a connection", Waiting.PATIENCE, () -> !montague().control().outgoingServers().isEmpty());
        for (String payload : List.of("<status>" + "x".repeat(2 * MEGABYTE) + "</status>", "<y/>".repeat(MEGABYTE / 8),
                "<n>".repeat(500) + "</n>".repeat(500))) {
            montague().control().deliver("<presence type='subscribe' from='montague.lit' to='capulet.lit'>" + payload
                + "</presence>");
        }
        // Newer servers close a connection over more than a megabyte, and the next request comes on another one.
        Waiting.until("a request to wait", Waiting.PATIENCE, () -> {
            montague().control().deliver("<presence type='subscribe' from='montague.lit' to='capulet.lit'/>");
            return capulets.state("montague.lit").equals(WAITS);
        }, () -> capulets.peers().toString());
        assertEquals(1, capulet().control().rows("ofFedPeer"));
        assertFalse(capulets.awaitNotice("montague.lit").text().contains("xxxx"));
        capulets.order(RosterAdmin.PEER + "approve", "montague.lit");
        capulets.awaitState("montague.lit", "from, asked");
        assertNoFailures();
    }

    private static void befriend(RosterAdmin capulets, RosterAdmin montagues) {
        montagues.request("capulet.lit");
        capulets.awaitNotice("montague.lit");
        capulets.order(RosterAdmin.PEER + "approve", "montague.lit");
        capulets.awaitState("montague.lit", "both");
        montagues.awaitState("capulet.lit", "both");
    }

    /** The server itself may refuse what is no address, too. */
    @SuppressWarnings("MissingFail")
    private void request(String from) {
        try {
            capulet().control().receive("<presence type='subscribe' from='" + from + "' to='capulet.lit'/>", 1);
        } catch (ControlException e) {
            assertTrue(e.getMessage(), e.getMessage().contains("Illegal"));
        }
    }

    private static List<Stanza> notices(Client admin) {
        return admin.received().stream().filter(stanza -> stanza.name().equals("message")
            && stanza.text().contains("#peer-requests")).toList();
    }

    /** Of ours: the server's own routers fail over some addresses here, which it would not take from another server. */
    private void assertNoFailures() {
        assertEquals(List.of(), capulet().log().text().lines()
            .filter(line -> line.contains(".serverroster.") && (line.contains("ERROR") || line.startsWith("\tat "))).toList());
    }

    /** Counts live objects, with the tool of the Java machine. */
    private int peersInMemory() throws IOException {
        Server server = capulet();
        Process histogram = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            String.valueOf(server.pid()), "GC.class_histogram").redirectErrorStream(true).start();
        String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return text.lines().filter(line -> line.endsWith("serverroster.domain.Peer")).map(line -> line.trim().split("\\s+")[1])
            .mapToInt(Integer::parseInt).findFirst().orElseThrow(() -> new AssertionError(text));
    }
}
