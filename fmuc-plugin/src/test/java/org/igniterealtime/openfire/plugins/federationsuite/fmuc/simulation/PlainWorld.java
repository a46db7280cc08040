package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * An ordinary room, which knows nothing of mirrors, two mirrors of it that speak with it as such, clients behind them and
 * others in the room directly, and what must hold whatever they do. On bad days links are cut, and heal.
 */
final class PlainWorld implements DailyWorld {

    private static final JID ROOM = new JID("garden@talk.lit");
    private static final String[] DOMAINS = {"north.lit", "south.lit"};
    private static final String[] NICKS = {"Ada", "Bob", "Cid", "Dee", "Eve", "Fay", "Gus", "Hal"};
    private static final int[] CODES = {301, 307, 321, 322};
    private static final String[] QUESTIONS = {"urn:xmpp:ping", "jabber:iq:version", "urn:ignored",
        "http://jabber.org/protocol/disco#items", "http://jabber.org/protocol/muc#owner"};
    private static final Duration SILENCE = Duration.ofSeconds(901);

    private final Random random;
    private final boolean torn;
    private final Network network;
    private final OrdinaryRoom room;
    private final Map<String, PlainMirror> mirrors = new LinkedHashMap<>();
    private final Map<JID, Client> clients = new LinkedHashMap<>();
    /** Who said a message. */
    private final Map<String, JID> speakers = new TreeMap<>();
    /** To which address he said it: the slave's, or the room's own. */
    private final Map<String, JID> addresses = new TreeMap<>();
    private final Set<String> acknowledged = new TreeSet<>();
    private Instant now = Instant.parse("2010-05-24T12:00:00Z");
    private int messages = 1000;

    /**
     * A world.
     *
     * @param seed decides everything that happens
     * @param torn whether links are cut
     */
    PlainWorld(long seed, boolean torn) {
        this.random = new Random(seed);
        this.torn = torn;
        this.network = new Network(random);
        this.room = new OrdinaryRoom(ROOM, network::send, () -> now, random).made();
        if (torn) {
            // To a room that has forgotten by the time the sender comes again whether it has had a message, it is sent again.
            room.remembering(200);
        }
        if (random.nextBoolean()) {
            room.terse();
        }
        if (random.nextBoolean()) {
            room.nonAnonymous();
        }
        if (random.nextBoolean()) {
            room.withoutSelfPing();
        }
        network.attach(ROOM.getDomain(), room::handle);
        for (String domain : DOMAINS) {
            mirrors.put(domain, new PlainMirror(domain, ROOM, network, random));
            network.attach(domain, this::deliver);
            for (String user : new String[] {"a", "b", "c"}) {
                for (String resource : torn ? new String[] {"x"} : new String[] {"x", "y"}) {
                    JID jid = new JID(user + '@' + domain + '/' + resource);
                    clients.put(jid, new Client(jid, network::send, this::inOrder, () -> room.log().size()));
                }
            }
        }
    }

    private void deliver(Packet stanza) {
        if (stanza.getTo().getResource() == null && stanza instanceof IQ iq) {
            network.send(IQ.createResultIQ(iq));
        } else if (isForAnother(stanza)) {
            // Clients leave such an answer alone.
        } else if (stanza.getTo().getResource() != null) {
            clients.get(stanza.getTo()).receive(stanza);
        } else if (stanza instanceof Message) {
            clients.get(new JID(stanza.getTo() + "/x")).receive(stanza);
        }
    }

    /**
     * Tells whether a stanza answers what somebody has asked who had the receiver's nick then: a room passes on answers by nick,
     * and has no form to say of whom they were meant for. Nobody here asks anything in the room directly.
     */
    private static boolean isForAnother(Packet stanza) {
        return stanza instanceof IQ iq && iq.isResponse() && iq.getFrom().asBareJID().equals(ROOM);
    }

    @Override
    public void run(int steps) {
        for (int step = 1; step <= steps; step++) {
            int what = random.nextInt(12);
            if (what < 4) {
                somethingHappens();
            } else if (what == 4 && torn) {
                aLinkChanges();
            } else if (what == 5 && torn) {
                pass(Duration.ofSeconds(random.nextInt(40)));
            } else {
                network.deliverOne();
            }
            if (step % 25 == 0) {
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
        return mirrors.values().stream().map(PlainMirror::room);
    }

    private void somethingHappens() {
        List<Client> all = List.copyOf(clients.values());
        Client client = all.get(random.nextInt(all.size()));
        int some = random.nextInt(4) == 0 ? random.nextInt(3) : 1000;
        // What somebody did not want of the past he may be told after a loss: more is asked for than was missed.
        int history = torn ? 1000 : some;
        if (client.hasVanished()) {
            return;
        }
        switch (client.state()) {
            case OUT -> client.join(random.nextInt(3) == 0 ? ROOM : slaveOf(client), nickFor(client), history);
            case JOINING -> {
                if (random.nextInt(4) == 0) {
                    client.leave();
                } else if (!isDirect(client)) {
                    client.update("status " + messages++);
                }
            }
            case LEAVING -> {
                if (random.nextInt(4) == 0 && !isDirect(client)) {
                    client.joinAgain(history);
                }
            }
            default -> whileIn(client);
        }
    }

    private void whileIn(Client client) {
        int what = random.nextInt(24);
        if (what < 10) {
            say(client);
        } else if (what < 12) {
            client.update("status " + messages++);
        } else if (what < 13) {
            client.changeSubject("subject " + messages++);
        } else if (what < 17) {
            client.leave();
        } else if (what < 19) {
            expelSomebody();
        } else if (what < 21) {
            client.whisper(NICKS[random.nextInt(NICKS.length)], "w" + messages++);
        } else if (what < 23) {
            ask(client);
        } else if (!isDirect(client) && !torn) {
            client.vanish();
        }
    }

    private void say(Client client) {
        String id = "m" + messages++;
        speakers.put(id, client.jid());
        addresses.put(id, client.room());
        client.say(id);
    }

    private void ask(Client client) {
        String whom = random.nextInt(3) == 0 ? client.nick() : NICKS[random.nextInt(NICKS.length)];
        if (!torn && !isDirect(client)) {
            client.ask(whom, QUESTIONS[random.nextInt(QUESTIONS.length)], "q" + messages++);
        }
    }

    private void expelSomebody() {
        List<OrdinaryRoom.Occupant> occupants = List.copyOf(room.occupants().values());
        if (!occupants.isEmpty()) {
            OrdinaryRoom.Occupant occupant = occupants.get(random.nextInt(occupants.size()));
            room.expel(occupant.nick(), CODES[random.nextInt(CODES.length)]);
            // The owner regrets it: else nobody of that server could ever come again.
            room.affiliations().clear();
        }
    }

    private void aLinkChanges() {
        String domain = DOMAINS[random.nextInt(DOMAINS.length)];
        set(domain, random.nextInt(3) == 0 ? Network.State.HELD : random.nextBoolean() ? Network.State.CUT : Network.State.OPEN);
        // An ordinary room does not know what was lost. Its mirror does if something of its own was.
        do {
            clients.values().stream().filter(client -> client.jid().getDomain().equals(domain)
                && client.state() == Client.State.IN && !isDirect(client)).findFirst().ifPresent(this::say);
        } while (!mirrors.get(domain).notices() && network.deliverOne());
    }

    private void set(String domain, Network.State state) {
        String mirror = "mirror." + domain;
        network.set(mirror, ROOM.getDomain(), state, mirrors.get(domain)::broken);
        network.set(ROOM.getDomain(), mirror, state, mirrors.get(domain)::broken);
    }

    private String nickFor(Client client) {
        return random.nextBoolean() ? NICKS[client.jid().getNode().charAt(0) - 'a'] : NICKS[random.nextInt(NICKS.length)];
    }

    private static JID slaveOf(Client client) {
        return SlaveAddress.of(ROOM, "mirror." + client.jid().getDomain()).slave();
    }

    private static boolean isDirect(Client client) {
        return ROOM.equals(client.room());
    }

    // ---- what must hold

    /** Nothing twice. While links hold, in the order of the room, and none left out; else each speaker in his order. */
    private void inOrder(Client client) {
        List<String> heard = client.heard();
        assertEquals(client.jid() + " heard something twice: " + heard, new HashSet<>(heard).size(), heard.size());
        heard.stream().filter(id -> client.jid().equals(speakers.get(id))).forEach(acknowledged::add);
        if (torn) {
            // What a mirror keeps it sends when its sender is in through it again, whatever he has said in the room meanwhile.
            Map<String, List<String>> each = new LinkedHashMap<>();
            client.heardSinceItCame(room.log()).forEach(id -> each.computeIfAbsent(speakers.get(id) + " to " + addresses.get(id),
                way -> new ArrayList<>()).add(id));
            each.values().forEach(said -> assertEquals(client.jid() + " heard", said.stream().sorted().toList(), said));
        } else if (!heard.isEmpty()) {
            List<String> log = room.log();
            int start = log.indexOf(heard.get(0));
            assertTrue(client.jid() + " heard " + heard + " of " + log, start >= 0 && start + heard.size() <= log.size()
                && log.subList(start, start + heard.size()).equals(heard));
        }
    }

    private void deliverAll() {
        for (int delivered = 0; network.deliverOne(); delivered++) {
            assertTrue("it never comes to rest", delivered < 100_000);
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
        mirrors.values().forEach(mirror -> mirror.passUntil(now));
        if (!torn) {
            deliverAll();
        }
    }

    @Override
    public void comeToRest() {
        for (String domain : DOMAINS) {
            set(domain, Network.State.OPEN);
        }
        deliverAll();
        if (clients.values().stream().anyMatch(Client::hasVanished)) {
            // Once to be asked, and once to have no answer.
            pass(SILENCE);
            pass(SILENCE);
            clients.values().forEach(Client::returns);
        }
        // Past the question to a room that has been silent, on a bad day; whoever is asked whether he is here says so.
        for (int i = 0; i < (torn ? 130 : 7); i++) {
            pass(Duration.ofSeconds(10));
            deliverAll();
            if (torn && i == 60) {
                // Whose part was lost the room learns with the next thing that it sends him.
                room.announce("Good evening.");
            }
        }
        clients.values().forEach(client -> assertEquals(client.jid() + " waits for answers", Set.of(), client.asked()));
        Map<String, String> inTheRoom = new TreeMap<>();
        room.occupants().forEach((jid, occupant) -> inTheRoom.put(jid.toString(), occupant.nick()));
        Map<String, String> believeSo = new TreeMap<>();
        for (Client client : clients.values()) {
            assertTrue(client.jid() + " waits for ever: " + client.state(),
                client.state() == Client.State.OUT || client.state() == Client.State.IN);
            if (client.state() == Client.State.IN) {
                believeSo.put(knownAs(client).toString(), client.nick());
            }
        }
        assertEquals("who is in the room, and who thinks so", inTheRoom, believeSo);
        clients.values().stream().filter(client -> client.state() == Client.State.IN).forEach(this::agreesWithTheRoom);
        mirrors.values().forEach(this::agreesWithTheRoom);
        nothingIsLost();
    }

    private static JID knownAs(Client client) {
        return isDirect(client) ? client.jid() : new JID(slaveOf(client) + "/" + client.nick());
    }

    private void agreesWithTheRoom(Client client) {
        OrdinaryRoom.Occupant self = room.occupants().get(knownAs(client));
        Set<String> nicks = new TreeSet<>();
        room.occupants().values().forEach(occupant -> nicks.add(occupant.nick()));
        assertEquals(client.jid() + " in " + client.room() + " sees", nicks, client.present());
        assertTrue(client.jid() + " waits for the subject", torn || client.subjectTold());
        assertEquals(client.jid() + " sees the subject", room.subject(), client.subject());
        inOrder(client);
        if (!torn) {
            boolean byItself = isDirect(client) || mirrors.get(client.jid().getDomain()).room().occupantOf(client.jid())
                .filter(local -> local.join().id().filter(client.joinId()::equals).isPresent()).isPresent();
            int since = byItself ? self.since() : client.since();
            List<String> missed = new ArrayList<>(room.log().subList(since, room.log().size()));
            missed.removeAll(client.heardEver());
            assertEquals(client.jid() + " missed messages", List.of(), missed);
        }
    }

    private void agreesWithTheRoom(PlainMirror mirror) {
        mirror.room().locals().values().forEach(local ->
            assertEquals(local.toString(), LocalOccupant.Phase.JOINED, local.phase()));
        if (!mirror.room().isVacant()) {
            Set<String> nicks = new TreeSet<>();
            room.occupants().values().forEach(occupant -> nicks.add(occupant.nick()));
            assertEquals("what the mirror shows", nicks, new TreeSet<>(mirror.room().shown().keySet()));
            assertTrue("the link is back: " + mirror.room().link(), !mirror.room().link().isLost());
        }
    }

    /** What its sender was shown the room has, once, or it is kept for it, or has come back. */
    private void nothingIsLost() {
        List<String> log = room.log();
        assertEquals("the room heard something twice: " + log, new HashSet<>(log).size(), log.size());
        Set<String> known = new TreeSet<>(log);
        mirrors.values().forEach(mirror -> mirror.store().values().forEach(message -> known.add(message.id().orElseThrow())));
        clients.values().forEach(client -> known.addAll(client.returned()));
        Set<String> lost = new TreeSet<>(acknowledged);
        lost.removeAll(known);
        assertEquals("acknowledged, and lost", Set.of(), lost);
    }
}
