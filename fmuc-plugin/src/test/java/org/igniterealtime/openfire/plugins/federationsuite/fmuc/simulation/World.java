package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TakeOver.Seat;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** A room, three mirrors of it, clients behind them and without, and what must hold whatever they do. */
final class World implements DailyWorld {

    private static final JID ROOM = new JID("garden@talk.lit");
    private static final String[] DOMAINS = {"north.lit", "south.lit", "west.lit"};
    private static final String[] NICKS = {"Ada", "Bob", "Cid", "Dee", "Eve", "Fay", "Gus", "Hal"};
    private static final String[] AFFILIATIONS = {"none", "member", "admin", FakeRoom.OUTCAST};
    private static final int[] CODES = {301, 307, 321, 322, 332};
    private static final String[] QUESTIONS = {"urn:xmpp:ping", "vcard-temp", "jabber:iq:version", "urn:ignored",
        "urn:xmpp:mam:2", "http://jabber.org/protocol/disco#items", "http://jabber.org/protocol/muc#owner"};
    private static final Duration SILENCE = Duration.ofSeconds(901);
    private static final Duration PATIENCE = Duration.ofSeconds(61);

    private final Random random;
    private final boolean hasty;
    private final boolean transparent;
    private final boolean thin;
    private final Network network;
    private final MasterServer<FakeRoom> master;
    private final Map<String, MirrorServer> mirrors = new LinkedHashMap<>();
    private final Map<JID, Client> clients = new LinkedHashMap<>();
    private final Set<String> copies = new HashSet<>();
    private final Set<String> shown = new HashSet<>();
    private Instant now = Instant.parse("2010-05-24T12:00:00Z");
    private boolean asleep;
    private boolean administered;
    private int messages;

    /**
     * A world.
     *
     * @param seed        decides everything that happens
     * @param hasty       whether mirrors fire and forget
     * @param transparent whether administrators switch transparent mode on and off, and users join by the room's own address
     */
    World(long seed, boolean hasty, boolean transparent) {
        this(seed, hasty, transparent, false);
    }

    /**
     * A world, perhaps of thin links, which are at times said to be ordinary ones, at one end or the other. People then type
     * before they say something.
     */
    World(long seed, boolean hasty, boolean transparent, boolean thin) {
        this.thin = thin;
        this.random = new Random(seed);
        this.hasty = hasty;
        this.transparent = transparent;
        this.network = new Network(random);
        this.master = MasterServer.of(ROOM, network);
        network.watch(this::oneCopyForEachSlave);
        network.watch(this::nothingCrossesAtNight);
        network.watch(this::noRoomIsHeardThatWasNotJoined);
        network.watch(this::onlyWhatIsWorthItCrossesAThinLink);
        network.watch(this::nothingComesBackThatMustNot);
        master.makeThin(thin);
        for (String domain : DOMAINS) {
            MirrorServer mirror = new MirrorServer(domain, ROOM, hasty, network, random);
            mirror.makeTransparent(transparent && random.nextBoolean());
            mirror.makeThin(thin, hasty);
            mirrors.put(domain, mirror);
            network.attach(domain, this::deliver);
            for (String user : new String[] {"a", "b", "c"}) {
                for (String resource : new String[] {"x", "y"}) {
                    JID jid = new JID(user + '@' + domain + '/' + resource);
                    clients.put(jid, new Client(jid, mirror::fromClient, this::heardTheRoomsOrder,
                        () -> master.room().log().size()));
                }
            }
        }
    }

    /** From now on the room's administrators make people members and admins of it, ban them, and take that back. */
    World administered() {
        administered = true;
        return this;
    }

    /** Somebody does something wrong from now on. */
    void plant(Network.Fault fault) {
        network.plant(fault);
    }

    /** The room lets in whom it has banned. */
    void roomForgives() {
        master.room().forgive();
    }

    private void deliver(Packet stanza) {
        if (stanza.getTo().getResource() == null && stanza instanceof Message) {
            // What could not be sent for somebody who has left. His account takes it.
        } else if (stanza.getTo().getResource() == null) {
            // The server answers for its users: business cards and such.
            network.send(IQ.createResultIQ((IQ) stanza));
        } else {
            clients.get(stanza.getTo()).receive(stanza);
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
            if (step % 60 == 0) {
                comeToRest();
            }
        }
        comeToRest();
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
        return Stream.concat(Stream.of(master.guarded()), mirrors.values().stream().map(MirrorServer::room));
    }

    /** Everybody behind a mirror leaves; the others talk for an hour. Nothing may cross to or from a mirror. */
    void fallAsleep() {
        clients.values().stream().filter(client -> client.state() == Client.State.IN && !isDirect(client))
            .forEach(Client::leave);
        comeToRest();
        asleep = true;
        for (int minute = 0; minute < 60; minute += 5) {
            clients.values().stream().filter(client -> client.state() == Client.State.IN)
                .forEach(client -> client.say("m" + messages++));
            pass(Duration.ofMinutes(5));
        }
        asleep = false;
    }

    /** Nobody says anything for an hour. Whoever is there is asked whether he is; the link is not. */
    void fallSilent() {
        comeToRest();
        if (thin) {
            goodNight();
        }
        asleep = true;
        for (int minute = 0; minute < 60; minute += 5) {
            pass(Duration.ofMinutes(5));
        }
        asleep = false;
        comeToRest();
    }

    private void noRoomIsHeardThatWasNotJoined(Packet stanza) {
        Client client = clients.get(stanza.getTo());
        assertTrue(stanza + " for somebody who knows the room under another address", client == null
            || !stanza.getFrom().asBareJID().equals(ROOM) || ROOM.equals(client.room()) || stanza.getError() != null);
    }

    /** The last words: mirrors are asked once whether they have all that they were sent, and then not any more. */
    private void goodNight() {
        master.makeThin(true);
        clients.values().stream().filter(client -> client.state() == Client.State.IN)
            .forEach(client -> client.say("m" + messages++));
        comeToRest();
        pass(Duration.ofMinutes(6));
        pass(Duration.ofMinutes(6));
    }

    private void onlyWhatIsWorthItCrossesAThinLink(Packet stanza) {
        JID from = stanza.getFrom();
        boolean up = from.getDomain().startsWith("mirror.") && stanza.getTo().asBareJID().equals(ROOM);
        boolean down = from.asBareJID().equals(ROOM) && stanza.getTo().getDomain().startsWith("mirror.");
        boolean thinHere = up && mirrors.get(from.getDomain().substring("mirror.".length())).isThin()
            || down && master.isThin();
        if (!thinHere) {
            return;
        }
        assertTrue("that somebody is typing crosses: " + stanza, !Payload.of(stanza).isChatState());
        assertTrue("a mere change of status crosses: " + stanza, !up || !(stanza instanceof Presence presence)
            || presence.getType() != null || Fmuc.isJoin(stanza));
    }

    /** What a mirror has shown already is not sent back to it (ProtoXEP, "nomirror"), but for the history. */
    private void nothingComesBackThatMustNot(Packet stanza) {
        if (stanza.getFrom().getDomain().startsWith("mirror.") && stanza.getElement().element(Fmuc.NOMIRROR) != null) {
            shown.add(stanza.getID() + ' ' + stanza.getFrom().getDomain());
        }
        assertTrue("it comes back, and must not: " + stanza, !(stanza instanceof Message message) || message.getBody() == null
            || !stanza.getFrom().asBareJID().equals(ROOM) || stanza.getElement().element("delay") != null
            || stanza.getError() != null || !shown.contains(stanza.getID() + ' ' + stanza.getTo().getDomain()));
    }

    private void nothingCrossesAtNight(Packet stanza) {
        String domains = stanza.getFrom().getDomain() + ' ' + stanza.getTo().getDomain();
        assertTrue("while nothing happens " + stanza + " crosses",
            !asleep || !domains.contains("mirror.") || !domains.contains(ROOM.getDomain()));
    }

    private void somethingHappens() {
        List<Client> all = List.copyOf(clients.values());
        Client client = all.get(random.nextInt(all.size()));
        // With fire and forget what is said while somebody enters may come before or after him, so he asks for everything.
        int history = !hasty && random.nextInt(4) == 0 ? random.nextInt(3) : 1000;
        if (client.hasVanished()) {
            return;
        }
        switch (client.state()) {
            case OUT -> client.join(transparent && random.nextInt(2) == 0 ? ROOM : slaveOf(client), nickFor(client), history);
            case JOINING -> {
                if (random.nextInt(4) == 0) {
                    client.leave();
                } else {
                    client.update("status " + messages++);
                }
            }
            case LEAVING -> {
                if (random.nextInt(4) == 0 && comesBackTheSameWay(client)) {
                    client.joinAgain(history);
                }
            }
            default -> whileIn(client, history);
        }
    }

    private void whileIn(Client client, int history) {
        if (administered && random.nextInt(5) == 0) {
            JID user = List.copyOf(clients.keySet()).get(random.nextInt(clients.size()));
            master.room().affiliate(user, AFFILIATIONS[random.nextInt(AFFILIATIONS.length)]);
            return;
        }
        int what = random.nextInt(25);
        if (thin && random.nextInt(3) == 0) {
            client.type();
        }
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
                master.room().kick(occupants.get(random.nextInt(occupants.size())), CODES[random.nextInt(CODES.length)]);
            }
        } else if (what < 21) {
            client.whisper(NICKS[random.nextInt(NICKS.length)], "w" + messages++);
        } else if (what < 23) {
            String whom = random.nextInt(3) == 0 ? null
                : random.nextInt(3) == 0 ? client.nick() : NICKS[random.nextInt(NICKS.length)];
            client.ask(whom, QUESTIONS[random.nextInt(QUESTIONS.length)], "q" + messages++);
        } else if (what < 24) {
            MirrorServer mirror = mirrors.get(client.jid().getDomain());
            if (thin) {
                mirror.makeThin(random.nextInt(3) > 0, hasty && random.nextBoolean());
                master.makeThin(random.nextInt(3) > 0);
            } else {
                mirror.configure(hasty && random.nextBoolean());
            }
            mirror.makeTransparent(transparent && random.nextBoolean());
        } else if (random.nextInt(4) == 0) {
            if (!isDirect(client)) {
                client.vanish();
            }
        } else {
            goesOver(client, history);
        }
    }

    /** Enters by the room's own address while being in through the slave. */
    private void goesOver(Client client, int history) {
        boolean underOneAddress = standsAlone(client) && client.room().equals(ROOM);
        if (underOneAddress) {
            // As above: under one address it could not tell what is old from what is told anew.
            comeToRest();
        }
        if (standsAlone(client)) {
            heardTheRoomsOrder(client);
            client.join(ROOM, client.nick(), history);
            if (underOneAddress) {
                comeToRest();
            }
        }
    }

    /** Most clients of a user use one nick. */
    private String nickFor(Client client) {
        return random.nextBoolean() ? NICKS[client.jid().getNode().charAt(0) - 'a'] : NICKS[random.nextInt(NICKS.length)];
    }

    /** Tells whether nobody else would be taken along if a client went over to the master. */
    private boolean standsAlone(Client client) {
        return mirrors.get(client.jid().getDomain()).room().occupantOf(client.jid())
            .filter(local -> local.clients().size() == 1 && local.join().user().equals(client.jid())).isPresent()
            && !isDirect(client);
    }

    /** Tells whether a client has nothing to do with a slave, as far as its server knows. */
    private boolean isDirect(Client client) {
        return client.room().equals(ROOM) && mirrors.get(client.jid().getDomain()).seat(client.jid()) != Seat.TAKEN;
    }

    /**
     * Tells whether a client that leaves and at once enters again goes the way that it came. Else the answers to the two
     * come on different ways, and nobody can say in which order. Whoever was taken goes directly if transparent mode has been
     * switched off and the slave has not seen him yet.
     */
    private boolean comesBackTheSameWay(Client client) {
        MirrorServer mirror = mirrors.get(client.jid().getDomain());
        return isDirect(client) ? !mirror.isTransparent() : !client.room().equals(ROOM) || mirror.isTransparent()
            || mirror.room().occupantOf(client.jid()).isPresent();
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

    private void deliverAll() {
        for (int delivered = 0; network.deliverOne(); delivered++) {
            assertTrue("it never comes to rest", delivered < 100_000);
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
        if (thin) {
            master.passUntil(now);
        } else {
            master.itIs(now);
        }
        mirrors.values().forEach(mirror -> mirror.passUntil(now));
        deliverAll();
    }

    @Override
    public void comeToRest() {
        deliverAll();
        if (clients.values().stream().anyMatch(Client::hasVanished)) {
            // Once to be asked, and once to have no answer.
            pass(SILENCE);
            pass(SILENCE);
            clients.values().forEach(Client::returns);
        }
        pass(PATIENCE);
        clients.values().forEach(client -> assertEquals(client.jid() + " waits for answers", Set.of(), client.asked()));
        Map<JID, FakeRoom.Occupant> occupants = master.room().occupants();
        Map<String, String> inTheRoom = new TreeMap<>();
        occupants.forEach((jid, occupant) -> inTheRoom.put(jid.toString(), occupant.nick()));
        Map<String, String> believeSo = new TreeMap<>();
        for (Client client : clients.values()) {
            assertTrue(client.jid() + " waits for ever: " + client.state(),
                client.state() == Client.State.OUT || client.state() == Client.State.IN);
            if (client.state() == Client.State.IN) {
                JID knownAs = knownAs(client);
                believeSo.put(knownAs.toString(), client.nick());
                agreesWithTheRoom(client, new TreeSet<>(inTheRoom.values()), occupants.get(knownAs));
            }
        }
        assertEquals("who is in the room, and who thinks so", inTheRoom, believeSo);
        if (!transparent) {
            // On two ways the answer to a part may come when a client is in again, and it takes that for news.
            clients.values().forEach(client ->
                assertEquals(client.jid() + " was put out, and not told why", List.of(), client.unexplained()));
        }
        occupants.keySet().forEach(jid ->
            assertNotEquals(jid + " is banned, and in the room", FakeRoom.OUTCAST, master.room().affiliation(jid)));
        mirroredOccupantsAreTheSameEverywhere();
        if (thin) {
            mirrors.values().forEach(this::neighboursSeeEachOther);
        }
    }

    /** What was not sent is waited for by nobody, and those behind one mirror see of each other what each last said. */
    private void neighboursSeeEachOther(MirrorServer mirror) {
        assertEquals(mirror.room().address() + " waits for the room", List.of(), mirror.room().link().kept());
        mirror.room().locals().values().forEach(said -> mirror.room().locals().values().forEach(sees ->
            sees.resources().forEach(client -> assertEquals(client + " sees of " + said.nick(),
                said.join().payload().only("status").text(),
                clients.get(client).statusOf(said.nick())))));
    }

    /** Whom the master knows a client as: all clients of a user with one nick are one occupant. */
    private JID knownAs(Client client) {
        return isDirect(client) ? client.jid() : mirrors.get(client.jid().getDomain()).room()
            .occupantOf(client.jid()).map(local -> local.join().user()).orElse(client.jid());
    }

    private boolean enteredByItself(Client client) {
        return isDirect(client) || mirrors.get(client.jid().getDomain()).room().occupantOf(client.jid())
            .filter(local -> local.join().id().equals(Optional.of(client.joinId()))).isPresent();
    }

    private void agreesWithTheRoom(Client client, Set<String> nicks, FakeRoom.Occupant self) {
        assertTrue(client.jid() + " (" + client.nick() + ") is not in the room " + nicks, self != null);
        assertEquals(client.jid() + " in " + client.room() + " sees", nicks, client.present());
        master.room().occupants().forEach((jid, occupant) -> assertEquals(client.jid() + " sees the affiliation of "
            + occupant.nick(), master.room().affiliation(jid), client.affiliationOf(occupant.nick())));
        assertTrue(client.jid() + " waits for the subject, if only to be told that there is none",
            isDirect(client) || client.subjectTold());
        assertEquals(client.jid() + " sees the subject", master.room().subject(), client.subject());
        List<String> log = master.room().log();
        List<String> since = log.subList(enteredByItself(client) ? self.since() : client.since(), log.size());
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
            atMirrors.put(local.join().user().toString(), mirror.room().address().slaveOccupant(local.nick()).toString());
        }));
        assertEquals(atMaster, atMirrors);
    }
}
