package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Kept;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.MirrorPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.RoomChangeCodec;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Seats;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoomCodec;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Speech;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Step;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TakeOver;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TakeOver.Seat;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TestAccess;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.ThinPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.View;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Transparent;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/**
 * The mirror service of a domain, with one slave room, and before it what takes ordinary joins there while transparent mode
 * is on. Its state moves from node to node whenever chance wants it.
 */
final class MirrorServer {

    /** So many changes are each told to another node, and of those that follow one of so many: it is most of the work. */
    private static final int TOLD_FIRST = 500;
    private static final int TOLD_LATER = 10;

    private final Network network;
    private final Predicate<Packet> isFromMaster;
    private final Random random;
    private final SlaveRoomCodec codec = new SlaveRoomCodec();
    private final RoomChangeCodec changes = new RoomChangeCodec();
    private final TreeSet<Instant> alarms = new TreeSet<>();
    private final String localDomain;
    private final Seats seats = new Seats();
    private final Speech speech;
    private SlaveRules rules;
    /** What outlives a crash. */
    private final TreeMap<Long, Kept> store = new TreeMap<>();
    private SlaveRoom room;
    private boolean transparent;
    private boolean thin;
    private int changed;
    private Instant now = Instant.parse("2010-05-24T12:00:00Z");

    MirrorServer(String localDomain, JID master, boolean fireAndForget, Network network, Random random) {
        this(localDomain, master, Dialect.PROTOXEP, network, random);
        configure(fireAndForget);
    }

    /** A mirror that speaks a dialect with its master. */
    MirrorServer(String localDomain, JID master, Dialect dialect, Network network, Random random) {
        this(localDomain, SlaveAddress.of(master, "mirror." + localDomain), dialect,
            byGate(new Gate(localDomain, "mirror." + localDomain, new TestAccess())), network, random);
    }

    /** A mirror that joins a room as another server's room does, from an address that does not tell which it joins. */
    static MirrorServer asNode(String localDomain, SlaveAddress address, Dialect dialect, Network network, Random random) {
        return new MirrorServer(localDomain, address, dialect,
            stanza -> stanza.getFrom().asBareJID().equals(address.master()), network, random);
    }

    private MirrorServer(String localDomain, SlaveAddress address, Dialect dialect, Predicate<Packet> isFromMaster,
                         Network network, Random random) {
        this.speech = Speech.in(dialect);
        String domain = "mirror." + localDomain;
        this.network = network;
        this.random = random;
        this.localDomain = localDomain;
        this.isFromMaster = isFromMaster;
        this.room = SlaveRoom.vacant(address).speaking(speech);
        network.attach(domain, this::receive);
        configure(false);
    }

    /** An administrator chooses the other mode, or the same again. */
    void configure(boolean fireAndForget) {
        rules = new SlaveRules(MirrorPolicy.DEFAULT.withFireAndForget(fireAndForget).withArchive()
            .with(thin ? new ThinPolicy(true, 1000, 0) : ThinPolicy.OFF));
    }

    /** An administrator says that the link is thin, or that it is not. */
    void makeThin(boolean on, boolean fireAndForget) {
        thin = on;
        configure(fireAndForget);
    }

    boolean isThin() {
        return thin;
    }

    /** An administrator switches transparent mode on or off, or leaves it as it is. */
    void makeTransparent(boolean on) {
        transparent = on;
    }

    boolean isTransparent() {
        return transparent;
    }

    SlaveRoom room() {
        return room;
    }

    /** How a local client is in the room of the master, as far as its server knows. */
    Seat seat(JID client) {
        return seats.of(client, room.address().master());
    }

    /** A local client says something: the interceptor sees it before the server routes it. */
    void fromClient(Packet stanza) {
        JID client = stanza.getFrom();
        JID master = room.address().master();
        if (stanza.getTo().asBareJID().equals(master)) {
            if (Transparent.takeDirect(stanza)) {
                seats.put(client, master, TakeOver.onDirect((Presence) stanza, seat(client)).seat());
            } else {
                TakeOver.Decision decision = TakeOver.on(stanza, seat(client), room.occupantOf(client), () -> transparent);
                seats.put(client, master, decision.seat());
                if (decision.taken()) {
                    JID slave = room.address().slave();
                    stanza.setTo(new JID(slave.getNode(), slave.getDomain(), stanza.getTo().getResource()));
                    Transparent.markTaken(stanza);
                }
            }
        }
        network.send(stanza);
    }

    /** Time passes. */
    void passUntil(Instant moment) {
        now = moment;
        while (!alarms.isEmpty() && !alarms.first().isAfter(now)) {
            alarms.pollFirst();
            apply(rules.onTick(room, now));
        }
    }

    Collection<Kept> store() {
        return store.values();
    }

    /** A connection to the master broke. */
    void broken() {
        if (!room.isVacant()) {
            apply(rules.onBroken(room, Instant.MAX, now));
        }
    }

    /** The process is killed. */
    void crash() {
        room = SlaveRoom.vacant(room.address()).speaking(speech).haunted(speech.dialect().isXep0289());
        alarms.clear();
    }

    /** As {@code SlaveRooms} has it: whether the master may have somebody who is gone outlives the room. */
    private SlaveRoom current() {
        return room.isVacant() ? room.recalling(List.copyOf(store.values()))
            .speaking(speech.remembering(room.speech().partings()))
            .haunted(room.link().ghosts() || speech.dialect().isXep0289()) : room;
    }

    private void receive(Packet stanza) {
        View view = Transparent.takeTaken(stanza) ? View.TRANSPARENT : View.ESCAPED;
        boolean master = isFromMaster.test(stanza);
        if (!master) {
            UserStanza.read(stanza).ifPresent(said -> apply(rules.on(current(), said, view, now)));
        } else if (stanza instanceof IQ iq && iq.isRequest()
            && iq.getFrom().getResource() == null) {
            asked(iq);
        } else {
            boolean farewell = stanza instanceof Presence presence && presence.getType() == Presence.Type.unavailable
                || Fmuc.answer(stanza).isPresent();
            if (room.isVacant() && !farewell && !(stanza instanceof IQ) && Stanzas.mayBeAnswered(stanza)) {
                network.send(Stanzas.error(stanza, PacketError.Condition.item_not_found, "Nobody is in this mirror."));
            }
            apply(rules.hear(current(), stanza, now));
        }
    }

    private static Predicate<Packet> byGate(Gate gate) {
        return stanza -> {
            Gate.Judgement judgement = gate.judge(stanza);
            if (judgement instanceof Gate.Judgement.Refuse) {
                throw new AssertionError(judgement + " for " + stanza);
            }
            return judgement instanceof Gate.Judgement.FromMaster;
        };
    }

    /** As the component does it. */
    private void asked(IQ iq) {
        String nick = iq.getTo().getResource();
        boolean there = nick == null ? !room.isVacant() : room.locals().containsKey(nick);
        network.send(there ? IQ.createResultIQ(iq)
            : Stanzas.error(iq, PacketError.Condition.item_not_found, "Nobody is in this mirror."));
        if (there && Resume.isAsked(iq)) {
            apply(rules.onMissed(room, now));
        }
    }

    private void apply(Step step) {
        step.keep().forEach(message -> store.put(message.number(), message));
        step.forget().forEach(message -> store.remove(message.number()));
        changed++;
        if (changed <= TOLD_FIRST || changed % TOLD_LATER == 0) {
            assertEquals("what another node makes of the change", step.room(),
                changes.apply(room, changes.encode(room, step.room())).orElseThrow());
        }
        room = step.room();
        perform(step);
        if (random.nextInt(4) == 0) {
            SlaveRoom elsewhere = codec.decode(codec.encode(room)).orElseThrow();
            assertEquals("what another node goes on with", room, elsewhere);
            alarms.clear();
            Step taken = rules.onTakeOver(elsewhere, now);
            room = taken.room();
            perform(taken);
        }
    }

    private void perform(Step step) {
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Send send) {
                perform(send.stanza());
            } else if (effect instanceof Effect.Broadcast broadcast) {
                broadcast.copies().forEach(this::perform);
            } else if (effect instanceof Effect.Alarm alarm) {
                alarms.add(alarm.at());
            }
        }
    }

    private void perform(Packet stanza) {
        if (stanza.getFrom().getDomain().equals(localDomain)) {
            // A user's own join, which the slave lets go on: the server routes it as any stanza of his.
            fromClient(stanza);
        } else {
            network.send(stanza);
        }
    }
}
