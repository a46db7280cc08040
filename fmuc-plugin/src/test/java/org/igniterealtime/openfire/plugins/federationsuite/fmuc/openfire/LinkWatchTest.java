package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.MemoryCluster;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.jivesoftware.openfire.StreamID;
import org.jivesoftware.openfire.session.DomainPair;
import org.jivesoftware.openfire.session.OutgoingServerSession;
import org.jivesoftware.openfire.session.Session;
import org.junit.Before;
import org.junit.Test;

/** Which connections to other servers have ended, where some may be those of another node. */
public class LinkWatchTest {

    private static final DomainPair LINK = new DomainPair("mirror.montague.lit", "conference.capulet.lit");
    private static final DomainPair OTHER = new DomainPair("mirror.montague.lit", "conference.verona.lit");
    private static final Instant MADE = Instant.parse("2026-01-02T03:04:05Z");

    private final ManualWorkers workers = new ManualWorkers();
    private final MemoryCluster cluster = new MemoryCluster();
    private final Map<DomainPair, OutgoingServerSession> sessions = new HashMap<>();
    private Instant machine = workers.instant();
    private OutgoingServerSession moved;
    private final List<Map<DomainPair, Instant>> told = new ArrayList<>();
    private final List<Map<DomainPair, Instant>> toldThere = new ArrayList<>();
    private int questions;
    /** Of the node with the connections, and of another. */
    private final LinkWatch links = watch("one", told);
    private final LinkWatch there = watch("two", toldThere);

    private LinkWatch watch(String name, List<Map<DomainPair, Instant>> heard) {
        Nodes nodes = cluster.join(name);
        LinkWatch watch = new LinkWatch(new LinkWatch.Connections() {
            @Override
            public Collection<DomainPair> pairs() {
                return sessions.keySet();
            }

            @Override
            public Session session(DomainPair pair) {
                questions++;
                return sessions.get(pair);
            }

            @Override
            public boolean isHere(Session session) {
                return name.equals("one") != (session == moved);
            }
        }, new SuiteServices(new MapSettings(), stanza -> { }, workers, workers, domain -> TrustLevel.BUDDY, "montague.lit",
            nodes), () -> machine);
        watch.tell(heard::add);
        nodes.listen(watch);
        return watch;
    }

    @Before
    public void twoConnections() {
        sessions.put(LINK, session("a", MADE));
        sessions.put(OTHER, session("b", MADE));
        links.look();
        there.look();
    }

    @Test
    public void whatStaysIsNotTold() {
        links.look();
        links.look(LINK.getLocal(), LINK.getRemote());
        assertEquals(List.of(), told);
    }

    @Test
    public void aConnectionInThePlaceOfAnotherIsToldWithItsAge() {
        sessions.put(LINK, session("c", MADE.plusSeconds(7)));
        links.look();
        assertEquals(List.of(Map.of(LINK, MADE.plusSeconds(7))), told);
    }

    @Test
    public void theAgeIsThatByTheMachinesClockWhateverThatShows() {
        machine = machine.minusSeconds(7200);
        sessions.put(LINK, session("c", machine.minusSeconds(3)));
        links.look();
        assertEquals(List.of(Map.of(LINK, workers.instant().minusSeconds(3))), told);
    }

    @Test
    public void aConnectionOfALostNodeHasEndedAndTheOthersAreLookedAtAllTheSame() {
        sessions.put(LINK, session(() -> false, () -> null));
        links.look();
        assertEquals("it says nothing", List.of(Map.of(LINK, Instant.MAX)), told);

        sessions.put(OTHER, session(() -> {
            throw new IllegalStateException("No such node");
        }, () -> null));
        links.look(OTHER.getLocal(), OTHER.getRemote());
        assertEquals("it cannot be asked", Map.of(OTHER, Instant.MAX), told.get(1));
        links.look();
        assertEquals("told once", 2, told.size());
    }

    @Test
    public void aConnectionOfAnotherNodeIsNotAskedForEachMessage() {
        questions = 0;
        there.look(LINK.getLocal(), LINK.getRemote());
        assertEquals(0, questions);
        links.look(LINK.getLocal(), LINK.getRemote());
        assertEquals("its own node asks, which costs nothing", 1, questions);
        there.renew(LINK.getLocal(), LINK.getRemote());
        assertEquals("where it must not be an old answer", 2, questions);
        workers.pass(Duration.ofSeconds(4));
        there.look(LINK.getLocal(), LINK.getRemote());
        assertEquals("an answer is not believed for ever", 3, questions);
        there.left();
        there.look(LINK.getLocal(), LINK.getRemote());
        assertEquals("it may have been the lost node's", 4, questions);
    }

    @Test
    public void theNodeOfAConnectionTellsTheOthersThatItHasEnded() {
        sessions.put(LINK, session("c", MADE.plusSeconds(7)));
        there.look(LINK.getLocal(), LINK.getRemote());
        assertEquals("it is not known yet", "a", there.known(LINK).orElseThrow().id());
        links.look(LINK.getLocal(), LINK.getRemote());
        assertEquals(List.of(Map.of(LINK, MADE.plusSeconds(7))), told);
        assertEquals(List.of(), toldThere);
        cluster.deliverTwice();
        workers.work();
        assertEquals("of the other clock's time nothing is said", List.of(Map.of(LINK, Instant.MAX)), toldThere);
        there.look(LINK.getLocal(), LINK.getRemote());
        assertEquals("c", there.known(LINK).orElseThrow().id());
        cluster.settle();
        workers.work();
        assertEquals("once", 1, toldThere.size());
    }

    @Test
    public void whoeverSendsForAConnectionThatIsNoLongerThereIsTold() {
        sessions.put(LINK, session("c", MADE.plusSeconds(7)));
        links.isBehind("two", LINK, "a", "c");
        cluster.settle();
        workers.work();
        assertEquals(List.of(Map.of(LINK, Instant.MAX)), toldThere);
        links.isBehind("two", LINK, "a", "c");
        there.isBehind("two", LINK, "a", "c");
        cluster.settle();
        workers.work();
        assertEquals("once", 1, toldThere.size());
        there.look();
        there.isBehind("two", LINK, "c", "d");
        workers.work();
        assertEquals("also by the node itself", 2, toldThere.size());
    }

    @Test
    public void ofTwoConnectionsOfTwoNodesTheOneCountsOverWhichStanzasGo() {
        // Both have one since they had lost each other; the first asks the server, and is told of its own.
        there.isBehind("one", LINK, "a", "d");
        cluster.settle();
        workers.work();
        assertEquals("what was said for its own is lost", List.of(Map.of(LINK, Instant.MAX)), told);
        links.look();
        links.renew(LINK.getLocal(), LINK.getRemote());
        assertEquals("d", links.known(LINK).orElseThrow().id());
        assertFalse(links.known(LINK).orElseThrow().isHere());
        assertEquals("and that is told once", 1, told.size());

        links.isBehind("one", LINK, "d", "a");
        workers.work();
        links.look();
        assertEquals("it goes over its own again", "a", links.known(LINK).orElseThrow().id());
        assertTrue(links.known(LINK).orElseThrow().isHere());
        assertEquals(2, told.size());
    }

    @Test
    public void whenNodesComeOrGoItsOwnConnectionCountsUntilSomethingElseIsKnown() {
        there.isBehind("one", LINK, "a", "d");
        cluster.settle();
        workers.work();
        links.left();
        links.look();
        assertEquals("a", links.known(LINK).orElseThrow().id());
    }

    @Test
    public void aConnectionThatMovesFromNodeToNodeIsToldWithoutATime() {
        moved = session("c", MADE.plusSeconds(7));
        sessions.put(LINK, moved);
        links.look();
        there.look();
        assertEquals("it is another node's", List.of(Map.of(LINK, Instant.MAX)), told);
        assertEquals("the last one was, and what was sent for it until now goes nowhere",
            List.of(Map.of(LINK, Instant.MAX)), toldThere);
    }

    private static OutgoingServerSession session(String id, Instant made) {
        StreamID stream = proxy(StreamID.class, Map.of("getID", () -> id));
        return proxy(OutgoingServerSession.class,
            Map.of("isClosed", () -> false, "getStreamID", () -> stream, "getCreationDate", () -> Date.from(made)));
    }

    private static OutgoingServerSession session(Supplier<Object> closed, Supplier<Object> other) {
        return proxy(OutgoingServerSession.class,
            Map.of("isClosed", closed, "getStreamID", other, "getCreationDate", other));
    }

    private static <T> T proxy(Class<T> type, Map<String, Supplier<Object>> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
            (self, method, arguments) -> answers.get(method.getName()).get()));
    }
}
