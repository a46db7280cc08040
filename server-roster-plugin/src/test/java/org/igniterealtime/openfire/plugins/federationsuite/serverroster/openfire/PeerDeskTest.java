package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.MemoryStore;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order.Simple;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Step;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.junit.Test;
import org.xmpp.packet.Packet;

/** The desk: what is kept and said, in which order, what a crash leaves, and what strangers can make it remember. */
public class PeerDeskTest {

    private static final Actor ADMIN = new Actor("admin@a.example", "");
    private static final String B = "b.example";

    private final MapSettings values = new MapSettings();
    private final RosterSettings settings = new RosterSettings(values);
    private final MemoryStore store = new MemoryStore();
    private final List<String> sent = new ArrayList<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private Instant now = Instant.parse("2030-01-02T03:04:05Z");
    private int prompts;
    private final List<String> decided = new ArrayList<>();
    private Router delivery = this::send;
    private PeerDirectory directory;
    private PeerDesk desk = desk();

    private PeerDesk desk() {
        directory = new PeerDirectory(settings, () -> now);
        PeerDesk made = new PeerDesk("a.example", settings, new PeerDesk.Shelf(directory, store),
            stanza -> delivery.route(stanza), () -> now, tasks::add, new PeerDesk.Watcher() {
                @Override
                public void requestWaits() {
                    prompts++;
                }

                @Override
                public void decided(AuditEntry entry) {
                    decided.add(entry.action());
                }
            });
        made.start();
        return made;
    }

    private void send(Packet stanza) {
        String type = stanza.getElement().attributeValue("type");
        sent.add((type == null ? "available" : type) + " " + stanza.getTo());
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    private void hears(Kind kind, String from) {
        desk.hear(new DomainPresence(kind, from, "a.example"));
        run();
    }

    private Step orders(Order order) {
        CompletableFuture<Step> step = desk.order(B, order, ADMIN);
        run();
        return step.join();
    }

    @Test
    public void aRequestIsKeptAndTheAdministratorsAreToldOnceAndNothingIsSent() {
        hears(Kind.SUBSCRIBE, B);
        hears(Kind.SUBSCRIBE, B);

        assertEquals(TrustLevel.PENDING, directory.levelOf(B));
        assertEquals(1, prompts);
        assertEquals(1, store.writes());
        assertEquals(List.of(), sent);
    }

    @Test
    public void anApprovalIsSaidToThePeerAndWrittenDown() {
        hears(Kind.SUBSCRIBE, B);
        orders(Simple.APPROVE);

        assertEquals(TrustLevel.BUDDY, directory.levelOf(B));
        assertEquals(List.of("subscribed b.example", "available b.example", "subscribe b.example"), sent);
        assertEquals(List.of("approve"), decided);
        assertEquals("approve", store.latest(1).get(0).action());
    }

    @Test
    public void whatARefusedOrderChangesIsNothing() {
        assertEquals(Optional.of(Effect.Reason.NO_REQUEST_WAITS), orders(Simple.APPROVE).refusal());
        assertEquals(0, store.writes());
        assertEquals(List.of(), sent);
    }

    @Test
    public void whenADecisionCannotBeStoredNothingIsSaid() {
        hears(Kind.SUBSCRIBE, B);
        store.broken(true);
        CompletableFuture<Step> step = desk.order(B, Simple.APPROVE, ADMIN);
        run();

        assertTrue(step.isCompletedExceptionally());
        assertEquals(List.of(), sent);
        assertEquals(TrustLevel.PENDING, directory.levelOf(B));
        assertEquals(List.of(), decided);
    }

    @Test
    public void aCrashBeforeAnythingWasSaidEndsWithAllOfItSaidAfterTheStart() {
        hears(Kind.SUBSCRIBE, B);
        delivery = stanza -> {
            throw new IllegalStateException("the server is killed here");
        };
        desk.order(B, Simple.APPROVE, ADMIN);
        run();
        assertEquals("the decision is stored", List.of(Kind.SUBSCRIBED, Kind.AVAILABLE, Kind.SUBSCRIBE),
            store.load().get(0).unsent());

        delivery = this::send;
        desk = desk();
        run();

        assertEquals(TrustLevel.BUDDY, directory.levelOf(B));
        assertEquals(List.of("subscribed b.example", "available b.example", "subscribe b.example"), sent);
        assertEquals(List.of(), store.load().get(0).unsent());
    }

    @Test
    public void aCrashBeforeItWasMarkedSaysItAgain() {
        hears(Kind.SUBSCRIBE, B);
        delivery = stanza -> {
            send(stanza);
            store.broken(true);
        };
        desk.order(B, Simple.APPROVE, ADMIN);
        run();
        store.broken(false);
        delivery = this::send;
        sent.clear();

        desk = desk();
        run();

        assertEquals(List.of("subscribed b.example", "available b.example", "subscribe b.example"), sent);
    }

    @Test
    public void afterAStartPeersAreAsTheyWere() {
        hears(Kind.SUBSCRIBE, B);
        orders(Simple.APPROVE);
        hears(Kind.SUBSCRIBED, B);
        Peer before = directory.find(B).orElseThrow();
        sent.clear();

        desk = desk();
        run();

        assertEquals(Optional.of(before), directory.find(B));
        assertEquals("nobody is called up for it", List.of(), sent);
    }

    @Test
    public void aPeerThatComesUpIsToldOnceThatWeAreUp() {
        hears(Kind.SUBSCRIBE, B);
        orders(Simple.APPROVE);
        desk = desk();
        sent.clear();

        hears(Kind.AVAILABLE, B);
        hears(Kind.AVAILABLE, B);

        assertEquals(List.of("available b.example"), sent);
        assertEquals(Optional.of(new Peer.Seen(true, now)), directory.find(B).orElseThrow().seen());
    }

    @Test
    public void aFarewellIsForPeersThatThereIsAConnectionTo() {
        hears(Kind.SUBSCRIBE, B);
        orders(Simple.APPROVE);
        sent.clear();

        desk.farewell(Set.of("c.example"));
        assertEquals(List.of(), sent);
        desk.farewell(Set.of(B));
        assertEquals(List.of("unavailable b.example"), sent);
    }

    @Test
    public void aRepeatedRequestOfAnApprovedPeerIsAnsweredWithoutWriting() {
        hears(Kind.SUBSCRIBE, B);
        orders(Simple.APPROVE);
        int writes = store.writes();
        sent.clear();

        for (int i = 0; i < 50; i++) {
            hears(Kind.SUBSCRIBE, B);
        }

        assertEquals(50, sent.size());
        assertEquals(writes, store.writes());
    }

    @Test
    public void aFloodOfStrangersKeepsTheLatestAndLeavesApprovedPeersAlone() {
        values.set(RosterSettings.MOST_WAITING, 10);
        hears(Kind.SUBSCRIBE, B);
        orders(Simple.APPROVE);

        for (int i = 0; i < 1000; i++) {
            now = now.plusMillis(1);
            hears(Kind.SUBSCRIBE, "s" + i + ".example");
        }

        assertEquals(11, store.load().size());
        assertEquals(11, directory.all().size());
        assertEquals(TrustLevel.BUDDY, directory.levelOf(B));
        assertEquals("s990.example", directory.waiting().get(0).domain());
        assertEquals(990, desk.dropped());
    }

    @Test
    public void whatStrangersMakeWaitIsBounded() {
        values.set(RosterSettings.MOST_QUEUED, 10);
        hears(Kind.SUBSCRIBE, B);
        orders(Simple.APPROVE);
        sent.clear();
        for (int i = 0; i < 1000; i++) {
            desk.hear(new DomainPresence(Kind.SUBSCRIBE, "s" + i + ".example", "a.example"));
        }
        assertEquals(10, tasks.size());
        desk.hear(new DomainPresence(Kind.SUBSCRIBE, B, "a.example"));
        run();

        assertEquals(List.of("subscribed b.example"), sent);
        assertEquals(990, desk.dropped());
        hears(Kind.SUBSCRIBE, "later.example");
        assertEquals("once there is room, strangers are heard again", TrustLevel.PENDING, directory.levelOf("later.example"));
    }

    @Test
    public void strangersAndBlockedPeersCostNothingButARequest() {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.SUBSCRIBE) {
                hears(kind, B);
            }
        }
        orders(Simple.BLOCK);
        int writes = store.writes();
        for (Kind kind : Kind.values()) {
            hears(kind, B);
        }
        assertEquals(writes, store.writes());
        assertEquals(List.of(), sent);
        assertEquals(TrustLevel.BLOCKED, directory.levelOf(B));
    }

    @Test
    public void timePasses() {
        orders(Simple.REQUEST);
        now = now.plus(Duration.ofHours(72));
        desk.tick();
        run();
        assertEquals("none, no answer, invited", directory.find(B).orElseThrow().summary());
        desk.tick();
        assertTrue(tasks.isEmpty());
    }

    @Test
    public void subDomainsInheritWhatWasDecidedUnlessASettingSaysNo() {
        hears(Kind.SUBSCRIBE, B);
        assertEquals("not a request", TrustLevel.UNKNOWN, directory.levelOf("mirror.b.example"));
        orders(Simple.APPROVE);
        assertEquals(TrustLevel.BUDDY, directory.levelOf("mirror.b.example"));
        assertEquals("immediate ones only", TrustLevel.UNKNOWN, directory.levelOf("x.mirror.b.example"));
        assertEquals("not whose name ends alike", TrustLevel.UNKNOWN, directory.levelOf("evilb.example"));
        values.set(RosterSettings.SUBDOMAINS, false);
        assertEquals(TrustLevel.UNKNOWN, directory.levelOf("mirror.b.example"));
        values.set(RosterSettings.SUBDOMAINS, true);
        orders(Simple.BLOCK);
        assertEquals(TrustLevel.BLOCKED, directory.levelOf("mirror.b.example"));
        assertFalse(directory.levelOf("mirror.b.example").mayMirror());
    }
}
