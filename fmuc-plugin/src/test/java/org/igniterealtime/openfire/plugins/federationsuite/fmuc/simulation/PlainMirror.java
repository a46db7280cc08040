package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Kept;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.MirrorPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.RoomChangeCodec;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoomCodec;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Speech;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Step;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TestAccess;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/** The mirror of a domain, with one slave room, which speaks with an ordinary room. Its state moves from node to node. */
final class PlainMirror {

    private static final Set<Kept.State> ON_THE_WAY = EnumSet.of(Kept.State.UNDER_WAY, Kept.State.SENT, Kept.State.TOLD);

    private final Network network;
    private final Random random;
    private final Gate gate;
    private final SlaveRules rules = new SlaveRules(MirrorPolicy.DEFAULT.withArchive());
    private final SlaveRoomCodec codec = new SlaveRoomCodec();
    private final RoomChangeCodec changes = new RoomChangeCodec();
    private final TreeSet<Instant> alarms = new TreeSet<>();
    /** What outlives the room. */
    private final TreeMap<Long, Kept> store = new TreeMap<>();
    private SlaveRoom room;
    private Instant now = Instant.parse("2010-05-24T12:00:00Z");

    PlainMirror(String localDomain, JID master, Network network, Random random) {
        this.network = network;
        this.random = random;
        this.gate = new Gate(localDomain, "mirror." + localDomain, new TestAccess());
        this.room = vacant(SlaveAddress.of(master, "mirror." + localDomain));
        network.attach("mirror." + localDomain, this::receive);
    }

    private static SlaveRoom vacant(SlaveAddress address) {
        return SlaveRoom.vacant(address).speaking(Speech.in(Dialect.PLAIN));
    }

    SlaveRoom room() {
        return room;
    }

    NavigableMap<Long, Kept> store() {
        return store;
    }

    void passUntil(Instant moment) {
        now = moment;
        while (!alarms.isEmpty() && !alarms.first().isAfter(now)) {
            alarms.pollFirst();
            if (!room.isVacant()) {
                apply(rules.onTick(room, now));
            }
        }
    }

    /** Tells whether it would notice that a connection breaks: something of its own is on it, or it knows already. */
    boolean notices() {
        // What is kept for somebody who is not in is not on any connection.
        return room.isVacant() || room.link().isLost() || room.locals().values().stream().anyMatch(local -> local.phase().waits())
            || room.link().kept().stream().anyMatch(message -> ON_THE_WAY.contains(message.state()));
    }

    /** A connection to the room's server broke. */
    void broken() {
        if (!room.isVacant()) {
            apply(rules.onBroken(room, Instant.MAX, now));
        }
    }

    private void receive(Packet stanza) {
        Gate.Judgement judgement = gate.judge(stanza);
        if (judgement instanceof Gate.Judgement.FromUser) {
            SlaveRoom current = room.isVacant() ? room.recalling(List.copyOf(store.values())) : room;
            UserStanza.read(stanza).ifPresent(said -> apply(rules.on(current, said, now)));
        } else if (judgement instanceof Gate.Judgement.FromMaster) {
            boolean farewell = stanza instanceof Presence presence && presence.getType() == Presence.Type.unavailable;
            if (room.isVacant() && !farewell && !(stanza instanceof IQ) && Stanzas.mayBeAnswered(stanza)) {
                network.send(Stanzas.error(stanza, PacketError.Condition.item_not_found, "Nobody is in this mirror."));
            }
            apply(rules.hear(room, stanza, now));
        } else {
            throw new AssertionError(judgement + " for " + stanza);
        }
    }

    private void apply(Step step) {
        step.keep().forEach(message -> store.put(message.number(), message));
        step.forget().forEach(message -> store.remove(message.number()));
        SlaveRoom next = step.room().isVacant()
            ? vacant(step.room().address()).haunted(step.room().link().ghosts()) : step.room();
        assertEquals("what another node makes of the change", next,
            changes.apply(room, changes.encode(room, next)).orElseThrow());
        room = next;
        perform(step);
        if (random.nextInt(4) == 0) {
            SlaveRoom elsewhere = codec.decode(codec.encode(room)).orElseThrow();
            assertEquals("what another node goes on with", room, elsewhere);
            alarms.clear();
            Step taken = rules.onTakeOver(elsewhere, now);
            room = taken.room().isVacant() ? room : taken.room();
            perform(taken);
        }
    }

    private void perform(Step step) {
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Send send) {
                network.send(send.stanza());
            } else if (effect instanceof Effect.Broadcast broadcast) {
                broadcast.copies().forEach(network::send);
            } else if (effect instanceof Effect.Alarm alarm) {
                alarms.add(alarm.at());
            }
        }
    }
}
