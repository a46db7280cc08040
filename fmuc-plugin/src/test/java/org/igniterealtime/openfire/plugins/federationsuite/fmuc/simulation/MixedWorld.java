package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.OrdinaryRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.OrdinaryRoom.Occupant;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.NodePolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * One room of ours, in which are at the same time a mirror that speaks the ProtoXEP, a node that has joined by XEP-0289, a mirror
 * that speaks with it as with any room, and people who have come directly; and what must hold whatever they do.
 */
final class MixedWorld implements DailyWorld {

    private static final JID ROOM = new JID("garden@talk.lit");
    private static final String PROTOXEP = "north.lit";
    private static final String PLAIN = "south.lit";
    private static final String NODE = "west.lit";
    private static final String DIRECT = "east.lit";
    private static final String[] DOMAINS = {PROTOXEP, PLAIN, NODE, DIRECT};
    private static final SlaveAddress ATTIC = new SlaveAddress(new JID("attic@mirror." + NODE), ROOM);
    private static final String[] NICKS = {"Ada", "Bob", "Cid", "Dee", "Eve", "Fay", "Gus", "Hal", "Ida", "Jon", "Kim", "Leo"};
    private static final int[] CODES = {301, 307, 321, 322};
    private static final String[] ROLES = {"moderator", "participant", "visitor"};

    private final Random random;
    private final boolean replica;
    private final Network network;
    private final MasterServer<OrdinaryRoom> master;
    private final MirrorServer mirror;
    private final PlainMirror plain;
    private final MirrorServer node;
    private final Map<JID, Client> clients = new LinkedHashMap<>();
    /** Who said a message. */
    private final Map<String, JID> speakers = new HashMap<>();
    /** To which address he said it: that of a mirror, or the room's own. */
    private final Map<String, JID> addresses = new HashMap<>();
    private Instant now = Instant.parse("2010-05-24T12:00:00Z");
    private int messages = 1000;

    /**
     * A world.
     *
     * @param seed    decides everything that happens
     * @param replica whether the node waits for what the room sends it back (primary-replica)
     */
    MixedWorld(long seed, boolean replica) {
        this.random = new Random(seed);
        this.replica = replica;
        this.network = new Network(random);
        this.master = new MasterServer<>(ROOM, network,
            (out, meanwhile, clock) -> new OrdinaryRoom(ROOM, out, clock, random).made());
        master.speak(replica ? NodePolicy.REPLICA : NodePolicy.PRIMARY);
        if (random.nextBoolean()) {
            master.room().terse();
        }
        if (random.nextBoolean()) {
            master.room().nonAnonymous();
        }
        network.watch(this::whatIsNotForClients);
        this.mirror = new MirrorServer(PROTOXEP, ROOM, Dialect.PROTOXEP, network, random);
        this.plain = new PlainMirror(PLAIN, ROOM, network, random);
        this.node = MirrorServer.asNode(NODE, ATTIC, replica ? Dialect.XEP_0289_REPLICA : Dialect.XEP_0289, network, random);
        for (String domain : DOMAINS) {
            network.attach(domain, this::deliver);
            for (String client : new String[] {"a@%s/x", "b@%s/x", domain.equals(DIRECT) ? "c@%s/x" : "a@%s/y"}) {
                JID jid = new JID(client.formatted(domain));
                clients.put(jid, new Client(jid, network::send, this::inOrder, () -> master.room().log().size()));
            }
        }
    }

    private void whatIsNotForClients(Packet stanza) {
        boolean ordinary = clients.containsKey(stanza.getTo()) || stanza.getTo().getDomain().equals("mirror." + PLAIN);
        if (ordinary && Fmuc.speaks(stanza)) {
            throw new AssertionError("somebody is told of FMUC who knows nothing of it: " + stanza);
        }
        if (!replica && stanza instanceof Message message && message.getBody() != null && ATTIC.slave().equals(stanza.getTo())
            && !Payload.of(stanza).has(Payload.DELAY) && Fmuc.joiningUser(stanza).filter(this::isBehindNode).isPresent()) {
            throw new AssertionError("a node gets back what its own user has said: " + stanza);
        }
    }

    private void deliver(Packet stanza) {
        if (stanza.getTo().getResource() != null) {
            clients.get(stanza.getTo()).receive(stanza);
        } else if (stanza instanceof IQ iq && iq.isRequest()) {
            network.send(IQ.createResultIQ(iq));
        } else if (stanza instanceof Message) {
            clients.get(new JID(stanza.getTo() + "/x")).receive(stanza);
        }
    }

    @Override
    public void run(int steps) {
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
        everybodyComes();
        everybodySpeaks();
        everybodyWhispers();
        everybodyLeaves();
    }

    @Override
    public void idle(Duration time) {
        pass(time);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Stream<?> remembered() {
        return Stream.of(master.guarded(), mirror.room(), plain.room(), node.room());
    }

    private void somethingHappens() {
        List<Client> all = List.copyOf(clients.values());
        Client client = all.get(random.nextInt(all.size()));
        switch (client.state()) {
            case OUT -> client.join(random.nextInt(6) == 0 ? ROOM : addressFor(client), nickFor(client), 1000);
            case JOINING -> {
                if (random.nextInt(4) == 0) {
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
        int what = random.nextInt(24);
        if (what < 9) {
            say(client);
        } else if (what < 11) {
            client.update("status " + messages++);
        } else if (what < 12) {
            changeSubject(client);
        } else if (what < 15) {
            client.leave();
        } else if (what < 17) {
            client.changeNick(NICKS[random.nextInt(NICKS.length)]);
        } else if (what < 19) {
            client.whisper(NICKS[random.nextInt(NICKS.length)], "w" + messages++);
        } else {
            theOwnerActs(what < 21);
        }
    }

    private void changeSubject(Client client) {
        if (replica) {
            client.changeSubject("subject " + messages++);
            return;
        }
        // Two subjects that cross each other stay two, where each side shows its own at once. And one that crosses the last leave
        // of such a node is taken for the end of what the join of its next brings.
        comeToRest();
        if (client.state() == Client.State.IN) {
            client.changeSubject("subject " + messages++);
            comeToRest();
        }
    }

    private void theOwnerActs(boolean expels) {
        if (replica && !expels) {
            // There is no form in which a node could be told that a message is refused to somebody who has just lost his voice.
            comeToRest();
        }
        List<Occupant> occupants = List.copyOf(master.room().occupants().values());
        if (!occupants.isEmpty()) {
            Occupant occupant = occupants.get(random.nextInt(occupants.size()));
            if (expels) {
                if (isBehindNode(occupant.user())) {
                    // That a node is out because its last was thrown out crosses the join of its next, and then neither side can
                    // tell which join the other answers.
                    comeToRest();
                }
                if (!master.room().has(occupant.user())) {
                    return;
                }
                // Under the nick that he has by now.
                master.room().expel(master.room().occupants().get(occupant.user()).nick(), CODES[random.nextInt(CODES.length)]);
                // The owner regrets it: else nobody of that mirror could ever come again.
                master.room().affiliations().clear();
            } else {
                master.room().give(occupant.nick(), ROLES[random.nextInt(ROLES.length)]);
            }
        }
    }

    private String say(Client client) {
        String id = "m" + messages++;
        speakers.put(id, client.jid());
        addresses.put(id, client.room());
        client.say(id);
        return id;
    }

    /** Most clients of a user use one nick, and most users have one of their own. */
    private String nickFor(Client client) {
        int own = 3 * List.of(DOMAINS).indexOf(client.jid().getDomain()) + client.jid().getNode().charAt(0) - 'a';
        return NICKS[random.nextInt(4) > 0 ? own : random.nextInt(NICKS.length)];
    }

    private static JID addressFor(Client client) {
        return switch (client.jid().getDomain()) {
            case DIRECT -> ROOM;
            case NODE -> ATTIC.slave();
            default -> SlaveAddress.of(ROOM, "mirror." + client.jid().getDomain()).slave();
        };
    }

    private static boolean isDirect(Client client) {
        return ROOM.equals(client.room());
    }

    /** Tells whether a client is behind the node, and sees what is done there before the room does. */
    private boolean isEarly(Client client) {
        return !replica && isOfNode(client);
    }

    private static boolean isOfNode(Client client) {
        return ATTIC.slave().equals(client.room());
    }

    private SlaveRoom slaveOf(Client client) {
        return switch (client.jid().getDomain()) {
            case PROTOXEP -> mirror.room();
            case PLAIN -> plain.room();
            default -> node.room();
        };
    }

    // ---- what must hold at every moment

    /** All in the order of the room, and none left out; behind the node its own messages may come early. */
    private void inOrder(Client client) {
        List<String> heard = client.heard();
        assertEquals(client.jid() + " heard something twice: " + heard, new HashSet<>(heard).size(), heard.size());
        List<String> log = master.room().log();
        if (!isEarly(client)) {
            int start = heard.isEmpty() ? 0 : log.indexOf(heard.get(0));
            assertTrue(client.jid() + " in " + client.room() + " heard " + heard + " of " + log, start >= 0
                && start + heard.size() <= log.size() && log.subList(start, start + heard.size()).equals(heard));
            return;
        }
        List<String> others = heard.stream().filter(id -> !speakers.get(id).getDomain().equals(NODE)).toList();
        assertEquals(client.jid() + " heard of others", log.stream().filter(others::contains).toList(), others);
        // What a mirror keeps it sends when its sender is in through it again, whatever he has said in the room meanwhile.
        // And what he says before he has been told the past he hears at once.
        Map<String, List<String>> each = new HashMap<>();
        client.heardSinceItCame(log).forEach(id -> each.computeIfAbsent(speakers.get(id) + " to "
            + addresses.get(id), way -> new ArrayList<>()).add(id));
        each.values().forEach(said -> assertEquals(client.jid() + " heard", said.stream().sorted().toList(), said));
    }

    // ---- what must hold when the links are quiet

    private void deliverAll() {
        for (int delivered = 0; network.deliverOne(); delivered++) {
            assertTrue("it never comes to rest", delivered < 100_000);
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
        master.itIs(now);
        mirror.passUntil(now);
        plain.passUntil(now);
        node.passUntil(now);
        deliverAll();
    }

    @Override
    public void comeToRest() {
        deliverAll();
        for (int i = 0; i < 7; i++) {
            pass(Duration.ofSeconds(10));
        }
        Map<String, String> inTheRoom = new TreeMap<>();
        master.room().occupants().forEach((jid, occupant) -> inTheRoom.put(jid.toString(), occupant.nick()));
        Map<String, String> believeSo = new TreeMap<>();
        for (Client client : clients.values()) {
            assertTrue(client.jid() + " waits for ever: " + client.state(),
                client.state() == Client.State.OUT || client.state() == Client.State.IN);
            if (client.state() == Client.State.IN) {
                believeSo.put(knownAs(client).toString(), client.nick());
            }
        }
        assertEquals("who is in the room, and who thinks so", inTheRoom, believeSo);
        present().forEach(this::agreesWithTheRoom);
        List<String> log = master.room().log();
        assertEquals("the room heard something twice: " + log, new HashSet<>(log).size(), log.size());
        for (SlaveRoom slave : List.of(mirror.room(), plain.room(), node.room())) {
            slave.locals().values().forEach(local ->
                assertEquals(local.toString(), LocalOccupant.Phase.JOINED, local.phase()));
        }
    }

    private List<Client> present() {
        return clients.values().stream().filter(client -> client.state() == Client.State.IN).toList();
    }

    private JID knownAs(Client client) {
        if (isDirect(client)) {
            return client.jid();
        }
        return client.jid().getDomain().equals(PLAIN) ? new JID(addressFor(client) + "/" + client.nick())
            : slaveOf(client).occupantOf(client.jid()).map(local -> local.join().user()).orElse(client.jid());
    }

    private void agreesWithTheRoom(Client client) {
        Set<String> nicks = new TreeSet<>();
        master.room().occupants().values().forEach(occupant -> nicks.add(occupant.nick()));
        assertEquals(client.jid() + " in " + client.room() + " sees", nicks, client.present());
        assertTrue(client.jid() + " waits for the subject", client.subjectTold());
        assertEquals(client.jid() + " sees the subject", master.room().subject(), client.subject());
        for (Occupant occupant : master.room().occupants().values()) {
            assertEquals(client.jid() + " sees of " + occupant.nick(), occupant.role() + " none",
                client.standingOf(occupant.nick()));
            assertEquals(client.jid() + " sees of " + occupant.nick(),
                String.valueOf(occupant.presence().getStatus() == null ? "" : occupant.presence().getStatus()),
                client.statusOf(occupant.nick()));
        }
        inOrder(client);
        List<String> missed = new ArrayList<>(master.room().log().subList(since(client), master.room().log().size()));
        missed.removeAll(client.heardEver());
        assertEquals(client.jid() + " missed messages", List.of(), missed);
    }

    private int since(Client client) {
        return isDirect(client) ? master.room().occupants().get(client.jid()).since() : client.since();
    }

    private boolean isBehindNode(JID user) {
        return master.guarded().through(ATTIC.slave()).stream().anyMatch(one -> one.user().equals(user));
    }

    /** Where nobody has his nick, everybody is let in. */
    private void everybodyComes() {
        for (Client client : clients.values()) {
            int own = 3 * List.of(DOMAINS).indexOf(client.jid().getDomain()) + client.jid().getNode().charAt(0) - 'a';
            String nick = NICKS[own] + (client.jid().getResource().equals("x") ? "" : "2");
            boolean free = master.room().byNick(nick).isEmpty();
            // A client that has left may still give its address to the occupant that it shared with another.
            if (client.state() == Client.State.OUT && free && !master.room().has(client.jid())) {
                client.join(addressFor(client), nick, 1000);
                comeToRest();
                assertEquals(client.jid() + " as " + nick, Client.State.IN, client.state());
            }
        }
    }

    /** Whoever is in and may speak is heard by all. */
    private void everybodySpeaks() {
        master.room().occupants().values().stream().filter(occupant -> occupant.role().equals("visitor")).toList()
            .forEach(occupant -> master.room().give(occupant.nick(), "participant"));
        comeToRest();
        List<String> said = present().stream().map(this::say).toList();
        comeToRest();
        present().forEach(client -> assertTrue(client.jid() + " heard " + client.heard() + " of " + said,
            client.heard().containsAll(said)));
    }

    /** A private message comes to whom it is for, and to nobody else; to and from a node as far as there is a form for it. */
    private void everybodyWhispers() {
        List<Client> present = present();
        for (Client from : present) {
            Client to = present.get(random.nextInt(present.size()));
            if (!to.nick().equals(from.nick())) {
                String id = "w" + messages++;
                from.whisper(to.nick(), id);
                deliverAll();
                // From there they go once the node has been told of one of its own, here of his role.
                boolean possible = replica || isOfNode(from) == isOfNode(to)
                    || isOfNode(from) && node.room().speech().echoes();
                assertEquals(to.jid() + " is whispered to by " + from.jid(), possible, to.whispers().contains(id));
                clients.values().forEach(other -> assertTrue(other.jid() + " hears what is for " + to.jid(),
                    !other.whispers().contains(id) || to.nick().equals(other.nick())));
            }
        }
        comeToRest();
    }

    private void everybodyLeaves() {
        present().forEach(Client::leave);
        comeToRest();
        assertEquals("who is left", Map.of(), master.room().occupants());
        assertTrue("the guard remembers: " + master.guarded(), master.guarded().isUnmirrored());
        List.of(mirror.room(), plain.room(), node.room()).forEach(slave -> assertTrue("it is empty", slave.isVacant()));
    }
}
