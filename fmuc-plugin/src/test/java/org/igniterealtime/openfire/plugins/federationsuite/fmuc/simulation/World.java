package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** A room, three mirrors of it, clients behind them and without, and what must hold whatever they do. */
final class World {

    private static final JID ROOM = new JID("garden@talk.lit");
    private static final String[] DOMAINS = {"north.lit", "south.lit", "west.lit"};
    private static final String[] NICKS = {"Ada", "Bob", "Cid", "Dee", "Eve", "Fay", "Gus", "Hal"};

    private final Random random;
    private final boolean hasty;
    private final Network network;
    private final MasterServer master;
    private final Map<String, MirrorServer> mirrors = new LinkedHashMap<>();
    private final Map<JID, Client> clients = new LinkedHashMap<>();
    private final Set<String> copies = new HashSet<>();
    private int messages;

    /**
     * A world.
     *
     * @param seed  decides everything that happens
     * @param hasty whether mirrors fire and forget
     */
    World(long seed, boolean hasty) {
        this.random = new Random(seed);
        this.hasty = hasty;
        this.network = new Network(random);
        this.master = new MasterServer(ROOM, network);
        network.watch(this::oneCopyForEachSlave);
        for (String domain : DOMAINS) {
            mirrors.put(domain, new MirrorServer(domain, ROOM, hasty, network));
            network.attach(domain, this::deliver);
            for (String user : new String[] {"a", "b", "c"}) {
                JID jid = new JID(user + '@' + domain + "/x");
                clients.put(jid, new Client(jid, network::send, this::heardTheRoomsOrder));
            }
        }
    }

    private void deliver(Packet stanza) {
        clients.get(stanza.getTo()).receive(stanza);
    }

    void run(int steps) {
        for (int step = 1; step <= steps; step++) {
            if (random.nextInt(3) == 0) {
                somethingHappens();
            } else {
                network.deliverOne();
            }
            if (step % 60 == 0) {
                comeToRest();
            }
        }
        comeToRest();
    }

    private void somethingHappens() {
        List<Client> all = List.copyOf(clients.values());
        Client client = all.get(random.nextInt(all.size()));
        // With fire and forget what is said while somebody enters may come before or after him, so he asks for everything.
        int history = !hasty && random.nextInt(4) == 0 ? random.nextInt(3) : 1000;
        switch (client.state()) {
            case OUT -> client.join(random.nextInt(4) == 0 ? ROOM : slaveOf(client),
                NICKS[random.nextInt(NICKS.length)], history);
            case JOINING -> {
                if (random.nextInt(4) == 0) {
                    client.leave();
                }
            }
            case LEAVING -> {
                if (random.nextInt(4) == 0) {
                    client.joinAgain(history);
                }
            }
            default -> whileIn(client, history);
        }
    }

    private void whileIn(Client client, int history) {
        int what = random.nextInt(20);
        if (what < 10) {
            client.say("m" + messages++);
        } else if (what < 12) {
            client.update("status " + messages++);
        } else if (what < 13) {
            client.changeSubject("subject " + messages++);
        } else if (what < 17) {
            client.leave();
        } else if (what < 18) {
            // Only when the links are quiet, or the client could not tell what is old from what is told anew.
            comeToRest();
            if (client.state() == Client.State.IN) {
                client.joinAgain(history);
                comeToRest();
            }
        } else if (what < 19) {
            List<JID> occupants = List.copyOf(master.room().occupants().keySet());
            if (!occupants.isEmpty()) {
                master.room().kick(occupants.get(random.nextInt(occupants.size())));
            }
        } else if (!client.room().equals(ROOM)) {
            heardTheRoomsOrder(client);
            client.join(ROOM, client.nick(), history);
        }
    }

    private JID slaveOf(Client client) {
        return SlaveAddress.of(ROOM, "mirror." + client.jid().getDomain()).slave();
    }

    // ---- what must hold at every moment

    private void oneCopyForEachSlave(Packet stanza) {
        JID to = stanza.getTo();
        if (!stanza.getFrom().asBareJID().equals(ROOM) || !to.getDomain().startsWith("mirror.")) {
            return;
        }
        boolean past = stanza.getElement().element("delay") != null;
        String broadcast = stanza instanceof Message message && message.getBody() != null && !past ? stanza.getID()
            : stanza.getElement().elementText(FakeRoom.BROADCAST);
        if (broadcast != null && to.getResource() == null) {
            assertTrue("a second copy of " + broadcast + " for " + to + ": " + stanza,
                copies.add(stanza.getClass() + " " + broadcast + " " + to));
        }
    }

    /** Every message once, in the order of the room, and none left out. */
    private void heardTheRoomsOrder(Client client) {
        List<String> heard = client.heard();
        if (new HashSet<>(heard).size() < heard.size() && mirrors.get(client.jid().getDomain()).wasConfused()) {
            // The master sent its history for a join that its slave thought was answered already.
            return;
        }
        assertEquals(client.jid() + " heard something twice: " + heard, new HashSet<>(heard).size(), heard.size());
        if (hasty || heard.isEmpty()) {
            // With fire and forget one's own domain's messages come early, as the specification warns.
            return;
        }
        List<String> log = master.room().log();
        int start = log.indexOf(heard.get(0));
        assertTrue(client.jid() + " heard " + heard + " of " + log, start >= 0 && start + heard.size() <= log.size()
            && log.subList(start, start + heard.size()).equals(heard));
    }

    // ---- what must hold when the links are quiet

    private void comeToRest() {
        for (int delivered = 0; network.deliverOne(); delivered++) {
            assertTrue("it never comes to rest", delivered < 100_000);
        }
        Map<JID, FakeRoom.Occupant> occupants = master.room().occupants();
        Map<String, String> inTheRoom = new TreeMap<>();
        occupants.forEach((jid, occupant) -> inTheRoom.put(jid.toString(), occupant.nick()));
        Map<String, String> believeSo = new TreeMap<>();
        for (Client client : clients.values()) {
            assertTrue(client.jid() + " waits for ever: " + client.state(),
                client.state() == Client.State.OUT || client.state() == Client.State.IN);
            if (client.state() == Client.State.IN) {
                believeSo.put(client.jid().toString(), client.nick());
                agreesWithTheRoom(client, new TreeSet<>(inTheRoom.values()), occupants.get(client.jid()));
            }
        }
        assertEquals("who is in the room, and who thinks so", inTheRoom, believeSo);
        mirroredOccupantsAreTheSameEverywhere();
    }

    private void agreesWithTheRoom(Client client, Set<String> nicks, FakeRoom.Occupant self) {
        assertTrue(client.jid() + " (" + client.nick() + ") is not in the room " + nicks, self != null);
        assertEquals(client.jid() + " in " + client.room() + " sees", nicks, client.present());
        assertEquals(client.jid() + " sees the subject", master.room().subject(), client.subject());
        List<String> log = master.room().log();
        List<String> since = log.subList(self.since(), log.size());
        List<String> missed = new ArrayList<>(since);
        missed.removeAll(client.heardEver());
        assertEquals(client.jid() + " missed messages", List.of(), missed);
        heardTheRoomsOrder(client);
    }

    private void mirroredOccupantsAreTheSameEverywhere() {
        Map<String, String> atMaster = new TreeMap<>();
        master.guarded().occupants().values().forEach(occupant -> {
            assertTrue(occupant + " was not accepted", occupant.present());
            assertTrue(occupant + " is not in the room", master.room().occupants().containsKey(occupant.user()));
            atMaster.put(occupant.user().toString(), occupant.slave() + "/" + occupant.nick());
        });
        Map<String, String> atMirrors = new TreeMap<>();
        mirrors.values().forEach(mirror -> mirror.room().locals().values().forEach(local -> {
            assertEquals(local.toString(), LocalOccupant.Phase.JOINED, local.phase());
            atMirrors.put(local.resources().get(0).toString(), mirror.room().address().slaveOccupant(local.nick()).toString());
        }));
        assertEquals(atMaster, atMirrors);
    }
}
