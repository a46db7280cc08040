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
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Step;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.KeyedSerialExecutor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/**
 * The slave rooms that exist at the moment. Each room is handled by one thread at a time, events in the order they came;
 * effects are done before the next event. Rooms, and events waiting for a room, are bounded by settings.
 */
final class SlaveRooms {

    private static final Logger LOG = LoggerFactory.getLogger(SlaveRooms.class);

    private final SuiteServices services;
    private final FmucSettings settings;
    private final Map<JID, SlaveRoom> rooms = new ConcurrentHashMap<>();
    private final KeyedSerialExecutor<JID> executor;

    /** Something that happens to a room. */
    @FunctionalInterface
    interface Event {
        /** What it leads to. */
        Step apply(SlaveRules rules, SlaveRoom room, Instant now);
    }

    SlaveRooms(SuiteServices services, FmucSettings settings) {
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

    /** Tells whether a room may come to exist, besides those that do. */
    boolean mayOpen(JID slave) {
        return rooms.containsKey(slave) || rooms.size() < settings.get(FmucSettings.SLAVE_ROOMS);
    }

    /**
     * Lets something happen to a room, which comes to exist if it does not and ceases to when nobody is left in it.
     *
     * @return false if too many events wait for this room, and this one will not happen
     */
    boolean happen(SlaveAddress address, Event event) {
        return executor.execute(address.slave(), () -> handle(address, event));
    }

    private void handle(SlaveAddress address, Event event) {
        SlaveRoom room = rooms.getOrDefault(address.slave(), SlaveRoom.vacant(address));
        SlaveRules rules = new SlaveRules(settings.policyFor(address.master().getDomain()));
        Step step = event.apply(rules, room, services.clock().instant());
        if (step.room().isVacant()) {
            rooms.remove(address.slave());
        } else {
            rooms.put(address.slave(), step.room());
        }
        step.effects().forEach(effect -> perform(address, effect));
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
            happen(address, SlaveRules::onTick);
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
            // Counted behind the event, and so behind its stanzas.
            boolean queued = happen(room.address(), SlaveRules::close)
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
