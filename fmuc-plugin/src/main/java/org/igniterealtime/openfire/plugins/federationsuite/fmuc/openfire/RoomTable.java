package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.InboundRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.MasterRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Ruling;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.VirtualOccupant;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * The rooms in which somebody is through a slave, or was a moment ago: immutable values, changed atomically room by room.
 * Stanzas are sent outside that change, on the calling thread, so that copies keep the order of the room's own fan-out.
 * Thread-safe.
 */
final class RoomTable {

    private final Router router;
    private final InstantSource clock;
    private final BiConsumer<JID, Packet> sent;
    private final BiConsumer<MasterRoom, MasterRoom> changed;
    private final Speech speech;
    private final Map<JID, MasterRoom> rooms = new ConcurrentHashMap<>();
    private final RoomFilter filter = new RoomFilter();

    /** Says in the dialect of each slave what a rule wants to say; pure, and must not wait. */
    @FunctionalInterface
    interface Speech {

        /**
         * Interprets a ruling.
         *
         * @param before the room as it was
         * @param ruling on it
         */
        Ruling apply(MasterRoom before, Ruling ruling);
    }

    /**
     * An empty table.
     *
     * @param router  the way out
     * @param clock   the time
     * @param sent    is told of each stanza that a rule lets a room send, before it is sent: the room, and the stanza
     * @param changed is told of each change of a room, how it was and is, before it can change again; must not wait
     * @param speech  finds the words
     */
    RoomTable(Router router, InstantSource clock, BiConsumer<JID, Packet> sent, BiConsumer<MasterRoom, MasterRoom> changed,
              Speech speech) {
        this.router = Objects.requireNonNull(router);
        this.clock = Objects.requireNonNull(clock);
        this.sent = Objects.requireNonNull(sent);
        this.changed = Objects.requireNonNull(changed);
        this.speech = Objects.requireNonNull(speech);
    }

    /**
     * Tells whether anybody may be in a room through a slave, or may have been a moment ago. Quick: asked for each stanza of
     * everybody.
     *
     * @param address the text of the address of the room or of an occupant
     * @return false if certainly nobody is, or was
     */
    boolean mayHold(String address) {
        return filter.mayHold(address);
    }

    /** A room, if anybody is in it through a slave, or was a moment ago. */
    Optional<MasterRoom> find(JID address) {
        return Optional.ofNullable(rooms.get(address));
    }

    /** All of them, as they are now. */
    List<MasterRoom> all() {
        return List.copyOf(rooms.values());
    }

    /** Shows a room to somebody while it cannot change, if anybody is in it through a slave; he must not wait. */
    void look(JID address, Consumer<MasterRoom> viewer) {
        rooms.computeIfPresent(address, (key, room) -> {
            viewer.accept(room);
            return room;
        });
    }

    /** Applies a rule to a room, atomically, and then does what it wants done. */
    Ruling decide(JID address, Function<MasterRoom, Ruling> rule) {
        Outcome outcome = new Outcome(speech);
        rooms.compute(address, (key, known) -> noted(key, known,
            outcome.of(rule, known == null ? MasterRoom.unmirrored(key) : known)));
        Ruling ruling = outcome.ruling;
        for (Effect effect : ruling.effects()) {
            if (effect instanceof Effect.Send send) {
                sent.accept(address, send.stanza());
                router.route(send.stanza());
            }
        }
        for (VirtualOccupant occupant : ruling.leaving()) {
            router.route(ruling.part(occupant));
            left(address, occupant);
        }
        return ruling;
    }

    private MasterRoom noted(JID address, MasterRoom known, MasterRoom next) {
        if (known == null && next != null) {
            filter.add(address);
        } else if (known != null && next == null) {
            filter.remove(address);
        }
        if (known != null || next != null) {
            changed.accept(known == null ? MasterRoom.unmirrored(address) : known,
                next == null ? MasterRoom.unmirrored(address) : next);
        }
        return next;
    }

    /** The room has handled a stanza. */
    void handled(JID address, UnderWay.Handled stanza) {
        if (find(address).isPresent()) {
            decide(address, room -> InboundRules.afterJoining(room, stanza.fanOut()));
        }
        stanza.left().ifPresent(occupant -> left(address, occupant));
    }

    private void left(JID address, VirtualOccupant occupant) {
        if (find(address).isPresent()) {
            decide(address, room -> InboundRules.afterLeaving(room, occupant, clock.instant()));
        }
    }

    /** Carries a ruling out of the atomic change of the map. */
    @SuppressFBWarnings(value = "UWF_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
        justification = "It is asked for after the change only.")
    private static final class Outcome {

        private final Speech speech;
        private Ruling ruling;

        Outcome(Speech speech) {
            this.speech = speech;
        }

        MasterRoom of(Function<MasterRoom, Ruling> rule, MasterRoom room) {
            ruling = speech.apply(room, rule.apply(room));
            return ruling.room().isForgettable() ? null : ruling.room();
        }
    }
}
