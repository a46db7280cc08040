package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** A node that speaks XEP-0289, users of its own, and two mirrors that have joined it, with theirs. */
final class NodeWorld {

    private static final JID ROOM = new JID("garden@talk.lit");
    private static final String[] DOMAINS = {"north.lit", "south.lit"};
    /** Some are wanted on both sides. */
    private static final String[] SHARED = {"Ann", "Ben"};
    private static final String[] ROLES = {"moderator", "participant", "visitor"};
    /** Of each domain its own. */
    private static final Map<String, String[]> NICKS = Map.of("talk.lit", new String[] {"Ada", "Bob", "Cid", "Dee"},
        "north.lit", new String[] {"Eve", "Fay", "Gus", "Hal"}, "south.lit", new String[] {"Ida", "Jon", "Kim", "Leo"});

    private final Random random;
    private final FakeNode.Kind kind;
    private final boolean crashes;
    private final Network network;
    private final FakeNode node;
    private final Map<String, MirrorServer> mirrors = new LinkedHashMap<>();
    private final Map<JID, Client> clients = new LinkedHashMap<>();
    private final List<JID> locals = List.of(new JID("a@talk.lit/x"), new JID("b@talk.lit/x"), new JID("c@talk.lit/x"));
    private final Map<String, JID> said = new LinkedHashMap<>();
    private Instant now = Instant.parse("2010-05-24T12:00:00Z");
    private int messages;

    /**
     * A world.
     *
     * @param seed    decides everything that happens
     * @param kind    how the node does it
     * @param crashes whether the node's server is killed now and then
     */
    NodeWorld(long seed, FakeNode.Kind kind, boolean crashes) {
        this.random = new Random(seed);
        this.kind = kind;
        this.crashes = crashes;
        this.network = new Network(random);
        this.node = new FakeNode(ROOM, kind, network::send, () -> now);
        network.attach(ROOM.getDomain(), node::receive);
        network.watch(this::whatIsNotForClients);
        for (String domain : DOMAINS) {
            MirrorServer mirror = new MirrorServer(domain, ROOM,
                kind == FakeNode.Kind.PRIMARY ? Dialect.XEP_0289_REPLICA : Dialect.XEP_0289, network, random);
            mirrors.put(domain, mirror);
            network.attach(domain, this::deliver);
            for (String user : new String[] {"d", "e", "f"}) {
                JID jid = new JID(user + '@' + domain + "/x");
                clients.put(jid, new Client(jid, mirror::fromClient, this::heardNothingTwice, said::size));
            }
        }
    }

    private void whatIsNotForClients(Packet stanza) {
        assertTrue("a client is told of FMUC: " + stanza, !clients.containsKey(stanza.getTo()) || !Fmuc.speaks(stanza));
    }

    private void deliver(Packet stanza) {
        if (stanza.getTo().getResource() != null) {
            clients.get(stanza.getTo()).receive(stanza);
        } else if (stanza instanceof IQ iq && iq.isRequest()) {
            network.send(IQ.createResultIQ(iq));
        }
    }

    void run(int steps) {
        for (int step = 1; step <= steps; step++) {
            if (random.nextInt(3) == 0) {
                somethingHappens();
            } else {
                network.deliverOne();
            }
            if (step % 50 == 0) {
                comeToRest();
            }
        }
        comeToRest();
        clients.values().stream().filter(client -> client.state() == Client.State.IN).forEach(Client::leave);
        comeToRest();
        assertEquals("mirrors that are left behind", Set.of(), node.nodes());
        mirrors.values().forEach(mirror -> assertTrue("it is empty", mirror.room().isVacant()));
    }

    private void somethingHappens() {
        if (random.nextInt(3) == 0) {
            atTheNode();
            return;
        }
        List<Client> all = List.copyOf(clients.values());
        Client client = all.get(random.nextInt(all.size()));
        switch (client.state()) {
            case OUT -> client.join(SlaveAddress.of(ROOM, "mirror." + client.jid().getDomain()).slave(),
                nick(client.jid()), 1000);
            case JOINING -> {
                if (random.nextInt(6) == 0) {
                    client.leave();
                }
            }
            case IN -> whileIn(client);
            default -> {
                // He waits to be out.
            }
        }
    }

    private void whileIn(Client client) {
        int what = random.nextInt(10);
        if (what < 6) {
            String id = "m" + messages++;
            said.put(id, client.jid());
            client.say(id);
        } else if (what < 7) {
            client.update("status " + messages++);
        } else if (what < 8) {
            changeSubject(client);
        } else {
            client.leave();
        }
    }

    /** A subject that crosses the last leave of a mirror is taken for the end of what the join of its next brings. */
    private void changeSubject(Client client) {
        boolean early = kind != FakeNode.Kind.PRIMARY;
        if (early) {
            deliverAll();
        }
        if (client.state() == Client.State.IN) {
            client.changeSubject("subject " + messages++);
        }
        if (early) {
            deliverAll();
        }
    }

    private void atTheNode() {
        JID user = locals.get(random.nextInt(locals.size()));
        int what = random.nextInt(14);
        if (what > 11) {
            give();
        } else if (!node.has(user)) {
            node.join(user, nick(user));
        } else if (what < 7) {
            String id = "m" + messages++;
            said.put(id, user);
            node.say(user, id);
        } else if (what < 9) {
            node.leave(user);
        } else if (what < 11) {
            List<JID> all = List.copyOf(clients.keySet());
            node.kick(user, all.get(random.nextInt(all.size())));
        } else if (crashes) {
            comeToRest();
            List<MirrorServer> open = mirrors.values().stream().filter(mirror -> !mirror.room().isVacant()).toList();
            if (open.size() > 1 || !open.stream().allMatch(mirror -> mirror.room().speech().counts())) {
                // Nobody can know that it has forgotten ours if it has not been seen to count them, or counts as many others.
                return;
            }
            node.crash();
            // Somebody speaks sooner or later; until then nobody can know.
            clients.values().stream().filter(client -> client.state() == Client.State.IN).forEach(client -> {
                String id = "m" + messages++;
                said.put(id, client.jid());
                client.say(id);
            });
            comeToRest();
        }
    }

    private void give() {
        // At such a node what is said of somebody who goes in that moment is taken for the coming of another with his address.
        boolean alone = kind == FakeNode.Kind.CONFORMING;
        if (alone) {
            comeToRest();
        }
        List<JID> all = List.copyOf(node.occupants().keySet());
        if (!all.isEmpty()) {
            // In a room that is forgotten somebody has to be able to speak.
            node.give(all.get(random.nextInt(all.size())), ROLES[random.nextInt(crashes ? 2 : 3)]);
        }
        if (alone) {
            comeToRest();
        }
    }

    private String nick(JID user) {
        return !crashes && random.nextInt(6) == 0 ? SHARED[random.nextInt(SHARED.length)]
            : NICKS.get(user.getDomain())[random.nextInt(4)];
    }

    private void heardNothingTwice(Client client) {
        List<String> heard = client.heard();
        assertEquals(client.jid() + " heard something twice: " + heard, new HashSet<>(heard).size(), heard.size());
    }

    private void deliverAll() {
        for (int delivered = 0; network.deliverOne(); delivered++) {
            assertTrue("it never comes to rest", delivered < 100_000);
        }
    }

    private void comeToRest() {
        deliverAll();
        for (int i = 0; i < 30; i++) {
            now = now.plus(Duration.ofSeconds(20));
            mirrors.values().forEach(mirror -> mirror.passUntil(now));
            deliverAll();
        }
        Set<String> talk = new TreeSet<>();
        for (Client client : clients.values()) {
            assertTrue(client.jid() + " waits: " + client.state(), client.state() == Client.State.IN
                || client.state() == Client.State.OUT);
            heardNothingTwice(client);
            assertEquals(client.jid() + " is in", client.state() == Client.State.IN, node.has(client.jid()));
            if (client.state() == Client.State.IN) {
                assertEquals(client.jid() + " sees", node.nicks(), client.present());
                node.occupants().forEach((user, nick) -> assertEquals(client.jid() + " sees of " + nick,
                    node.roleOf(user) + " none", client.standingOf(nick)));
                talk.addAll(client.heard());
            }
        }
        assertTrue("what nobody has said: " + talk, said.keySet().containsAll(talk));
        assertTrue("what is said reaches the node: " + said.keySet() + " of which " + node.log(),
            node.log().stream().distinct().count() == node.log().size());
        for (Client client : clients.values()) {
            if (client.state() == Client.State.IN) {
                List<String> since = List.copyOf(said.keySet()).subList(client.since(), said.size()).stream()
                    .filter(node.log()::contains).toList();
                assertTrue(client.jid() + " heard " + client.heard() + " of " + since, client.heard().containsAll(since));
            }
        }
    }
}
