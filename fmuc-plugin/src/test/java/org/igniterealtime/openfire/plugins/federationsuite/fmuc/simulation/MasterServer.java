package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.SimulatedRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Admission;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Circumstances;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Facts;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.FanOut;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.InboundRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.JoiningRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.JoiningSpeech;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.LostRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.MasterPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.MasterRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.NodePolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.OutboundRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.PlainRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Ruling;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.SlavePolicy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Verdict;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.VirtualOccupant;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.JoiningStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Rewrite;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * The server of the master: a room, and before it the guard, which routes as Openfire's interceptors make it route.
 *
 * @param <R> the room
 */
final class MasterServer<R extends SimulatedRoom> {

    private static final Admission ADMISSION =
        new Admission(TrustLevel.BUDDY, Admission.Mode.TRUSTED, false, true, Set.of(), "talk.lit", false);

    private final Network network;
    private final R room;
    private MasterRoom guarded;
    private FanOut fanOut = FanOut.unknown();
    private long number;
    private NodePolicy nodePolicy = NodePolicy.PRIMARY;
    private SlavePolicy policy = SlavePolicy.ordinary(false);
    private Instant time = Instant.parse("2010-05-24T12:00:00Z");

    /** Makes a room. */
    @FunctionalInterface
    interface Maker<R> {

        /**
         * Makes a room.
         *
         * @param out       takes what it sends
         * @param meanwhile does what another thread does while the room sends a message
         * @param clock     tells the time
         */
        R make(Consumer<Packet> out, Runnable meanwhile, Supplier<Instant> clock);
    }

    MasterServer(JID address, Network network, Maker<R> maker) {
        this.network = network;
        this.room = maker.make(this::route, this::onAnotherThread, () -> time);
        this.guarded = MasterRoom.unmirrored(address);
        network.attach(address.getDomain(), this::receive);
    }

    /** A server of Openfire 4.2. */
    static MasterServer<FakeRoom> of(JID address, Network network) {
        return new MasterServer<>(address, network,
            (out, meanwhile, clock) -> new FakeRoom(address, out, meanwhile, clock));
    }

    R room() {
        return room;
    }

    /** An administrator says how joining nodes of XEP-0289 are spoken with. */
    void speak(NodePolicy policyForNodes) {
        nodePolicy = policyForNodes;
    }

    MasterRoom guarded() {
        return guarded;
    }

    /** An administrator says that the links to all mirrors are thin, or that they are not. */
    void makeThin(boolean on) {
        policy = new SlavePolicy(false, on, 1000);
    }

    boolean isThin() {
        return policy.thin();
    }

    /** Time passes. */
    void itIs(Instant now) {
        time = now;
    }

    /** Time passes, in which the guard looks after its slaves. */
    void passUntil(Instant now) {
        itIs(now);
        apply(InboundRules.onTick(guarded, guarded.slaves(), isThin() ? guarded.slaves() : Set.of(), now()));
    }

    /** A connection to a mirror broke. */
    void broken(JID slave) {
        apply(LostRules.broken(guarded, slave, Instant.MAX, now()));
    }

    /** The process is killed. */
    void crash() {
        room.crash();
        guarded = MasterRoom.unmirrored(guarded.address());
    }

    private void receive(Packet stanza) {
        Optional<SlaveStanza> said = read(stanza);
        if (said.isPresent()) {
            fromSlave(stanza, said.get());
            return;
        }
        boolean enters = stanza instanceof Presence presence && presence.getType() == null
            && presence.getElement().element(Muc.ENTER) != null;
        if (InboundRules.isStrayNick(guarded, stanza)) {
            return;
        }
        if (enters) {
            apply(InboundRules.onDirectJoin(guarded, stanza.getFrom()));
        }
        handle(stanza, FanOut.ofStanza());
    }

    private Optional<SlaveStanza> read(Packet stanza) {
        Optional<SlaveStanza> slaves = SlaveStanza.read(stanza);
        if (slaves.isPresent() || stanza.getFrom().getDomain().equals(guarded.address().getDomain())) {
            return slaves.filter(said -> !PlainRules.passes(said, stanza, new Standing()));
        }
        Optional<SlaveStanza> nodes = JoiningStanza.read(stanza, node -> !guarded.through(node).isEmpty());
        nodes.filter(said -> Fmuc.isJoin(stanza)).ifPresent(said -> JoiningStanza.address(stanza));
        return nodes;
    }

    /** Who speaks with the room as anybody does. */
    private final class Standing implements PlainRules.Standing {

        @Override
        public boolean isThrough(JID address, JID slave, String nick) {
            return guarded.occupant(slave, nick).isPresent();
        }

        @Override
        public boolean admits(JID address, JID slave) {
            return ADMISSION.admits();
        }

        @Override
        public boolean isOccupant(JID address, JID user) {
            return room.has(user);
        }
    }

    private void handle(Packet stanza, FanOut known) {
        FanOut outer = fanOut;
        fanOut = known;
        room.handle(stanza);
        fanOut = outer;
        apply(InboundRules.afterJoining(guarded, known));
    }

    /** While the room sends a message a part may come through a slave. What a direct user then gets is the room's business. */
    private void onAnotherThread() {
        FanOut outer = fanOut;
        fanOut = FanOut.unknown();
        network.deliverSome(stanza -> SlaveStanza.read(stanza).filter(SlaveStanza.Part.class::isInstance).isPresent());
        fanOut = outer;
    }

    private Circumstances now() {
        return new Circumstances(time, ++number, MasterPolicy.DEFAULT);
    }

    private void fromSlave(Packet stanza, SlaveStanza said) {
        boolean nomirror = stanza.getElement().element(Fmuc.NOMIRROR) != null;
        Optional<VirtualOccupant> leaving = said instanceof SlaveStanza.Part part
            ? guarded.occupant(part.slave(), part.nick()) : Optional.empty();
        Ruling ruling = JoiningRules.on(guarded, said, stanza, ADMISSION, Optional.empty(), now());
        if (ruling.verdict() instanceof Verdict.Examine examine) {
            Facts facts = new Facts(true, room.has(examine.user())
                && !guarded.occupants().containsKey(examine.user()));
            ruling = JoiningRules.on(guarded, said, stanza, ADMISSION, Optional.of(facts), now());
        }
        apply(ruling);
        if (!(ruling.verdict() instanceof Verdict.PassAs as)) {
            return;
        }
        if (as.join()) {
            Rewrite.asJoinOf((Presence) stanza, as.user(), policy.mostHistory());
        } else {
            Rewrite.asUser(stanza, as.user());
        }
        as.id().ifPresent(stanza::setID);
        handle(stanza, as.join() ? FanOut.ofJoin(as.user())
            : nomirror ? FanOut.ofShown(guarded.occupants().get(as.user())) : FanOut.ofStanza());
        leaving.ifPresent(left -> apply(InboundRules.afterLeaving(guarded, left, time)));
    }

    private void apply(Ruling decided) {
        Ruling ruling = JoiningSpeech.interpret(guarded, decided, node -> nodePolicy, time);
        guarded = ruling.room();
        for (Effect effect : ruling.effects()) {
            route(((Effect.Send) effect).stanza());
        }
        for (VirtualOccupant occupant : ruling.leaving()) {
            route(ruling.part(occupant));
            apply(InboundRules.afterLeaving(guarded, occupant, time));
        }
    }

    private void route(Packet stanza) {
        VirtualOccupant receiver = guarded.occupants().get(stanza.getTo());
        if (stanza.getTo().asBareJID().equals(guarded.address())) {
            receive(stanza);
        } else if (receiver != null) {
            Ruling ruling = OutboundRules.on(guarded, receiver, RoomCopy.read(stanza).orElseThrow(), fanOut, policy, now());
            apply(ruling);
            if (ruling.verdict() instanceof Verdict.Pass) {
                // The answer to what the user asked himself.
                network.send(stanza);
            }
        } else if (!guarded.hasDeparted(stanza.getTo()) || OutboundRules.onOther(guarded, stanza.getTo(),
            RoomCopy.read(stanza).orElseThrow(), time).verdict() instanceof Verdict.Pass) {
            network.send(stanza);
        }
    }
}
