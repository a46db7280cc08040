package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.MemoryStore;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.dom4j.DocumentHelper;
import org.jivesoftware.openfire.interceptor.PacketRejectedException;
import org.junit.After;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** What administrators are sent, and what they send back. */
public class AdminMessagesTest {

    private static final JID ADMIN = new JID("admin@a.example/desk");
    private static final String ANSWER = "<message from='%s' to='a.example'><x xmlns='jabber:x:data' type='submit'>"
        + "<field var='FORM_TYPE'><value>" + AdminNotices.FORM_TYPE + "</value></field>"
        + "<field var='%s'><value>%s</value></field></x></message>";

    private final RosterSettings settings = new RosterSettings(new MapSettings());
    private final List<Packet> sent = new ArrayList<>();
    private final List<List<Peer>> told = new ArrayList<>();
    private final Timers timers = new Timers();
    private final RosterTexts texts = (text, arguments) -> text.name() + List.of(arguments);
    private final Predicate<JID> isAdmin = address -> address.toBareJID().equals("admin@a.example");
    private Instant now = Instant.parse("2030-01-02T03:04:05Z");
    private final PeerDirectory directory = new PeerDirectory(settings, () -> now);
    private final AdminNotices notices = new AdminNotices("a.example", settings, directory,
        () -> List.of(new JID("admin@a.example"), new JID("other@a.example")), sent::add, timers, () -> now, texts, told::add);
    private final PeerDesk desk = new PeerDesk("a.example", settings,
        new PeerDesk.Shelf(directory, new MemoryStore(), Nodes.ALONE), new FakeLink(),
        new Clocks(() -> now, () -> now), Runnable::run, new PeerDesk.Watcher() {
            @Override
            public void requestWaits() {
                notices.requestWaits();
            }

            @Override
            public void decided(AuditEntry entry) {
                // The audit has its own tests.
            }
        });
    private final PeerOffice office =
        new PeerOffice(new PeerClerk(desk, address -> !address.getDomain().endsWith("a.example"), texts), isAdmin,
            address -> "192.0.2.1", texts);
    private final AdminReplies replies = new AdminReplies("a.example", isAdmin, office, notices, Runnable::run);

    /** Keeps what is planned until a test lets it happen. */
    private static final class Timers extends ScheduledThreadPoolExecutor {
        private final List<Long> delays = new ArrayList<>();
        private final List<Runnable> tasks = new ArrayList<>();
        private final ScheduledExecutorService unused = Executors.newSingleThreadScheduledExecutor();

        Timers() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            delays.add(unit.toMillis(delay));
            tasks.add(task);
            return unused.schedule(() -> { }, 1, TimeUnit.DAYS);
        }

        void fire() {
            tasks.remove(0).run();
        }

        void end() {
            shutdownNow();
            unused.shutdownNow();
        }
    }

    @After
    public void endTimers() {
        timers.end();
    }

    private void asks(String peer) {
        desk.hear(new DomainPresence(Kind.SUBSCRIBE, peer, "a.example"));
    }

    private void sendsBack(String from, String peer, String choice) throws Exception {
        Message message = new Message(DocumentHelper.parseText(String.format(ANSWER, from, peer, choice)).getRootElement());
        assertThrows(PacketRejectedException.class, () -> replies.interceptPacket(message, null, true, false));
    }

    @Test
    public void manyRequestsAreOneMessageToEachAdministrator() {
        for (int i = 0; i < 100; i++) {
            now = now.plusMillis(1);
            asks("s" + i + ".example");
        }
        assertEquals(1, timers.tasks.size());
        timers.fire();

        assertEquals(2, sent.size());
        assertEquals("told in another way, too, and just as often", List.of(100), told.stream().map(List::size).toList());
        assertEquals("admin@a.example", sent.get(0).getTo().toString());
        assertTrue(sent.get(0).toXML(), sent.get(0).toXML().contains("NOTICE_SUBJECT[100]"));
        assertTrue("the first twenty", sent.get(0).toXML().contains("s19.example")
            && !sent.get(0).toXML().contains("s20.example"));
    }

    @Test
    public void theNextMessageComesNoSoonerThanTheSettingAllows() {
        asks("b.example");
        timers.fire();
        now = now.plusSeconds(100);
        asks("c.example");

        assertEquals(List.of(2000L, Duration.ofSeconds(800).toMillis()), timers.delays);
    }

    @Test
    public void whatWasDecidedMeanwhileIsNotAskedFor() {
        asks("b.example");
        assertTrue(desk.order("b.example", Order.Simple.DENY, new Actor("admin@a.example", "")).isDone());
        timers.fire();

        assertEquals(List.of(), sent);
    }

    @Test
    public void anAnswerIsCarriedOutAndConfirmed() throws Exception {
        asks("b.example");
        sendsBack(ADMIN.toString(), "b.example", "approve");

        assertEquals(TrustLevel.BUDDY, directory.levelOf("b.example"));
        assertEquals(1, sent.size());
        assertEquals(ADMIN, sent.get(0).getTo());
        assertTrue(sent.get(0).toXML(), sent.get(0).toXML().contains("RESULT_DONE[b.example, from, asked]"));
    }

    @Test
    public void decidingLaterChangesNothing() throws Exception {
        asks("b.example");
        sendsBack(ADMIN.toString(), "b.example", "later");
        sendsBack(ADMIN.toString(), "b.example", "nonsense");

        assertEquals(TrustLevel.PENDING, directory.levelOf("b.example"));
        assertEquals(List.of(), sent);
    }

    @Test
    public void nobodyElseDecides() throws Exception {
        asks("b.example");
        for (String from : List.of("curtis@a.example/x", "admin@b.example", "b.example", "a.example")) {
            sendsBack(from, "b.example", "approve");
        }

        assertEquals(TrustLevel.PENDING, directory.levelOf("b.example"));
        assertEquals(List.of(), sent);
        assertEquals(new PeerOffice.Result(false, "RESULT_NOT_ALLOWED[]"), office.carryOut("b.example",
            Order.Simple.APPROVE, new JID("curtis@a.example")));
    }

    @Test
    public void whatIsNoOtherServerGetsNoOrder() {
        for (String bad : List.of("", "a.example", "conference.a.example", "x@b.example", "b.example/x", "b example",
            "b..example")) {
            assertEquals(new PeerOffice.Result(false, "RESULT_NOT_A_PEER[" + bad + "]"),
                office.carryOut(bad, Order.Simple.REQUEST, ADMIN));
        }
        assertEquals(List.of(), directory.all());
        assertTrue(office.carryOut(" B.Example ", Order.Simple.REQUEST, ADMIN).done());
    }

    @Test
    public void otherMessagesPass() throws Exception {
        for (String xml : List.of("<message to='a.example'><body>Hello</body></message>",
            "<message to='b.example'><x xmlns='jabber:x:data' type='submit'/></message>")) {
            replies.interceptPacket(new Message(DocumentHelper.parseText(xml).getRootElement()), null, true, false);
        }
    }
}
