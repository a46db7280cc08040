package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.junit.Test;
import org.xmpp.packet.JID;

/** Traces: what is written down, what is hidden in it, how much of it there may be, and how it ends. */
public class TracesTest {

    private static final Actor ADMIN = new Actor("admin", "127.0.0.1");
    private static final String ROOM = "chat@talk.example.com";
    private static final String SLAVE = "chat\\40talk.example.com@mirror.remote.example.com";

    private final List<String> audit = new ArrayList<>();
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final Traces traces =
        new Traces(() -> now, "remote.example.com", entry ->
            audit.add(entry.by().name() + ": " + entry.action() + ' ' + entry.about() + ": " + entry.after()));

    @Test
    public void bodiesAreHiddenUnlessTheyAreAskedForAndThatIsAudited() {
        Trace hidden = start(ROOM, 10, false);
        Trace shown = start("example.com", 10, true);
        traces.sent(Xml.stanza("<message type='groupchat' from='" + SLAVE + "/Kev' to='" + ROOM + "'><body>secret</body>"
            + "<html xmlns='urn:html'><p title='secret'>secret<!-- secret --></p>  "
            + "<p>a &lt;secret&gt; </p></html></message>"));

        String line = hidden.lines().get(0).text();
        assertFalse(line, line.contains("secret"));
        assertTrue(line, line.contains("<body>[\u20266]</body>") && line.contains("<p>[\u202611]</p>"));
        assertTrue(line, line.contains("groupchat") && line.contains("/Kev"));
        assertTrue(hidden.lines().get(0).out());
        assertTrue(shown.lines().get(0).text().contains("<body>secret</body>"));
        assertEquals(List.of("admin: trace-begun " + ROOM + ": traced for 10 minutes, bodies hidden",
            "admin: trace-begun example.com: traced for 10 minutes, bodies shown"), audit);
    }

    @Test
    public void whatIsOfTheProtocolIsShownAndPasswordsNever() {
        Trace shown = start(ROOM, 10, true);
        Trace hidden = start(ROOM, 10, false);
        traces.sent(Xml.stanza("<presence from='" + SLAVE + "' to='" + ROOM + "/Kev'><fmuc "
            + "xmlns='http://isode.com/protocol/fmuc' from='kev@remote.example.com/x'/>"
            + "<x xmlns='http://jabber.org/protocol/muc'><password>pw123</password></x></presence>"));

        for (Trace trace : List.of(shown, hidden)) {
            String line = trace.lines().get(0).text();
            assertFalse(line, line.contains("pw123"));
            assertTrue(line, line.contains("kev@remote.example.com/x") && line.contains("[\u20265]"));
        }
    }

    @Test
    public void onlyWhatIsMeantAndCrossesTheLinkIsSeen() {
        Trace room = start(ROOM, 10, false);
        Trace peer = start("example.com", 10, false);
        traces.received(Xml.stanza("<message from='" + ROOM + "/Curtis' to='" + SLAVE + "/Kev'/>"));
        traces.received(Xml.stanza("<message from='other@talk.example.com/Curtis' to='" + SLAVE + "'/>"));
        traces.received(Xml.stanza("<message from='chat@talk.notexample.com/Curtis' to='" + SLAVE + "'/>"));
        // A user of this server to the slave, and the slave to him: neither leaves the server.
        traces.received(Xml.stanza("<message from='kev@remote.example.com/x' to='" + SLAVE + "'/>"));
        traces.sent(Xml.stanza("<message from='" + SLAVE + "/Kev' to='kev@remote.example.com/x'/>"));
        traces.received(Xml.stanza("<message to='" + SLAVE + "'/>"));

        assertEquals(1, room.lines().size());
        assertFalse(room.lines().get(0).out());
        assertEquals(2, peer.lines().size());
    }

    @Test
    public void itEndsByItselfAndIsForgottenAWhileAfter() {
        Trace trace = start(ROOM, 5, false);
        say(trace, 1);
        now = now.plus(Duration.ofMinutes(5));
        say(trace, 1);
        assertFalse(trace.runs(now));
        assertEquals(List.of(trace), traces.all());
        now = now.plus(Trace.SHOWN_AFTER);
        traces.forget();
        assertEquals(List.of(), traces.all());
    }

    @Test
    public void itIsNotShownAnyMoreWhenItsTimeIsOverThoughNobodyForgotItMeanwhile() {
        start(ROOM, 5, false);
        Trace longer = start(ROOM, 6, false);
        now = now.plus(Duration.ofMinutes(5)).plus(Trace.SHOWN_AFTER).minusMillis(1);
        assertEquals(2, traces.all().size());
        now = now.plusMillis(1);
        assertEquals("the other is shown for a minute more", List.of(longer), traces.all());
    }

    @Test
    public void itTellsWhoWantedItAndWhenItEnds() {
        Trace trace = start(ROOM, 5, false);
        assertEquals(ADMIN, trace.by());
        assertEquals(now.plus(Duration.ofMinutes(5)), trace.end());
    }

    @Test
    public void ofSeveralOnlyTheOneIsStoppedThatIsMeant() {
        Trace first = start(ROOM, 5, false);
        Trace second = start(ROOM, 5, false);
        Trace third = start(ROOM, 5, false);
        assertTrue(traces.stop(second.id(), ADMIN));
        assertEquals(List.of(first, third), traces.all());
        assertFalse(traces.stop(second.id(), ADMIN));
        assertEquals(List.of(first, third), traces.all());
    }

    @Test
    public void stoppingForgetsAndIsAudited() {
        Trace trace = start(ROOM, 5, false);
        assertTrue(traces.stop(trace.id(), ADMIN));
        assertFalse(traces.stop(trace.id(), ADMIN));
        assertEquals(List.of(), traces.all());
        assertEquals(List.of("admin: trace-begun " + ROOM + ": traced for 5 minutes, bodies hidden",
            "admin: trace-stopped " + ROOM + ": stopped and forgotten"), audit);
    }

    @Test
    public void onlyTheLastStanzasAreKeptAndOnlySoManyCharacters() {
        Trace trace = start(ROOM, 60, true);
        for (int i = 0; i < 500; i++) {
            say(trace, 1);
        }
        assertEquals(TraceRing.MOST, trace.lines().size());
        assertEquals(300, trace.dropped());
        for (int i = 0; i < 50; i++) {
            say(trace, 100_000);
        }
        assertTrue(trace.lines().stream().mapToInt(line -> line.text().length()).sum() <= TraceRing.MOST_CHARS);
        assertFalse(trace.lines().isEmpty());
        assertTrue(trace.lines().get(0).size() > 100_000);
    }

    @Test
    public void noMoreThanAFewRunAtATimeAndOneThatHasEndedMakesPlace() {
        List<Trace> running = new ArrayList<>(List.of(start(ROOM, 2, false), start(ROOM, 1, false)));
        while (running.size() < Traces.MOST) {
            running.add(start(ROOM, 3, false));
        }
        TraceWish wish = new TraceWish(new JID(ROOM), Duration.ofMinutes(1), false);
        assertEquals(Optional.empty(), traces.start(wish, ADMIN));
        now = now.plusSeconds(60);
        Trace ended = running.remove(1);
        assertFalse(ended.runs(now));
        running.add(traces.start(wish, ADMIN).orElseThrow());
        assertEquals(running, traces.all());
    }

    @Test
    public void whatIsNeitherARoomNorADomainCannotBeTraced() {
        for (String wrong : List.of("", " ", "a@b/c", "@b", "a b", "a@", "b/c")) {
            assertEquals(wrong, Optional.empty(), TraceWish.subject(wrong));
        }
        assertEquals(Optional.of(new JID(null, "b.lit", null)), TraceWish.subject(" B.lit "));
        assertEquals(Optional.of(new JID(ROOM)), TraceWish.subject(ROOM));
    }

    private Trace start(String subject, int minutes, boolean bodies) {
        return traces.start(new TraceWish(TraceWish.subject(subject).orElseThrow(), Duration.ofMinutes(minutes), bodies), ADMIN)
            .orElseThrow();
    }

    private void say(Trace trace, int length) {
        int before = trace.lines().size();
        traces.sent(Xml.stanza("<message from='" + SLAVE + "/Kev' to='" + ROOM + "'><body>" + "x".repeat(length)
            + "</body></message>"));
        assertTrue(trace.lines().size() <= before + 1);
    }
}
