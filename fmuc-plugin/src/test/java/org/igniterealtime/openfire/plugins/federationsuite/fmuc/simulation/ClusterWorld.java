package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Kept;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * A room, and one mirror of it that is a cluster of one to three nodes, whole but for Openfire. Nodes join, are killed, and hang
 * for a while, one at a time; what they say to each other comes in any order, and twice. In between all comes to rest, and then
 * everybody has heard everything once, nobody was put out of the room whose own node lives, and one node keeps the room as all
 * others know it. If it is wanted, nodes also lose sight of each other, go on, and find each other again. Then some are told that
 * they may have missed something, and they alone may have, but for what the room has forgotten; some may be put out, and what
 * is known to nobody but the side that leaves its past behind may be lost.
 */
final class ClusterWorld implements DailyWorld {

    private static final JID ROOM = new JID("garden@talk.lit");
    private static final String DOMAIN = "north.lit";
    private static final String MIRROR = "mirror." + DOMAIN;
    private static final String[] USERS = {"a@north.lit/x", "b@north.lit/x", "c@north.lit/x", "d@north.lit/x", "e@north.lit/x",
        "z@south.lit/x"};
    private static final String[] NICKS = {"Ada", "Bob", "Cid", "Dee", "Eve"};
    private static final int MOST_NODES = 3;

    private final Random random;
    /** Whether nodes are killed and hang; else they only join. */
    private final boolean faults;
    private final boolean splits;
    private final boolean hasty;
    private final Network network;
    private final MasterServer<FakeRoom> master;
    private final Bus bus;
    /** The database. */
    private final TreeMap<Long, Kept> store = new TreeMap<>();
    private final Map<Bus.Member, Node> nodes = new LinkedHashMap<>();
    private final Map<JID, Client> clients = new LinkedHashMap<>();
    /** On which node a client is connected. */
    private final Map<JID, Node> homes = new HashMap<>();
    private final Words words = new Words();
    /** The node to which the master's server is connected. */
    private Node gate;
    private Instant now = Instant.parse("2010-05-24T12:00:00Z");
    private Instant killed = Instant.MIN;
    private int messages = 1000;
    private boolean resting;
    /** Whether nodes have lost sight of each other since all was at rest. */
    private boolean torn;
    /** Who has been told since then that he may have missed something. */
    private final Set<JID> apart = new HashSet<>();

    /** A node with what is on its way within it. */
    private final class Node {
        private final Bus.Member member;
        private final MirrorNode mirror;
        /** From its users to its mirror. */
        private final Deque<Packet> up = new ArrayDeque<>();
        /** To its users, from each node's mirror in order. */
        private final Map<Node, Deque<Packet>> down = new LinkedHashMap<>();

        Node() {
            member = bus.join();
            mirror = new MirrorNode(SlaveAddress.of(ROOM, MIRROR), member, store, hasty, this::sends, this::isHere,
                this::isAnywhere, ClusterWorld.this::toldOfMissing, now);
        }

        private boolean isAnywhere(JID address) {
            Client one = clients.get(client(address));
            return !one.hasVanished() && homes.containsKey(one.jid()) && sees(homes.get(one.jid()));
        }

        private boolean sees(Node other) {
            return other == this || member.others().contains(other.member.self()) && member.cluster() == other.member.cluster();
        }

        private boolean isHere(JID address) {
            return homes.get(client(address)) == this;
        }

        private void sends(Packet stanza) {
            if (!stanza.getTo().getDomain().equals(DOMAIN)) {
                network.send(stanza);
                return;
            }
            Node home = homes.get(client(stanza.getTo()));
            if (home != null && home.member.alive() && sees(home)) {
                home.down.computeIfAbsent(this, node -> new ArrayDeque<>()).add(stanza);
            } else if (stanza instanceof Message message && message.getType() == Message.Type.normal) {
                clients.get(client(stanza.getTo())).isKept(message);
            }
        }

        boolean works() {
            return member.alive() && !member.paused();
        }
    }

    /** A world, in which nodes may lose sight of each other if there are faults. */
    ClusterWorld(long seed, boolean hasty, boolean faults, boolean splits) {
        this.splits = splits;
        this.random = new Random(seed);
        this.faults = faults;
        this.hasty = hasty;
        this.network = new Network(random);
        this.master = MasterServer.of(ROOM, network);
        this.bus = new Bus(random);
        for (int missing = 1 + random.nextInt(MOST_NODES); missing > 0; missing--) {
            start();
        }
        gate = alive().get(0);
        network.attach(MIRROR, stanza -> gate.mirror.receive(stanza));
        network.attach("south.lit", stanza -> clients.get(stanza.getTo()).receive(stanza));
        for (String user : USERS) {
            JID jid = new JID(user);
            clients.put(jid, new Client(jid, stanza -> says(jid, stanza), this::inOrder, () -> master.room().log().size()));
        }
    }

    private void says(JID jid, Packet stanza) {
        if (isDirect(jid)) {
            network.send(stanza);
        } else if (homes.get(jid).member.alive()) {
            homes.get(jid).up.add(stanza);
        }
    }

    private static boolean isDirect(JID jid) {
        return !jid.getDomain().equals(DOMAIN);
    }

    private Node start() {
        Node node = new Node();
        nodes.put(node.member, node);
        return node;
    }

    private List<Node> alive() {
        return bus.alive().stream().map(nodes::get).filter(node -> node != null).toList();
    }

    @Override
    public void run(int steps) {
        for (int step = 1; step <= steps; step++) {
            int what = random.nextInt(24);
            if (what < 7) {
                somebodyActs();
            } else if (what == 7) {
                somethingBreaks();
            } else if (what == 8) {
                pass(Duration.ofMillis(random.nextInt(200)));
            } else if (what == 9 && random.nextInt(5) == 0) {
                // What is under way arrives sooner than that.
                deliverAll();
                pass(Duration.ofSeconds(random.nextInt(20)));
            } else {
                deliverOne();
            }
            if (step % 50 == 0) {
                comeToRest();
            }
        }
        comeToRest();
    }

    @Override
    public void idle(Duration time) {
        pass(time);
        deliverAll();
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Stream<?> remembered() {
        return Stream.concat(Stream.of(master.guarded()), alive().stream().flatMap(node -> node.mirror.remembered()));
    }

    private void somebodyActs() {
        List<Client> all = List.copyOf(clients.values());
        Client client = all.get(random.nextInt(all.size()));
        if (client.hasVanished()) {
            return;
        }
        if (client.state() == Client.State.OUT) {
            if (!isDirect(client.jid())) {
                connect(client.jid());
            }
            client.join(isDirect(client.jid()) ? ROOM : slave(), nick(client), 1000);
        } else if (client.state() == Client.State.IN) {
            int what = random.nextInt(20);
            if (what < 15) {
                String id = "m" + messages++;
                words.said(id, client.jid(), client.room());
                client.say(id);
            } else if (what < 17) {
                client.update("status " + messages++);
            } else if (what < 18) {
                client.leave();
            }
        }
    }

    /** Somebody who is in no room logs in anew, wherever he gets to. */
    private void connect(JID jid) {
        // Nobody logs in to a node that the others do not know yet.
        List<Node> candidates = alive().stream().filter(Node::works).filter(node -> alive().stream().allMatch(other ->
            other.member.cluster() != node.member.cluster() || other.sees(node))).toList();
        if (candidates.isEmpty()) {
            candidates = alive().stream().filter(Node::works).limit(1).toList();
        }
        boolean connected = homes.containsKey(jid) && homes.get(jid).member.alive();
        boolean moves = connected && random.nextInt(3) == 0 && !bus.isSplit() && homes.get(jid).works()
            && homes.get(jid).up.stream().noneMatch(stanza -> stanza.getFrom().equals(jid));
        if (!connected || moves) {
            homes.put(jid, candidates.get(random.nextInt(candidates.size())));
        }
    }

    private static String nick(Client client) {
        return isDirect(client.jid()) ? "Zoe" : NICKS[client.jid().getNode().charAt(0) - 'a'];
    }

    private static JID slave() {
        return SlaveAddress.of(ROOM, MIRROR).slave();
    }

    private void somethingBreaks() {
        if (splits && random.nextInt(3) == 0) {
            if (alive().size() > 1 && bus.isSplit()) {
                heal();
            } else if (alive().size() > 1) {
                split();
            }
            return;
        }
        List<Node> working = alive().stream().filter(Node::works).toList();
        int what = random.nextInt(faults ? 6 : 2);
        if (what < 2) {
            if (alive().size() < MOST_NODES) {
                start();
            }
        } else if (what < 4) {
            // One misfortune at a time: what only the dead and the sleeping know nobody else can.
            if (working.size() > 1 && working.size() == alive().size() && !(splits && now.equals(killed))) {
                kill(working.get(random.nextInt(working.size())));
            }
        } else if (what == 4) {
            if (working.size() > 1) {
                pause(working.get(random.nextInt(working.size())));
            }
        } else {
            goOn();
        }
    }

    private void kill(Node node) {
        killed = now;
        words.noteAcknowledged(clients.values());
        if (bus.isOneSide(node.member)) {
            clients.keySet().stream().filter(jid -> !isDirect(jid)).forEach(apart::add);
            words.noteInDoubt(store.values(), alive().stream().filter(one -> one != node).map(one -> one.mirror.room().link()));
        }
        bus.kill(node.member);
        nodes.values().forEach(other -> other.down.remove(node));
        List<Presence> farewells = leave(clientsOf(node));
        clientsOf(node).forEach(Client::vanish);
        if (node == gate) {
            tearLink(() -> gate = alive().stream().filter(Node::works).findFirst().orElseThrow());
        }
        alive().stream().filter(Node::works).findFirst().orElseThrow().up.addAll(farewells);
    }

    private void split() {
        torn = true;
        words.noteUnderWay(clients.values(), master.room().log());
        List<Node> all = new ArrayList<>(alive());
        Collections.shuffle(all, random);
        List<Node> some = all.subList(0, 1 + random.nextInt(all.size() - 1));
        bus.split(some.stream().map(node -> node.member).collect(Collectors.toSet()));
        if (random.nextBoolean()) {
            // Each side says so in the name of those that it takes for lost.
            alive().stream().filter(node -> node.works() && alive().stream().filter(node::sees).findFirst().orElseThrow() == node)
                .forEach(node -> alive().stream().filter(other -> !node.sees(other))
                    .forEach(other -> node.up.addAll(leave(clientsOf(other)))));
        }
    }

    /** Minutes later, in which each side puts users of the other out of the room, and while somebody talks. */
    private void heal() {
        words.noteUnderWay(clients.values(), master.room().log());
        for (int i = 0; i < 12; i++) {
            deliverAll();
            pass(Duration.ofSeconds(5));
        }
        for (int i = 0; i < 6; i++) {
            somebodyActs();
            deliverOne();
        }
        words.noteUnderWay(clients.values(), master.room().log());
        bus.heal();
    }

    private void toldOfMissing(List<JID> some) {
        boolean none = some.stream().noneMatch(one -> clients.get(one).state() == Client.State.IN);
        assertTrue("who may have missed something: " + some, torn || none);
        apart.addAll(some);
    }

    private List<Client> clientsOf(Node node) {
        return clients.values().stream().filter(client -> homes.get(client.jid()) == node).toList();
    }

    /** What the cluster says in the name of those whose node it takes for lost. */
    private List<Presence> leave(List<Client> gone) {
        return gone.stream().filter(one -> one.state() != Client.State.OUT).map(one -> one.farewell(slave())).toList();
    }

    private void tearLink(Runnable meanwhile) {
        network.set(MIRROR, ROOM.getDomain(), Network.State.HALF_OPEN, () -> { });
        network.set(ROOM.getDomain(), MIRROR, Network.State.HALF_OPEN, () -> { });
        meanwhile.run();
        // Whatever was lost with the node, at both ends the connection has ended.
        holdLink();
        alive().stream().filter(Node::works).forEach(node -> node.mirror.broken());
        master.broken(slave());
    }

    /** A process hangs. */
    private void pause(Node node) {
        node.member.pause(true);
        holdLink();
    }

    private void goOn() {
        alive().forEach(node -> {
            node.member.pause(false);
            node.mirror.passUntil(now);
        });
        holdLink();
    }

    private void holdLink() {
        Network.State state = gate.works() ? Network.State.OPEN : Network.State.HELD;
        network.set(MIRROR, ROOM.getDomain(), state, () -> { });
        network.set(ROOM.getDomain(), MIRROR, state, () -> { });
    }

    // ---- delivery

    private boolean deliverOne() {
        List<Runnable> ready = new ArrayList<>();
        for (Node node : alive()) {
            if (node.works()) {
                if (!node.up.isEmpty()) {
                    ready.add(() -> node.mirror.receive(node.up.remove()));
                }
                node.down.values().stream().filter(queue -> !queue.isEmpty()).forEach(queue ->
                    ready.add(() -> deliver(queue.remove())));
            }
        }
        int own = ready.size();
        int choice = random.nextInt(own + 4);
        if (choice < own) {
            ready.get(choice).run();
            return true;
        }
        boolean done = choice % 2 == 0 ? bus.deliverOne() || network.deliverOne() : network.deliverOne() || bus.deliverOne();
        words.noteWritten(master.guarded().backlog().from(), master.room().log().size());
        if (!done && own > 0) {
            ready.get(random.nextInt(own)).run();
            return true;
        }
        return done;
    }

    private void deliver(Packet stanza) {
        if (stanza.getTo().getResource() == null && stanza instanceof IQ iq) {
            homes.get(new JID(stanza.getTo() + "/x")).up.add(IQ.createResultIQ(iq));
            return;
        }
        clients.get(client(stanza.getTo())).receive(stanza);
    }

    /** Everybody has one client. */
    private static JID client(JID address) {
        return address.getResource() == null ? new JID(address + "/x") : address;
    }

    private void deliverAll() {
        for (int delivered = 0; deliverOne(); delivered++) {
            assertTrue("it never comes to rest", delivered < 100_000);
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
        alive().stream().filter(Node::works).forEach(node -> node.mirror.passUntil(now));
        master.passUntil(now);
    }

    // ---- what must hold

    /** Nothing twice, and in order what each speaker says. */
    private void inOrder(Client client) {
        words.noteAcknowledged(clients.values());
        if (client.state() == Client.State.IN) {
            assertTrue(client.jid() + " is put out, and his node lives", isDirect(client.jid()) || resting || torn
                || !homes.get(client.jid()).member.alive());
        }
        if (torn && !resting && client.state() == Client.State.IN) {
            apart.add(client.jid());
        }
        // What he has heard on one side he may hear on the other again, and in the order of that.
        if (!apart.contains(client.jid())) {
            words.assertOnce(client.jid() + " heard something twice: ", client.heard());
            words.assertOrdered(client.jid().toString(), client.heardSinceItCame(master.room().log()));
        }
    }

    @Override
    public void comeToRest() {
        goOn();
        if (bus.isSplit()) {
            heal();
        }
        for (int i = 0; i < 120; i++) {
            deliverAll();
            pass(i < 24 ? Duration.ofMillis(200) : Duration.ofSeconds(10));
        }
        deliverAll();
        clients.values().forEach(Client::returns);
        words.noteAcknowledged(clients.values());
        List<String> log = master.room().log();
        words.assertOnce("the room heard something twice: ", log);
        Set<String> known = new TreeSet<>(log);
        store.values().forEach(message -> known.add(message.id().orElseThrow()));
        clients.values().forEach(client -> known.addAll(client.returned()));
        // What was said on the side that has left its past behind; its users have been told, or were put out.
        words.assertNotLost(known, speaker -> torn && !isDirect(speaker));
        Map<String, String> inTheRoom = new TreeMap<>();
        master.room().occupants().forEach((jid, occupant) -> inTheRoom.put(jid.toString(), occupant.nick()));
        Map<String, String> believeSo = new TreeMap<>();
        clients.values().stream().filter(client -> client.state() == Client.State.IN)
            .forEach(client -> believeSo.put(client.jid().toString(), client.nick()));
        clients.values().forEach(client -> assertTrue(client.jid() + " waits for ever: " + client.state(),
            client.state() == Client.State.OUT || client.state() == Client.State.IN));
        assertEquals("who is in the room, and who thinks so", inTheRoom, believeSo);
        resting = true;
        clients.values().stream().filter(client -> client.state() == Client.State.IN).forEach(this::knowsAll);
        resting = false;
        words.assertOrdered("the room", log);
        assertEquals("who keeps the room", 1, alive().stream().filter(node -> node.mirror.keeps()).count());
        alive().forEach(node -> assertEquals("what " + node.member.self() + " knows of the room",
            alive().get(0).mirror.room(), node.mirror.room()));
        torn = false;
        apart.forEach(jid -> clients.get(jid).isCurrent(log, known));
        apart.clear();
    }

    private void knowsAll(Client client) {
        inOrder(client);
        assertEquals(client.jid() + " in " + client.room() + " sees",
            new TreeSet<>(master.room().occupants().values().stream().map(FakeRoom.Occupant::nick).toList()), client.present());
        List<String> log = master.room().log();
        List<String> missed = new ArrayList<>(log.subList(client.since(), log.size()));
        missed.removeAll(client.heardEver());
        missed.removeIf(id -> words.isForgotten(id, log, torn));
        if (!apart.contains(client.jid())) {
            assertEquals(client.jid() + " missed", List.of(), missed);
        }
    }
}
