package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Counters;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Kept;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.KeptStore;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Step;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.KeyedSerialExecutor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.jivesoftware.openfire.session.DomainPair;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;

/**
 * The slave rooms that exist at the moment. Each room is handled by one thread at a time, events in the order they came;
 * effects are done before the next event. Rooms, and events waiting for a room, are bounded by settings.
 */
final class SlaveRooms {

    private static final Logger LOG = LoggerFactory.getLogger(SlaveRooms.class);

    private final SuiteServices services;
    private final FmucSettings settings;
    private final KeptStore kept;
    private final Map<JID, SlaveRoom> rooms = new ConcurrentHashMap<>();
    private final Traffic traffic = new Traffic();
    private final KeyedSerialExecutor<JID> executor;
    /** Guards the limits that hold over all rooms: held while somebody may come into one, never while stanzas are sent. */
    private final Object entrance = new Object();

    private volatile BiConsumer<String, String> links = (ours, other) -> { };
    /** Rooms under which a connection broke, and when what is there instead was made; until their turn. */
    private final Map<JID, Instant> broken = new ConcurrentHashMap<>();

    /** Something that happens to a room. */
    @FunctionalInterface
    interface Event {
        /** What it leads to. */
        Step apply(SlaveRules rules, SlaveRoom room, Instant now);
    }

    SlaveRooms(SuiteServices services, FmucSettings settings, KeptStore kept) {
        this.kept = Objects.requireNonNull(kept);
        this.services = Objects.requireNonNull(services);
        this.settings = Objects.requireNonNull(settings);
        this.executor = new KeyedSerialExecutor<>(services.workers(), settings.get(FmucSettings.WAITING),
            (room, failure) -> LOG.error("An event of the slave room {} could not be handled", room, failure));
    }

    /** The room as it is now, if it exists. */
    Optional<SlaveRoom> find(JID slave) {
        return Optional.ofNullable(rooms.get(slave));
    }

    /** The remote services whose rooms are mirrored at the moment. */
    Set<String> services() {
        return rooms.values().stream().map(room -> room.address().master().getDomain()).collect(Collectors.toSet());
    }

    /** Some of the rooms that are open. */
    List<SlaveRoom> open(int most) {
        return rooms.values().stream().filter(SlaveRoom::isOpen).limit(most).toList();
    }

    /** What crosses the links. */
    Traffic traffic() {
        return traffic;
    }

    /** Tells whether a user may join one room more. */
    private boolean mayJoin(JID user, JID slave) {
        boolean isIn = find(slave).filter(room -> room.hasUser(user)).isPresent();
        return isIn || rooms.values().stream().filter(room -> room.hasUser(user)).count()
            < settings.get(FmucSettings.ROOMS_EACH);
    }

    /** Tells whether a room may come to exist, besides those that do. */
    private boolean mayOpen(JID slave) {
        return rooms.containsKey(slave) || rooms.size() < settings.get(FmucSettings.SLAVE_ROOMS);
    }

    /**
     * Lets a user's presence happen to a room, which he may enter by it. The limits on rooms are looked at when its turn comes:
     * of many joins that wait for as many rooms each would see that there is still a place.
     *
     * @param cause   the presence
     * @param refused told why it does not happen after all
     * @return false if too many events wait for this room, and this one will not happen
     */
    boolean enter(SlaveAddress address, Packet cause, JID user, Event event, Consumer<String> refused) {
        return executor.execute(address.slave(), () -> {
            List<Effect> effects = List.of();
            Optional<String> full;
            synchronized (entrance) {
                full = full(user, address.slave());
                if (full.isEmpty()) {
                    effects = advance(address, Optional.of(cause), event);
                }
            }
            effects.forEach(effect -> perform(address, effect));
            full.ifPresent(refused);
        });
    }

    private Optional<String> full(JID user, JID slave) {
        if (!mayOpen(slave)) {
            return Optional.of("This mirror service takes no more rooms.");
        }
        return mayJoin(user, slave) ? Optional.empty() : Optional.of("You are in too many rooms of this mirror service.");
    }

    /**
     * Lets something happen to a room, which comes to exist if it does not and ceases to when nobody is left in it.
     *
     * @param cause the stanza that makes it happen
     * @return false if too many events wait for this room, and this one will not happen
     */
    boolean happen(SlaveAddress address, Packet cause, Event event) {
        return happen(address, Optional.of(cause), event);
    }

    private boolean happen(SlaveAddress address, Optional<Packet> cause, Event event) {
        return executor.execute(address.slave(), () -> handle(address, cause, event));
    }

    private void handle(SlaveAddress address, Optional<Packet> cause, Event event) {
        if (cause.filter(stanza -> isForAll(stanza, address)).isPresent()) {
            // If what was said before it may have been lost, it must not come first.
            links.accept(address.slave().getDomain(), address.master().getDomain());
            settle(address);
        }
        advance(address, cause, event).forEach(effect -> perform(address, effect));
    }

    /** The room becomes what the event makes of it; what that leads to is still to be done. */
    private List<Effect> advance(SlaveAddress address, Optional<Packet> cause, Event event) {
        SlaveRoom room = rooms.getOrDefault(address.slave(), SlaveRoom.vacant(address));
        SlaveRules rules = new SlaveRules(settings.policyFor(address.master()));
        Step step = event.apply(rules, room.isVacant() ? recalled(room) : room, services.clock().instant());
        if (!written(address, step)) {
            return cause.filter(Stanzas::mayBeAnswered).<List<Effect>>map(stanza -> List.of(new Effect.Send(Stanzas.error(stanza,
                Condition.resource_constraint, "What you say cannot be kept until the link is back.")))).orElse(List.of());
        }
        boolean existed = !room.isVacant();
        boolean exists = !step.room().isVacant();
        if (exists) {
            rooms.put(address.slave(), step.room());
        }
        if (existed || exists) {
            // What comes for a room that nobody is in is no traffic of a room.
            traffic.add(address.master(), Counters.of(address, cause, step.effects()));
        }
        if (existed && !exists) {
            rooms.remove(address.slave());
            LOG.info("The last occupant has left {}. What crossed the link: {}", address.slave(), traffic.end(address.master()));
        }
        return step.effects();
    }

    private SlaveRoom recalled(SlaveRoom room) {
        try {
            return room.recalling(kept.of(room.address()));
        } catch (KeptStore.KeptException e) {
            LOG.error("What was kept for {} is not sent now", room.address().slave(), e);
            return room;
        }
    }

    /**
     * Writes down what a step wants written, before anybody is told of it.
     *
     * @return false if the step must not happen, because somebody would be shown what may be lost
     */
    private boolean written(SlaveAddress address, Step step) {
        if (step.keep().isEmpty() && step.forget().isEmpty()) {
            return true;
        }
        try {
            kept.change(address, step.keep(), step.forget());
            return true;
        } catch (KeptStore.KeptException e) {
            LOG.error("What is kept for {} could not be written down", address.slave(), e);
            // What is forgotten too late is found to have arrived. What is new has not been shown to anybody.
            return step.keep().stream().noneMatch(message -> message.state() == Kept.State.HELD
                || message.state() == Kept.State.TOLD);
        }
    }

    /** Gives back what was kept for too long, in rooms that are open and in those that are not. */
    void expire() {
        Instant now = services.clock().instant();
        try {
            kept.before(now.minusSeconds(settings.get(FmucSettings.KEEP_FOR))).forEach((address, messages) ->
                happen(address, Optional.empty(), (rules, room, at) -> room.isVacant()
                    ? rules.giveBack(address, messages, at) : rules.onTick(room, at)));
        } catch (KeptStore.KeptException e) {
            LOG.error("It is not known what was kept for too long", e);
        }
    }

    /** Has it looked, from now on, whether the connection from a domain of ours to another is still the same. */
    void lookingAt(BiConsumer<String, String> watch) {
        links = watch;
    }

    /** Connections between two domains broke: which, and when what is there instead was made. */
    void broken(Map<DomainPair, Instant> connections) {
        for (SlaveRoom room : rooms.values()) {
            SlaveAddress address = room.address();
            Instant replaced = connections.get(new DomainPair(address.slave().getDomain(), address.master().getDomain()));
            if (replaced != null) {
                broken.merge(address.slave(), replaced, (one, other) -> one.isAfter(other) ? one : other);
                executor.execute(address.slave(), () -> settle(address));
            }
        }
    }

    /** What a user says to all, which is about to be sent. */
    private static boolean isForAll(Packet stanza, SlaveAddress address) {
        return stanza instanceof Message message && message.getType() == Message.Type.groupchat
            && !message.getFrom().asBareJID().equals(address.master());
    }

    /** The connection that was under a room has broken, and the room does not know it yet. */
    private void settle(SlaveAddress address) {
        Instant replaced = broken.remove(address.slave());
        if (replaced != null) {
            advance(address, Optional.empty(), (rules, room, now) -> rules.onBroken(room, replaced, now))
                .forEach(effect -> perform(address, effect));
        }
    }

    private void perform(SlaveAddress address, Effect effect) {
        if (effect instanceof Effect.Send send) {
            services.router().route(send.stanza());
        } else if (effect instanceof Effect.Alarm alarm) {
            wake(address, Duration.between(services.clock().instant(), alarm.at()));
        }
    }

    private void wake(SlaveAddress address, Duration delay) {
        try {
            // A millisecond more, because the timer's clock is not the one that deadlines are compared with.
            services.workers().schedule(() -> tick(address), Math.max(0, delay.toMillis()) + 1, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("No alarm for {}: the suite is stopping", address.slave());
        }
    }

    private void tick(SlaveAddress address) {
        if (rooms.containsKey(address.slave())) {
            happen(address, Optional.empty(), SlaveRules::onTick);
        }
    }

    /**
     * Parts everybody, here and at the masters, and waits until the stanzas are sent.
     *
     * @param patience how long to wait at most
     */
    void closeAll(Duration patience) {
        List<SlaveRoom> open = new ArrayList<>(rooms.values());
        CountDownLatch closed = new CountDownLatch(open.size());
        for (SlaveRoom room : open) {
            // Counted in a turn of its own, behind the stanzas that the closing sends.
            boolean queued = happen(room.address(), Optional.empty(), SlaveRules::close)
                && executor.execute(room.address().slave(), closed::countDown);
            if (!queued) {
                closed.countDown();
            }
        }
        try {
            if (!closed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} of {} slave rooms were not closed in time", closed.getCount(), open.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
