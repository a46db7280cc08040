package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.dom4j.DocumentHelper;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Incident;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentDraft;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentState;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.MemoryIncidentStore;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.junit.After;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** Incidents as they come from and go to other servers, at {@code a.example}. */
public class IncidentHandlerTest {

    private static final String GOOD = "<iq type='set' id='q1' from='b.example' to='a.example'>"
        + "<report xmlns='urn:xmpp:incident:2'><Incident xmlns='urn:ietf:params:xml:ns:iodef-1.0'>"
        + "<IncidentID name='b.example'>1</IncidentID>"
        + "<Description>spam</Description></Incident></report></iq>";
    private static final Actor ADMIN = new Actor("admin@a.example", "127.0.0.1");

    private final Map<String, TrustLevel> levels = new HashMap<>(Map.of("b.example", TrustLevel.BUDDY, "x.b.example",
        TrustLevel.BUDDY, "y.b.example", TrustLevel.BUDDY, "t.example", TrustLevel.TRUSTED, "p.example", TrustLevel.PENDING,
        "evil.example", TrustLevel.BLOCKED));
    private final MapSettings settings = new MapSettings();
    private final MemoryIncidentStore store = new MemoryIncidentStore();
    private final List<Packet> sent = new ArrayList<>();
    private final List<AuditEntry> noted = new ArrayList<>();
    private final List<Runnable> timeouts = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private final ScheduledExecutorService unused = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(0) {
        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            timeouts.add(task);
            return unused.schedule(() -> { }, 1, TimeUnit.DAYS);
        }
    };
    private Executor workers = Runnable::run;
    private Instant now = Instant.parse("2030-01-02T03:04:05Z");
    private int prompts;
    private final IncidentDesk desk = new IncidentDesk(settings, store, () -> now, task -> workers.execute(task),
        new IncidentDesk.Watcher() {
            @Override
            public void incidentWaits() {
                prompts++;
            }

            @Override
            public void noted(AuditEntry entry) {
                noted.add(entry);
            }
        });
    private final IncidentPost post = new IncidentPost("a.example", settings, sent::add, timer, desk);
    private final IncidentHandler handler = new IncidentHandler("a.example",
        address -> !address.getDomain().endsWith("a.example"),
        domain -> levels.getOrDefault(domain, TrustLevel.UNKNOWN), settings, desk, new IncidentHandler.Mail(sent::add, post));
    private final IncidentOffice office = new IncidentOffice("a.example", settings,
        domain -> levels.getOrDefault(domain, TrustLevel.UNKNOWN), () -> List.of("b.example", "t.example", "p.example"), desk,
        post, (text, arguments) -> text.name() + List.of(arguments));

    @After
    public void endTimers() {
        timer.shutdownNow();
        unused.shutdownNow();
    }

    private static IQ iq(String xml) {
        try {
            return new IQ(DocumentHelper.parseText(xml).getRootElement());
        } catch (org.dom4j.DocumentException e) {
            throw new AssertionError(e);
        }
    }

    /** The condition of the answer, or "result". */
    private String answer(String xml) {
        sent.clear();
        IQ direct = handler.handleIQ(iq(xml));
        IQ answer = direct != null ? direct : (IQ) sent.get(0);
        assertEquals(direct == null ? 1 : 0, sent.size());
        assertEquals("q1", answer.getID());
        assertTrue("small", answer.toXML().length() < 500);
        return answer.getType() == IQ.Type.result ? "result" : answer.getError().getCondition().toXMPP();
    }

    private IncidentDraft.Words words(String peers) {
        return new IncidentDraft.Words("report", peers, "spam", "", "", "", "", "", "", "", "");
    }

    private IQ sentTo(String peer) {
        return (IQ) sent.stream().filter(stanza -> stanza.getTo().toString().equals(peer)).findFirst().orElseThrow();
    }

    private Incident only() {
        assertEquals(1, store.all().size());
        return store.all().get(0);
    }

    @Test
    public void whatBuddiesSendIsKeptAndAnsweredAndAdministratorsAreTold() {
        assertEquals("result", answer(GOOD));

        assertEquals("spam", only().summary());
        assertFalse(only().aside());
        assertEquals(1, prompts);
        assertEquals(List.of("incident-received"), store.audit());
        assertEquals(1, noted.size());
        assertEquals("result", answer(GOOD));
        assertEquals("told once", 1, prompts);
    }

    @Test
    public void whatOthersSendIsKeptAsideOrRefused() {
        for (String other : List.of("p.example", "unknown.example")) {
            assertEquals("result", answer(GOOD.replace("from='b.example'", "from='" + other + "'")));
        }
        assertTrue(store.all().stream().allMatch(Incident::aside));
        assertEquals(2, store.all().size());
        assertEquals("forbidden", answer(GOOD.replace("from='b.example'", "from='evil.example'")));
        settings.set(IncidentSettings.MOST_ASIDE, 0);
        assertEquals("forbidden", answer(GOOD.replace("from='b.example'", "from='unknown.example'")));
        assertEquals("result", answer(GOOD.replace("from='b.example'", "from='t.example'")));
        assertEquals(3, store.all().size());
    }

    @Test
    public void onlyServersInTheirOwnNamesAreListenedTo() {
        for (String from : List.of("kev@b.example", "b.example/x", "kev@b.example/x", "a.example", "curtis@a.example/x",
            "conference.a.example")) {
            assertEquals("forbidden", answer(GOOD.replace("from='b.example'", "from='" + from + "'")));
        }
        assertEquals("forbidden", answer(GOOD.replace("from='b.example' ", "")));
        assertEquals("service-unavailable", answer(GOOD.replace("to='a.example'", "to='curtis@a.example'")));
        assertEquals("service-unavailable", answer(GOOD.replace("to='a.example'", "to='a.example/x'")));
        assertEquals(List.of(), store.all());
    }

    @Test
    public void oneServerIsOneHoweverItIsWritten() {
        assertEquals("result", answer(GOOD.replace("from='b.example'", "from='B.Example'")));
        assertEquals("result", answer(GOOD));
        assertEquals("b.example", only().peer());
    }

    @Test
    public void whatIsTooManyOrCannotBeKeptIsRefused() {
        settings.set(IncidentSettings.PER_HOUR, 2);
        assertEquals("result", answer(GOOD.replace("from='b.example'", "from='x.b.example'")));
        assertEquals("result", answer(GOOD.replace("from='b.example'", "from='y.b.example'")));
        assertEquals("resource-constraint", answer(GOOD));
        assertEquals("result", answer(GOOD.replace("from='b.example'", "from='t.example'")));
        now = now.plusSeconds(4000);
        store.broken(true);
        assertEquals("internal-server-error", answer(GOOD));
        store.broken(false);
        assertEquals(3, store.all().size());
    }

    @Test
    public void aFloodOfStrangersWaitsInABoundedQueueAndHoldsUpNoBuddy() {
        workers = held::add;
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            IQ answer = handler.handleIQ(iq(GOOD.replace("from='b.example'", "from='s" + i + ".example'")));
            refused += answer != null && answer.getError().getCondition().toXMPP().equals("resource-constraint") ? 1 : 0;
        }
        assertEquals(900, refused);
        assertNull("a buddy is taken", handler.handleIQ(iq(GOOD)));
        held.forEach(Runnable::run);
        assertEquals(101, sent.size());
        assertEquals(101, store.all().size());
    }

    @Test
    public void whileTheSuiteStopsARequestIsAnsweredAllTheSame() {
        workers = task -> {
            throw new RejectedExecutionException();
        };
        assertEquals("resource-constraint", answer(GOOD));
    }

    @Test
    public void anAnswerOfThePeerIsNoted() throws Exception {
        assertEquals(new IncidentOffice.Result(true, office.buddies().toString()),
            new IncidentOffice.Result(true, "[b.example, t.example]"));
        assertTrue(office.send(words(""), ADMIN).done());
        assertEquals(2, sent.size());
        assertEquals(2, store.all().stream().map(Incident::id).distinct().count());
        assertEquals("one number for all", 1, store.all().stream().map(Incident::about).distinct().count());

        IQ result = IQ.createResultIQ(sentTo("b.example"));
        assertThrows(PacketRejectedException.class, () -> post.interceptPacket(result, null, true, false));
        // As 4.2 shows what it answers itself.
        IQ error = IQ.createResultIQ(sentTo("t.example"));
        error.setError(org.xmpp.packet.PacketError.Condition.remote_server_not_found);
        assertThrows(PacketRejectedException.class, () -> post.interceptPacket(error, null, false, false));

        Map<String, Incident> byPeer = new HashMap<>();
        store.all().forEach(incident -> byPeer.put(incident.peer(), incident));
        assertEquals(IncidentState.DELIVERED, byPeer.get("b.example").state());
        assertEquals(IncidentState.REFUSED, byPeer.get("t.example").state());
        assertEquals("remote-server-not-found", byPeer.get("t.example").answer());
        // Nobody waits any more.
        post.interceptPacket(result, null, true, false);
        timeouts.forEach(Runnable::run);
        assertEquals(List.of("incident-sent", "incident-sent", "incident-answered", "incident-answered"), store.audit());
    }

    @Test
    public void nobodyElseAnswers() throws Exception {
        office.send(words("b.example"), ADMIN);
        IQ asked = sentTo("b.example");
        for (String from : List.of("evil.example", "b.example.evil.example", "kev@b.example", "b.example/x", "a.example")) {
            IQ forged = IQ.createResultIQ(asked);
            forged.setFrom(new JID(from));
            post.interceptPacket(forged, null, true, false);
        }
        IQ anonymous = IQ.createResultIQ(asked);
        anonymous.setFrom((JID) null);
        post.interceptPacket(anonymous, null, true, false);
        IQ other = IQ.createResultIQ(asked);
        other.setID("other");
        post.interceptPacket(other, null, true, false);
        post.interceptPacket(asked, null, true, false);
        post.interceptPacket(new Message(), null, true, false);
        assertEquals(IncidentState.WAITING, only().state());

        timeouts.get(0).run();

        assertEquals(IncidentState.NO_ANSWER, only().state());
    }

    @Test
    public void anErrorThatTheServerMakesPastInterceptorsCounts() {
        office.send(words("b.example"), ADMIN);
        IQ error = IQ.createResultIQ(sentTo("b.example"));
        error.setChildElement(sentTo("b.example").getChildElement().createCopy());
        error.setError(org.xmpp.packet.PacketError.Condition.service_unavailable);

        assertNull(handler.handleIQ(error));

        assertEquals(IncidentState.REFUSED, only().state());
        assertNull("an error is not answered", handler.handleIQ(error));
    }

    @Test
    public void anOddErrorIsNotedToo() {
        office.send(words("b.example"), ADMIN);
        assertTrue(post.take(iq("<iq type='error' id='" + sentTo("b.example").getID() + "' from='b.example' to='a.example'>"
            + "<error type='odd'><odd xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>")));
        assertEquals(IncidentState.REFUSED, only().state());
    }

    @Test
    public void whatWasNotDeliveredCanBeSentAgainAsItWas() throws Exception {
        office.send(words("b.example"), ADMIN);
        String id = only().id();
        String document = sentTo("b.example").getChildElement().asXML();
        assertEquals("it still waits", "RESULT_NOT_OURS[]", office.sendAgain(id, ADMIN).text());
        timeouts.get(0).run();
        sent.clear();
        now = now.plusSeconds(60);

        assertTrue(office.sendAgain(id, ADMIN).done());

        assertEquals(document, sentTo("b.example").getChildElement().asXML());
        post.take(IQ.createResultIQ(sentTo("b.example")));
        assertEquals(IncidentState.DELIVERED, only().state());
        assertFalse(office.sendAgain(id, ADMIN).done());
    }

    @Test
    public void nothingIsSentToWhoeverIsNoBuddy() {
        for (String peer : List.of("p.example", "unknown.example", "evil.example", "a.example", "b.example, unknown.example")) {
            IncidentOffice.Result result = office.send(words(peer), ADMIN);
            assertFalse(result.done());
            assertTrue(result.text(), result.text().startsWith("RESULT_NOT_A_BUDDY["));
        }
        levels.clear();
        assertEquals("RESULT_NO_BUDDY[]", office.send(words(""), ADMIN).text());
        settings.set(IncidentSettings.MOST_BYTES, 1024);
        levels.put("b.example", TrustLevel.BUDDY);
        assertEquals("REFUSED_TOO_LONG[1024]", office.send(new IncidentDraft.Words("report", "b.example", "x".repeat(1024), "",
            "", "", "", "", "", "", ""), ADMIN).text());
        assertEquals(List.of(), sent);
        assertEquals(List.of(), store.all());
    }

    @Test
    public void whatIsHandledMustBeOpenAndAsItWas() {
        answer(GOOD);
        String id = only().id();
        assertTrue(office.handle(" " + id + " ", ADMIN).done());
        assertEquals("admin@a.example", only().handled().orElseThrow().by());
        assertEquals("RESULT_NOT_OPEN[]", office.handle(id, ADMIN).text());
        assertEquals("RESULT_NOT_FOUND[x]", office.handle("x", ADMIN).text());
        assertTrue(office.remove(id, ADMIN).done());
        assertFalse(office.remove(id, ADMIN).done());
        assertTrue(noted.toString(), noted.stream().noneMatch(entry -> entry.before().isEmpty() || entry.after().isEmpty()));
        store.broken(true);
        assertEquals("RESULT_FAILED[]", office.handle(id, ADMIN).text());
    }

    @Test
    public void whatWasRemovedCanBePutBackAsItWas() {
        answer(GOOD);
        Incident before = only();
        String document = store.document(before.id()).orElseThrow();
        office.handle(before.id(), ADMIN);
        Incident handled = only();
        assertTrue(office.remove(before.id(), ADMIN).done());
        assertEquals(List.of(handled), office.removed());
        assertEquals(List.of(), store.all());

        assertEquals("RESULT_RESTORED[b.example]", office.restore(" " + before.id() + " ", ADMIN).text());

        assertEquals(handled, only());
        assertEquals(Optional.of(document), store.document(before.id()));
        assertEquals(List.of(), office.removed());
        assertEquals("once", "RESULT_NOT_FOUND[" + before.id() + "]", office.restore(before.id(), ADMIN).text());
        assertEquals(List.of("incident-received", "incident-handled", "incident-removed", "incident-restored"), store.audit());
        assertEquals("in the server's own log, too", 4, noted.size());
        assertEquals(handled.words(), noted.get(3).after());
        assertEquals("nobody has to do anything about it", 1, prompts);

        office.reopen(before.id(), ADMIN);
        office.remove(before.id(), ADMIN);
        office.restore(before.id(), ADMIN);
        assertEquals("it waits again", 2, prompts);
    }

    @Test
    public void whatHasComeAgainMeanwhileIsNotThereTwice() {
        answer(GOOD);
        office.remove(only().id(), ADMIN);
        String id = office.removed().get(0).id();
        answer(GOOD.replace("spam", "more spam"));

        assertEquals("RESULT_CHANGED[]", office.restore(id, ADMIN).text());

        assertEquals("more spam", only().summary());
        assertEquals(1, office.removed().size());
    }

    @Test
    public void nothingHasToGoForWhatIsPutBack() {
        settings.set(IncidentSettings.MOST, 1);
        answer(GOOD);
        office.remove(only().id(), ADMIN);
        String id = office.removed().get(0).id();
        answer(GOOD.replace("from='b.example'", "from='t.example'"));

        assertEquals("RESULT_FULL[]", office.restore(id, ADMIN).text());

        assertEquals("t.example", only().peer());
        store.broken(true);
        assertEquals("RESULT_FAILED[]", office.restore(id, ADMIN).text());
        assertEquals("RESULT_NOT_FOUND[x]", office.restore("x", ADMIN).text());
        assertEquals("it can still be put back", 1, office.removed().size());
    }

    @Test
    public void onlyTheLastFewCanBePutBack() {
        for (int index = 0; index < IncidentDesk.MOST_REMOVED + 3; index++) {
            office.send(words("b.example"), ADMIN);
            post.take(IQ.createResultIQ(sentTo("b.example")));
            sent.clear();
            String id = only().id();
            assertTrue(office.remove(id, ADMIN).done());
            assertEquals("the last one first", id, office.removed().get(0).id());
        }
        assertEquals(IncidentDesk.MOST_REMOVED, office.removed().size());
    }

    @Test
    public void theAnswerToWhatWasRemovedIsSeenWhenItIsBack() {
        office.send(words("b.example"), ADMIN);
        Incident waiting = only();
        office.remove(waiting.id(), ADMIN);
        post.take(IQ.createResultIQ(sentTo("b.example")));

        assertTrue(office.restore(waiting.id(), ADMIN).done());

        assertEquals(IncidentState.DELIVERED, only().state());
    }

    @Test
    public void whatCouldNotBeRemovedIsNotAmongWhatWas() {
        answer(GOOD);
        String id = only().id();
        store.broken(true);
        assertEquals("RESULT_FAILED[]", office.remove(id, ADMIN).text());
        assertEquals(List.of(), office.removed());
    }

    @Test
    public void administratorsAreToldHowManyWaitAndNothingThatStrangersWrote() {
        answer(GOOD);
        answer(GOOD.replace("from='b.example'", "from='s.example'").replace("spam", "CALL ME"));
        sent.clear();
        IncidentNotices notices = new IncidentNotices("a.example", store::all, () -> List.of(new JID("admin@a.example")),
            sent::add, (text, arguments) -> text.name() + List.of(arguments));
        notices.run();

        Message notice = (Message) sent.get(0);
        assertEquals("NOTICE_SUBJECT[2]", notice.getSubject());
        assertTrue(notice.getBody(), notice.getBody().matches("NOTICE_BODY\\[.*\\.example, .*\\.example, 1]"));
        assertFalse(notice.toXML().contains("CALL ME"));
        sent.clear();
        store.all().forEach(incident -> office.handle(incident.id(), ADMIN));
        notices.run();
        assertEquals(List.of(), sent);
    }
}
