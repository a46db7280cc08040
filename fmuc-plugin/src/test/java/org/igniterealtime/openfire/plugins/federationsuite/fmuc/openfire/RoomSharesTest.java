package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Owners;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.MemoryCluster;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** Slave rooms that the nodes of a cluster share, over a cluster that delivers in any order. */
public class RoomSharesTest {

    private static final Duration TICK = RoomShares.TICK;

    final MemoryCluster cluster = new MemoryCluster();
    final ManualWorkers workers = new ManualWorkers().directly();
    final MemoryKeptStore store = new MemoryKeptStore();
    final Set<JID> connected = new HashSet<>();
    final Map<String, ClusterNode> nodes = new LinkedHashMap<>();
    /** What the master was told, and its messages in the order in which it had them. */
    final List<Packet> toMaster = new ArrayList<>();
    final Set<String> occupants = new HashSet<>();
    final List<String> said = new ArrayList<>();
    final List<Packet> answers = new ArrayList<>();
    /** Whether some nodes share no rooms, and their clients are sent what is for them by the nodes that do. */
    boolean mixed;
    SlaveAddress room = keptBy("one", Set.of("one", "two", "three"));

    /** A room that a node keeps. */
    static SlaveAddress keptBy(String node, Set<String> among) {
        return IntStream.range(0, 1000).mapToObj(number -> SlaveAddress.of(new JID("room" + number + "@talk.example.com"),
            ClusterNode.MIRROR)).filter(address -> Owners.of(address.slave(), among).equals(node)).findFirst().orElseThrow();
    }

    ClusterNode start(String name) {
        ClusterNode node = new ClusterNode(cluster.join(name), workers, store, connected, this::toMaster);
        nodes.put(name, node);
        JID client = client(name);
        connected.add(client);
        node.connect(client);
        settle();
        return node;
    }

    void startThree() {
        List.of("one", "two", "three").forEach(this::start);
    }

    static JID client(String node) {
        return new JID("user-" + node, ClusterNode.DOMAIN, "x");
    }

    /** A room that lets everybody in, and tells all what is said, each message once. */
    void toMaster(Packet stanza) {
        if (stanza.getTo().getDomain().equals(ClusterNode.DOMAIN)) {
            assertTrue("for a client of another node: " + stanza, mixed);
            nodes.values().forEach(node -> node.give(stanza));
            return;
        }
        toMaster.add(stanza);
        String nick = stanza.getFrom().getResource();
        if (stanza instanceof Presence presence && nick == null) {
            String entering = presence.getTo().getResource();
            if (presence.getType() == null) {
                occupants.add(entering);
                answers.add(presence(entering, "<x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x>"));
                answers.add(Xml.stanza("<message type='groupchat' from='%s' to='%s'><subject/></message>"
                    .formatted(room.master(), room.slave())));
            } else {
                occupants.remove(entering);
                answers.add(Xml.stanza("<presence type='unavailable' from='%s/%s' to='%s'/>"
                    .formatted(room.master(), entering, room.slave())));
            }
        } else if (stanza instanceof Message message && message.getType() == Message.Type.groupchat) {
            if (!said.contains(message.getBody())) {
                said.add(message.getBody());
                answers.add(Xml.stanza("<message type='groupchat' id='%s' from='%s/%s' to='%s'><body>%s</body></message>"
                    .formatted(message.getID(), room.master(), nick, room.slave(), message.getBody())));
            }
        } else if (stanza instanceof IQ iq && iq.isRequest()) {
            answers.add(IQ.createResultIQ(iq));
        }
    }

    Packet presence(String nick, String payload) {
        return Xml.stanza("<presence from='%s/%s' to='%s'>%s</presence>".formatted(room.master(), nick, room.slave(), payload));
    }

    /** What the master says reaches a node that is there. */
    void answer(String node) {
        while (!answers.isEmpty()) {
            nodes.get(node).receives(answers.remove(0));
        }
    }

    void settle() {
        do {
            cluster.settle();
            answer(nodes.keySet().iterator().next());
        } while (!cluster.isQuiet() || !answers.isEmpty());
    }

    void pass(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(TICK)) {
            workers.pass(TICK);
            nodes.values().forEach(node -> node.shares().tick());
            settle();
        }
    }

    void enters(String node) {
        nodes.get(node).receives(Xml.stanza(("<presence from='%s' to='%s/%s'>"
            + "<x xmlns='http://jabber.org/protocol/muc'/></presence>").formatted(client(node), room.slave(), node)));
    }

    void allEnter() {
        nodes.keySet().forEach(this::enters);
        settle();
        nodes.values().forEach(node -> node.got(client(node.nodes().self())).clear());
    }

    void says(String node, String words) {
        nodes.get(node).receives(Xml.stanza("<message type='groupchat' id='%s' from='%s' to='%s'><body>%s</body></message>"
            .formatted(words, client(node), room.slave(), words)));
    }

    void kill(String node) {
        connected.removeAll(nodes.remove(node).die());
        cluster.kill(node);
    }

    private List<String> heard(String node) {
        return nodes.get(node).heard(client(node));
    }

    private boolean isKeptBy(String node) {
        return nodes.values().stream().allMatch(one -> one.shares().keeps(room.slave()) == one.nodes().self().equals(node));
    }

    @Test
    public void aServerThatIsAloneSharesNothing() {
        start("one");
        allEnter();
        says("one", "a");
        settle();
        assertEquals(List.of("a"), heard("one"));
        assertTrue(nodes.get("one").shares().isAlone());
        assertTrue(cluster.isQuiet());
    }

    @Test
    public void usersOfAllNodesHearTheSameEachFromItsOwn() {
        startThree();
        allEnter();
        for (String node : nodes.keySet()) {
            says(node, "of " + node);
            settle();
        }
        for (String node : nodes.keySet()) {
            assertEquals(List.of("of one", "of two", "of three"), heard(node));
            assertEquals("all know the room", 3, nodes.get(node).rooms().find(room.slave()).orElseThrow().locals().size());
        }
        assertEquals(Set.of("one", "two", "three"), occupants);
    }

    @Test
    public void whoeverHasNoBusinessWithARoomIsRefusedWhereHeComes() {
        startThree();
        toMaster.clear();
        nodes.get("two").receives(Xml.stanza("<message from='eve@evil.example.net/x' to='%s'><body>a</body></message>"
            .formatted(room.slave())));
        assertTrue("no node tells another", cluster.isQuiet());
        assertEquals(1, toMaster.size());
        assertEquals("error", toMaster.get(0).getElement().attributeValue("type"));
    }

    @Test
    public void nobodyIsToldBeforeAllNodesKnow() {
        startThree();
        allEnter();
        toMaster.clear();
        says("one", "a");
        assertEquals("the others do not know", List.of(), toMaster);
        cluster.deliver();
        assertEquals("they have not said so", List.of(), toMaster);
        cluster.deliver();
        assertEquals(1, toMaster.size());
    }

    @Test
    public void aNodeThatHangsStopsTheRoomForTwoSecondsOnceAndMissesNothing() {
        startThree();
        allEnter();
        cluster.pause("three");
        says("two", "a");
        settle();
        assertEquals(List.of(), heard("two"));
        pass(Duration.ofMillis(2200));
        assertEquals(List.of("a"), heard("two"));
        says("two", "b");
        settle();
        assertEquals("at once", List.of("a", "b"), heard("two"));
        assertEquals(List.of(), heard("three"));
        cluster.resume("three");
        settle();
        assertEquals(List.of("a", "b"), heard("three"));
    }

    @Test
    public void whenTheNodeThatKeepsARoomIsLostAnotherGoesOnAndNobodyLeaves() {
        startThree();
        allEnter();
        says("two", "a");
        settle();
        says("two", "b");
        says("three", "c");
        kill("one");
        settle();
        says("two", "d");
        settle();
        pass(Duration.ofSeconds(30));

        for (String node : List.of("two", "three")) {
            assertEquals(node, List.of("a", "b", "c", "d"), heard(node).stream().filter(said::contains).sorted().toList());
            assertFalse(node, nodes.get(node).got(client(node)).stream().anyMatch(stanza -> stanza instanceof Presence presence
                && presence.getType() == Presence.Type.unavailable && presence.getFrom().getResource().equals(node)));
        }
        assertEquals("whoever was connected there is gone", Set.of("two", "three"), occupants);
    }

    @Test
    public void whateverOrderTheClusterDeliversInAndWheneverANodeIsLostEverybodyHearsEverythingOnce() {
        for (int seed = 0; seed < Integer.getInteger("cluster.seeds", 20); seed++) {
            RoomSharesTest world = new RoomSharesTest();
            try {
                world.live(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private void live(Random random) {
        startThree();
        allEnter();
        Map<String, Integer> numbers = new TreeMap<>();
        int end = 20 + random.nextInt(100);
        for (int i = 0; i < end; i++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    String node = List.of("two", "three").get(random.nextInt(2));
                    says(node, node + "-" + numbers.merge(node, 1, Integer::sum));
                }
                case 1 -> answer(List.of("two", "three").get(random.nextInt(2)));
                default -> cluster.deliverAny(random);
            }
        }
        kill("one");
        for (int i = 0; i < 200; i++) {
            cluster.deliverAny(random);
        }
        settle();
        pass(Duration.ofSeconds(40));
        for (String node : List.of("two", "three")) {
            List<String> words = heard(node).stream().filter(word -> word.contains("-")).toList();
            assertEquals(node + " heard " + words, said.size(), words.size());
            assertEquals(Set.copyOf(said), Set.copyOf(words));
            numbers.forEach((speaker, most) -> assertEquals(
                IntStream.rangeClosed(1, most).mapToObj(number -> speaker + "-" + number).toList(),
                words.stream().filter(word -> word.startsWith(speaker)).toList()));
        }
    }

    @Test
    public void aNodeThatComesTakesItsShareAndNobodyNotices() {
        room = keptBy("two", Set.of("one", "two"));
        start("one");
        allEnter();
        says("one", "a");
        settle();
        start("two");
        assertTrue(isKeptBy("two"));
        assertEquals(1, nodes.get("two").rooms().find(room.slave()).orElseThrow().locals().size());
        enters("two");
        settle();
        says("one", "b");
        settle();
        says("two", "c");
        settle();
        assertEquals(List.of("a", "b", "c"), heard("one"));
        assertTrue(heard("two").containsAll(List.of("b", "c")));
        assertEquals(3, said.size());
    }

    @Test
    public void aServerThatHasJustStartedAndIsAloneUntilItJoinsHasToldNoMasterAnything() {
        room = keptBy("one", Set.of("one", "two"));
        start("one");
        allEnter();
        settle();
        Nodes seat = cluster.join("two");
        cluster.part("two");
        ClusterNode two = new ClusterNode(seat, workers, store, connected, this::toMaster);
        nodes.put("two", two);
        settle();
        toMaster.clear();
        cluster.meet("two");
        two.shares().joined();
        nodes.get("one").shares().came();
        pass(Duration.ofSeconds(5));
        settle();
        assertEquals(List.of(), toMaster);
    }

    @Test
    public void aNodeThatCouldNotHearTheOthersYetWhenItAskedWhoIsThereAsksAgain() {
        room = keptBy("two", Set.of("one", "two"));
        start("one");
        allEnter();
        nodes.put("two", new ClusterNode(cluster.join("two"), workers, store, connected, this::toMaster));
        cluster.lose();
        pass(Duration.ofSeconds(5));
        assertTrue(isKeptBy("two"));
        assertEquals(1, nodes.get("two").rooms().find(room.slave()).orElseThrow().locals().size());
    }

    @Test
    public void whoeverIsGivenARoomSoonAfterALossLooksForTheClientsThatAreGone() {
        room = keptBy("three", Set.of("one", "three"));
        start("one");
        start("two");
        allEnter();
        kill("two");
        start("three");
        assertTrue(isKeptBy("three"));
        pass(Duration.ofSeconds(30));
        assertEquals(Set.of("one"), occupants);
    }

    @Test
    public void whatIsSaidWhileARoomIsGivenAwayIsSaidOnce() {
        room = keptBy("two", Set.of("one", "two"));
        start("one");
        allEnter();
        nodes.put("two", new ClusterNode(cluster.join("two"), workers, store, connected, this::toMaster));
        says("one", "a");
        cluster.deliver();
        answer("one");
        says("one", "b");
        cluster.deliver();
        says("one", "c");
        settle();
        pass(Duration.ofSeconds(5));
        assertEquals(List.of("a", "b", "c"), heard("one"));
        assertEquals(List.of("a", "b", "c"), said);
    }

    @Test
    public void aNodeThatStopsInOrderGivesItsRoomsAway() {
        startThree();
        allEnter();
        ClusterNode one = nodes.get("one");
        mixed = true;
        toMaster.clear();
        assertTrue(one.shares().keeps(room.slave()));
        assertTrue(one.shares().leave(Duration.ofSeconds(20)));
        settle();
        assertEquals("the master notices nothing", List.of(), toMaster);
        says("two", "a");
        settle();
        nodes.keySet().forEach(node -> assertEquals(node, List.of("a"), heard(node)));
    }

    @Test
    public void aNodeThatStopsWaitsUntilTheOthersHaveWhatHasHappened() {
        startThree();
        allEnter();
        ClusterNode one = nodes.get("one");
        mixed = true;
        says("one", "a");
        cluster.deliver();
        answer("one");
        assertFalse("the others are told of it", cluster.isQuiet());
        Thread stopping = new Thread(() -> one.shares().leave(Duration.ofSeconds(20)));
        stopping.start();
        // The cluster is for one thread at a time: the other one says nothing more once it waits.
        await(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        settle();
        await(() -> !stopping.isAlive());
        settle();
        says("two", "b");
        settle();
        nodes.keySet().forEach(node -> assertEquals(node, List.of("a", "b"), heard(node)));
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue("in time", System.nanoTime() < end);
            Thread.onSpinWait();
        }
    }

    @Test
    public void anAdministratorOnAnyNodeClosesARoom() {
        startThree();
        allEnter();
        assertTrue(nodes.get("three").rooms().destroy(room, "No.", Duration.ofSeconds(1)));
        settle();
        assertEquals(Set.of(), occupants);
        nodes.values().forEach(node -> assertTrue(node.rooms().find(room.slave()).isEmpty()));
    }

    @Test
    public void whoeverWasOnTheOtherSideOfASplitIsToldAndEntersAgain() {
        startThree();
        allEnter();
        // The others have gone on without this node, and it without them.
        ClusterNode three = nodes.get("three");
        cluster.pause("three");
        says("two", "a");
        pass(Duration.ofSeconds(3));
        cluster.resume("three");
        cluster.lose();
        says("one", "b");
        settle();
        three.shares().joined();
        settle();
        pass(Duration.ofSeconds(3));
        assertTrue(three.heard(client("three")).toString(), three.heard(client("three")).contains(FmucText.SERVERS_APART.key()));
        assertTrue("what was missed", three.heard(client("three")).containsAll(List.of("a", "b")));
        says("three", "c");
        settle();
        assertEquals(List.of("a", "b", "c"), said);
        assertTrue(heard("two").contains("c"));
        assertEquals(Set.of("one", "two", "three"), occupants);
    }

    @Test
    public void whenBothSidesOfASplitHaveGoneOnTheOneThatIsTakenInLeavesItsPastBehind() {
        startThree();
        allEnter();
        // Nodes two and three take the one that keeps the room for lost, and it them.
        ClusterNode one = nodes.remove("one");
        connected.remove(client("one"));
        cluster.pause("one");
        cluster.part("one");
        one.shares().left();
        settle();
        pass(Duration.ofSeconds(30));
        assertEquals("whoever is not seen has left", Set.of("two", "three"), occupants);
        says("two", "a");
        settle();
        one.receives(Xml.stanza("<message type='groupchat' id='x' from='%s' to='%s'><body>%s</body></message>"
            .formatted(client("one"), room.slave(), "alone")));
        answers.clear();

        nodes.put("one", one);
        connected.add(client("one"));
        cluster.meet("one");
        cluster.resume("one");
        cluster.lose();
        one.shares().joined();
        nodes.get("two").shares().came();
        nodes.get("three").shares().came();
        pass(Duration.ofSeconds(5));

        assertTrue(one.heard(client("one")).toString(), one.heard(client("one")).contains(FmucText.SERVERS_APART.key()));
        assertEquals(Set.of("one", "two", "three"), occupants);
        says("one", "b");
        settle();
        says("three", "c");
        settle();
        for (String node : nodes.keySet()) {
            assertTrue(node, heard(node).containsAll(List.of("b", "c")));
            assertEquals(3, nodes.get(node).rooms().find(room.slave()).orElseThrow().locals().size());
        }
        assertTrue(isKeptBy("one"));
    }
}
