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

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LinkPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Shown;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * A room and two mirrors of it, on a bad day: links are cut in both directions or one, hold stanzas back, or swallow them, and
 * again while they heal; processes are killed. In between all heals and comes to rest, and then everybody has heard everything
 * once.
 */
final class TornWorld implements DailyWorld {

    private static final JID ROOM = new JID("garden@talk.lit");
    private static final String[] DOMAINS = {"north.lit", "south.lit"};
    private static final String[] NICKS = {"Ada", "Bob", "Cid"};

    private final Random random;
    private final Network network;
    private final MasterServer<FakeRoom> master;
    private final Map<String, MirrorServer> mirrors = new LinkedHashMap<>();
    private final Map<JID, Client> clients = new LinkedHashMap<>();
    /** Who said a message. */
    private final Map<String, JID> speakers = new HashMap<>();
    /** To which address he said it: the slave's, or the room's own. */
    private final Map<String, JID> addresses = new HashMap<>();
    /** What had been shown behind a client's mirror when it came, and was kept there, but not remembered any more. */
    private final Map<JID, Set<String>> forgotten = new HashMap<>();
    /** What its sender was shown: it must not be lost. */
    private final Set<String> acknowledged = new TreeSet<>();
    private final boolean crashes;
    private final boolean thin;
    private Instant now = Instant.parse("2010-05-24T12:00:00Z");
    private int messages = 1000;
    private boolean masterCrashed;
    /** How much had been said in the room when its guard began to write that down, each time. */
    private final List<Integer> beginnings = new ArrayList<>();
    private Instant writtenSince = Instant.MAX;

    TornWorld(long seed, boolean hasty, boolean crashes) {
        this(seed, hasty, crashes, false);
    }

    /** A bad day for links that are thin even on good ones. */
    TornWorld(long seed, boolean hasty, boolean crashes, boolean thin) {
        this.thin = thin;
        this.random = new Random(seed);
        this.crashes = crashes;
        this.network = new Network(random);
        this.master = MasterServer.of(ROOM, network);
        this.master.makeThin(thin);
        for (String domain : DOMAINS) {
            MirrorServer mirror = new MirrorServer(domain, ROOM, hasty, network, random);
            mirror.makeThin(thin, hasty);
            mirrors.put(domain, mirror);
            network.attach(domain, this::deliver);
            for (String user : new String[] {"a", "b", "c"}) {
                JID jid = new JID(user + '@' + domain + "/x");
                clients.put(jid, new Client(jid, network::send, this::inOrder, () -> comes(jid)));
            }
        }
    }

    /** The same, where the room's server lets a subject pass what waits for a connection that was just made. */
    TornWorld overtaken() {
        network.letSubjectsOvertake();
        return this;
    }

    /**
     * A client sees that it is in. What it is told as history is as much as its mirror remembers. What that has shown since it
     * was opened it shows nobody again when it comes to the room, be it that nobody is there any more who saw it.
     */
    private int comes(JID jid) {
        MirrorServer mirror = mirrors.get(jid.getDomain());
        Set<String> kept = new HashSet<>();
        mirror.store().stream().filter(message -> Shown.has(mirror.room(), message))
            .forEach(message -> kept.add(message.id().orElseThrow()));
        mirror.room().history().messages().forEach(message -> kept.remove(message.id().orElseThrow()));
        forgotten.put(jid, ROOM.equals(clients.get(jid).room()) ? Set.of() : kept);
        return master.room().log().size();
    }

    private void deliver(Packet stanza) {
        if (stanza.getTo().getResource() == null && stanza instanceof IQ iq) {
            network.send(IQ.createResultIQ(iq));
            return;
        }
        JID to = stanza.getTo().getResource() == null ? new JID(stanza.getTo() + "/x") : stanza.getTo();
        clients.get(to).receive(stanza);
    }

    @Override
    public void run(int steps) {
        for (int step = 1; step <= steps; step++) {
            int what = random.nextInt(12);
            if (what < 5) {
                somebodyActs();
            } else if (what == 5) {
                aLinkChanges();
            } else if (what == 6) {
                pass(Duration.ofSeconds(random.nextInt(40)));
            } else {
                deliverOne();
            }
            if (step % 50 == 0) {
                comeToRest();
            }
        }
        comeToRest();
    }

    /** Nobody talks; links break all the same, and heal. */
    @Override
    public void idle(Duration time) {
        if (random.nextInt(10) == 0) {
            aLinkChanges();
        }
        pass(time);
        deliverAll();
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Stream<?> remembered() {
        return Stream.concat(Stream.of(master.guarded()), mirrors.values().stream().map(MirrorServer::room));
    }

    private void somebodyActs() {
        List<Client> all = List.copyOf(clients.values());
        Client client = all.get(random.nextInt(all.size()));
        if (client.hasVanished()) {
            return;
        }
        if (client.state() == Client.State.OUT) {
            boolean direct = client.jid().getNode().equals("c") && random.nextBoolean();
            client.join(direct ? ROOM : slave(client.jid().getDomain()), nick(client), 1000);
        } else if (client.state() == Client.State.IN) {
            int what = random.nextInt(20);
            if (thin && random.nextInt(3) == 0) {
                client.type();
            }
            if (what < 15) {
                String id = "m" + messages++;
                speakers.put(id, client.jid());
                addresses.put(id, client.room());
                client.say(id);
            } else if (what < 16) {
                client.update("status " + messages++);
            } else if (what < 17) {
                client.leave();
            }
        }
    }

    /** Every client has a nick of its own, so that it says something of itself only if it gets no other. */
    private static String nick(Client client) {
        return NICKS[client.jid().getNode().charAt(0) - 'a'] + client.jid().getDomain().charAt(0);
    }

    private static JID slave(String domain) {
        return SlaveAddress.of(ROOM, "mirror." + domain).slave();
    }

    private void aLinkChanges() {
        String domain = DOMAINS[random.nextInt(DOMAINS.length)];
        int what = random.nextInt(crashes ? 14 : 12);
        Network.State state = List.of(Network.State.values()).get(random.nextInt(4));
        if (what < 6) {
            set(domain, true, state);
            set(domain, false, state);
        } else if (what < 10) {
            set(domain, random.nextBoolean(), state);
        } else if (what < 12) {
            set(domain, true, Network.State.OPEN);
            set(domain, false, Network.State.OPEN);
        } else if (what == 12) {
            crash(domain);
        } else {
            crashMaster();
        }
    }

    private void set(String domain, boolean toMaster, Network.State state) {
        String mirror = "mirror." + domain;
        if (toMaster) {
            network.set(mirror, ROOM.getDomain(), state, () -> mirrors.get(domain).broken());
        } else {
            network.set(ROOM.getDomain(), mirror, state, () -> master.broken(slave(domain)));
        }
    }

    /** Killed and started again: its clients are gone, and so is what it was about to send. */
    private void crash(String domain) {
        noteAcknowledged();
        set(domain, true, Network.State.HALF_OPEN);
        set(domain, false, Network.State.HALF_OPEN);
        mirrors.get(domain).crash();
        master.broken(slave(domain));
        network.forget(domain);
        clients.values().stream().filter(client -> client.jid().getDomain().equals(domain)
            && !ROOM.equals(client.room())).forEach(client -> {
                client.vanish();
                client.returns();
            });
        set(domain, true, Network.State.OPEN);
        set(domain, false, Network.State.OPEN);
    }

    private void crashMaster() {
        masterCrashed = true;
        for (String domain : DOMAINS) {
            set(domain, true, Network.State.CUT);
            set(domain, false, Network.State.HALF_OPEN);
        }
        master.crash();
        network.forget(ROOM.getDomain());
        clients.values().stream().filter(client -> ROOM.equals(client.room())).forEach(client -> {
            client.vanish();
            client.returns();
        });
        for (String domain : DOMAINS) {
            set(domain, true, Network.State.OPEN);
            set(domain, false, Network.State.OPEN);
            mirrors.get(domain).broken();
        }
    }

    private void noteAcknowledged() {
        clients.values().forEach(client -> client.heardEver().stream().filter(id -> client.jid().equals(speakers.get(id)))
            .forEach(acknowledged::add));
    }

    // ---- what must hold

    /** Nothing twice, and in order what each speaker says to one address. */
    private void inOrder(Client client) {
        noteAcknowledged();
        assertOnce(client.jid() + " heard something twice: ", client.heard());
        assertOrdered(client.jid() + " in " + client.room(), client.heardSinceItCame(master.room().log()));
    }

    /**
     * What a mirror keeps it sends when its sender is in through it again. What he says meanwhile in the room itself, of which
     * the mirror knows nothing, comes before that.
     */
    private void assertOrdered(String where, List<String> ids) {
        Map<String, List<String>> each = new HashMap<>();
        Set<String> again = saidAgain();
        ids.stream().filter(id -> !again.contains(id)).forEach(id ->
            each.computeIfAbsent(speakers.get(id) + " to " + addresses.get(id), way -> new ArrayList<>()).add(id));
        each.forEach((speaker, said) -> assertEquals(where + ": " + speaker, said.stream().sorted().toList(), said));
    }

    private void assertOnce(String what, List<String> ids) {
        List<String> twice = new ArrayList<>(ids);
        new TreeSet<>(ids).forEach(twice::remove);
        twice.removeAll(saidAgain());
        assertEquals(what + ids, List.of(), twice);
    }

    /**
     * What the room may hear again: its guard has forgotten what it had written down, because it was killed or nobody was in
     * through a mirror, and the room itself remembers only the last that was said. So nobody can tell a mirror that asks later
     * whether it had been heard, and it must not be lost.
     */
    private Set<String> saidAgain() {
        List<String> log = master.room().log();
        Set<String> again = new HashSet<>();
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < log.size(); i++) {
            Integer before = first.putIfAbsent(log.get(i), i);
            int at = i;
            if (before != null && i - before > FakeRoom.HISTORY
                && beginnings.stream().anyMatch(beginning -> before < beginning && beginning <= at)) {
                again.add(log.get(i));
            }
        }
        return again;
    }

    private boolean deliverOne() {
        boolean delivered = network.deliverOne();
        Instant since = master.guarded().backlog().from();
        if (!since.equals(writtenSince)) {
            writtenSince = since;
            beginnings.add(master.room().log().size());
        }
        return delivered;
    }

    private void deliverAll() {
        for (int delivered = 0; deliverOne(); delivered++) {
            assertTrue("it never comes to rest", delivered < 100_000);
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
        mirrors.values().forEach(mirror -> mirror.passUntil(now));
        master.passUntil(now);
    }

    @Override
    public void comeToRest() {
        for (String domain : DOMAINS) {
            set(domain, true, Network.State.OPEN);
            set(domain, false, Network.State.OPEN);
        }
        for (int i = 0; i < 120; i++) {
            deliverAll();
            if (i == 60 && masterCrashed) {
                // Whoever only listens does not notice that the master has forgotten him.
                masterCrashed = false;
                clients.values().stream().filter(client -> client.state() == Client.State.IN && !ROOM.equals(client.room()))
                    .forEach(client -> client.update("here"));
                deliverAll();
            }
            pass(Duration.ofSeconds(10));
        }
        deliverAll();
        noteAcknowledged();
        List<String> log = master.room().log();
        assertOnce("the room heard something twice: ", log);
        Set<String> known = new TreeSet<>(log);
        mirrors.values().forEach(mirror -> mirror.store().forEach(message -> known.add(message.id().orElseThrow())));
        clients.values().forEach(client -> known.addAll(client.returned()));
        Set<String> lost = new TreeSet<>(acknowledged);
        lost.removeAll(known);
        assertEquals("acknowledged, and lost", Set.of(), lost);
        Map<String, String> inTheRoom = new TreeMap<>();
        master.room().occupants().forEach((jid, occupant) -> inTheRoom.put(jid.toString(), occupant.nick()));
        Map<String, String> believeSo = new TreeMap<>();
        clients.values().stream().filter(client -> client.state() == Client.State.IN)
            .forEach(client -> believeSo.put(client.jid().toString(), client.nick()));
        clients.values().forEach(client -> assertTrue(client.jid() + " waits for ever: " + client.state(),
            client.state() == Client.State.OUT || client.state() == Client.State.IN));
        assertEquals("who is in the room, and who thinks so", inTheRoom, believeSo);
        clients.values().stream().filter(client -> client.state() == Client.State.IN).forEach(this::knowsAll);
        assertOrdered("the room", log);
    }

    private void knowsAll(Client client) {
        inOrder(client);
        assertEquals(client.jid() + " in " + client.room() + " sees",
            new TreeSet<>(master.room().occupants().values().stream().map(FakeRoom.Occupant::nick).toList()), client.present());
        List<String> log = master.room().log();
        List<String> missed = new ArrayList<>(log.subList(client.since(), log.size()));
        missed.removeAll(client.heardEver());
        // To those behind its mirror it was said when it was shown them, not when it has come to the room.
        missed.removeAll(forgotten.getOrDefault(client.jid(), Set.of()));
        assertEquals(client.jid() + " missed", List.of(), missed);
        List<String> told = new ArrayList<>();
        for (int i = 0; i < client.notices().size(); i++) {
            told.add(i % 2 == 0 ? LinkPolicy.DEFAULT.words().lost() : LinkPolicy.DEFAULT.words().back());
        }
        assertEquals(client.jid() + " is told", told, client.notices());
        assertEquals(client.jid() + " is told of the end", 0, told.size() % 2);
    }
}
