package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.MemoryCluster;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.MemoryStore;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order.Simple;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Step;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.junit.Test;

/** Two nodes with one database: what one decides holds on both, and whatever they decide at the same moment has one outcome. */
public class RosterClusterTest {

    private static final String B = "b.example";

    private final MemoryStore store = new MemoryStore();
    private final MemoryCluster cluster = new MemoryCluster();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private Instant now = Instant.parse("2030-01-02T03:04:05Z");
    private final Node one = new Node("one");
    private final Node two = new Node("two");
    /** One node. */
    private final class Node {
        private final FakeLink link = new FakeLink();
        private final Nodes nodes;
        private final PeerDirectory directory;
        private final PeerDesk desk;
        private int prompts;
        private int seen;

        Node(String name) {
            RosterSettings settings = new RosterSettings(new MapSettings());
            nodes = cluster.join(name);
            directory = new PeerDirectory(settings, () -> now);
            desk = new PeerDesk("a.example", settings, new PeerDesk.Shelf(directory, store, nodes), link,
                new Clocks(() -> now, () -> now), tasks::add, new PeerDesk.Watcher() {
                    @Override
                    public void requestWaits() {
                        prompts++;
                    }

                    @Override
                    public void decided(AuditEntry entry) {
                        seen++;
                    }

                    @Override
                    public void decidedElsewhere() {
                        seen++;
                    }
                });
            nodes.listen(new RosterNews(nodes, directory, desk,
                new ServerLink("a.example", stanza -> { }, peer -> List.of())));
            desk.start();
        }

        CompletableFuture<Step> orders(Simple order, String by) {
            return desk.order(B, order, new Actor(by, ""));
        }

        /** Carries out an order, whatever comes of it. */
        void gives(Simple order, String by) {
            CompletableFuture<Step> unused = orders(order, by);
        }

        void hears(Kind kind) {
            desk.hear(new DomainPresence(kind, B, "a.example"));
        }
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    private void settle() {
        run();
        cluster.deliver();
        run();
    }

    private List<String> audited() {
        return store.latest(9).stream().map(entry -> entry.by().name() + " " + entry.action()).toList();
    }

    @Test
    public void whatOneNodeDecidesHoldsOnTheOther() {
        one.hears(Kind.SUBSCRIBE);
        settle();
        assertEquals(TrustLevel.PENDING, two.directory.levelOf(B));

        two.gives(Simple.APPROVE, "ann");
        settle();
        assertEquals(TrustLevel.BUDDY, one.directory.levelOf(B));
        assertTrue("what follows from it is seen to", one.seen > 0);

        one.gives(Simple.BLOCK, "bob");
        settle();
        assertEquals(TrustLevel.BLOCKED, two.directory.levelOf(B));
    }

    @Test
    public void aRequestThatComesToBothNodesIsOne() {
        one.hears(Kind.SUBSCRIBE);
        two.hears(Kind.SUBSCRIBE);
        settle();

        assertEquals(1, store.writes());
        assertEquals("administrators are told once", 1, one.prompts + two.prompts);
    }

    @Test
    public void twoDecisionsAtTheSameMomentHaveOneOutcomeOnBothNodesAndAreBothWrittenDown() {
        one.hears(Kind.SUBSCRIBE);
        settle();

        one.gives(Simple.APPROVE, "ann");
        two.gives(Simple.BLOCK, "bob");
        settle();

        assertEquals(TrustLevel.BLOCKED, one.directory.levelOf(B));
        assertEquals(TrustLevel.BLOCKED, two.directory.levelOf(B));
        assertEquals(List.of("bob block", "ann approve"), audited());
        assertEquals(one.directory.find(B), two.directory.find(B));
        assertEquals(store.load(), one.directory.all());
    }

    @Test
    public void whoIsTooLateWithADecisionThatMakesNoSenseAnyMoreIsToldSoAndItIsWrittenDown() {
        one.hears(Kind.SUBSCRIBE);
        settle();

        one.gives(Simple.DENY, "ann");
        CompletableFuture<Step> late = two.orders(Simple.APPROVE, "bob");
        settle();

        assertTrue(late.join().toString(), late.join().refusal().isPresent());
        assertEquals(List.of("bob approve", "ann deny"), audited());
        assertEquals("it changed nothing", store.latest(1).get(0).before(), store.latest(1).get(0).after());
        assertEquals(store.load(), two.directory.all());
        assertEquals(store.load(), one.directory.all());
    }

    @Test
    public void whatANodeWasNotToldItLooksUpWhenItJoins() {
        one.hears(Kind.SUBSCRIBE);
        run();
        cluster.lose();
        assertEquals(TrustLevel.UNKNOWN, two.directory.levelOf(B));

        two.desk.joinedOthers();
        settle();
        assertEquals(TrustLevel.PENDING, two.directory.levelOf(B));

        one.gives(Simple.BLOCK, "ann");
        run();
        cluster.lose();
        one.gives(Simple.UNBLOCK, "ann");
        run();
        cluster.lose();
        two.desk.joinedOthers();
        settle();
        assertEquals(one.directory.find(B), two.directory.find(B));
    }

    @Test
    public void whatANodeCouldNotSayBeforeItDiedTheOtherSays() {
        one.hears(Kind.SUBSCRIBE);
        settle();
        one.gives(Simple.APPROVE, "ann");
        settle();
        assertEquals("the other leaves it to the one", List.of(), two.link.sent);

        cluster.kill("one");
        now = now.plus(Duration.ofSeconds(1));
        two.desk.sayDue();
        settle();

        assertEquals(new ArrayList<>(one.link.sent), two.link.sent);
    }

    @Test
    public void aNodeThatStopsDoesNotSayThatTheServerGoes() {
        one.gives(Simple.REQUEST, "ann");
        settle();
        one.hears(Kind.SUBSCRIBED);
        one.hears(Kind.SUBSCRIBE);
        settle();
        one.gives(Simple.APPROVE, "ann");
        settle();
        one.link.sent.clear();

        one.desk.farewell(List.of(B));
        assertEquals(List.of(), one.link.sent);
        cluster.kill("two");
        one.desk.farewell(List.of(B));
        assertEquals(List.of("unavailable b.example"), one.link.sent);
    }
}
