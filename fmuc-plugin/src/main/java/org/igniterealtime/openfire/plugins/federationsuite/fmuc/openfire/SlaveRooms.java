package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.DialectView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Counters;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Endings;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Kept;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.KeptStore;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Speech;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Step;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
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
    private final Complaints complaints;
    /**
     * Whoever is being let into a room right now, by slave: he has his place before it is known whether he needs it. Guarded by
     * itself, never while anything is written or sent.
     */
    private final Map<JID, JID> entering = new HashMap<>();
    private final Endings endings = new Endings();

    private volatile BiConsumer<String, String> links = (ours, other) -> { };
    private volatile Sharing sharing = Sharing.NONE;
    private volatile Function<JID, DialectView> dialects =
        master -> new DialectView(Dialect.PROTOXEP, DialectView.Source.UNKNOWN);
    /** Whether another node of a cluster kept rooms before, of which nothing is known here. */
    private volatile boolean inherited;
    /** Rooms under which a connection broke, and when what is there instead was made; until their turn. */
    private final Map<JID, Instant> broken = new ConcurrentHashMap<>();

    /** Something that happens to a room. */
    @FunctionalInterface
    interface Event {
        /** What it leads to. */
        Step apply(SlaveRules rules, SlaveRoom room, Instant now);
    }

    SlaveRooms(SuiteServices services, FmucSettings settings, KeptStore kept) {
        this(services, settings, kept, LOG::error);
    }

    /**
     * No rooms.
     *
     * @param kept what outlives a crash
     * @param log  takes a line about what goes wrong with that
     */
    SlaveRooms(SuiteServices services, FmucSettings settings, KeptStore kept, Consumer<String> log) {
        this.complaints = new Complaints(services.clock(), log);
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

    /** All rooms, as they are now. */
    List<SlaveRoom> all() {
        return List.copyOf(rooms.values());
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
        if (isIn(user, slave)) {
            return true;
        }
        long coming = entering.entrySet().stream().filter(one -> one.getValue().asBareJID().equals(user.asBareJID())
            && !isIn(user, one.getKey())).count();
        return coming + rooms.values().stream().filter(room -> room.hasUser(user)).count()
            < settings.get(FmucSettings.ROOMS_EACH);
    }

    private boolean isIn(JID user, JID slave) {
        return find(slave).filter(room -> room.hasUser(user)).isPresent();
    }

    /** Tells whether a room may come to exist, besides those that do. */
    private boolean mayOpen(JID slave) {
        long opening = entering.keySet().stream().filter(one -> !rooms.containsKey(one)).count();
        return rooms.containsKey(slave) || rooms.size() + opening < settings.get(FmucSettings.SLAVE_ROOMS);
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
        return executor.execute(address.slave(), () -> handleEntering(address, cause, user, event, refused));
    }

    private void handleEntering(SlaveAddress address, Packet cause, JID user, Event event, Consumer<String> refused) {
        if (!sharing.admits(address, Optional.of(cause), true, () -> handleEntering(address, cause, user, event, refused))) {
            return;
        }
        Optional<String> full = admit(user, address.slave());
        if (full.isPresent()) {
            refused.accept(full.get());
            return;
        }
        List<Effect> effects;
        try {
            effects = advance(address, Optional.of(cause), event);
        } finally {
            synchronized (entering) {
                entering.remove(address.slave());
            }
        }
        perform(address, Optional.of(cause), effects);
    }

    /** Keeps a place for a user, or tells why there is none. One thread handles a room, so one at a time enters it. */
    private Optional<String> admit(JID user, JID slave) {
        synchronized (entering) {
            if (!mayOpen(slave)) {
                return Optional.of("This mirror service takes no more rooms.");
            }
            if (!mayJoin(user, slave)) {
                return Optional.of("You are in too many rooms of this mirror service.");
            }
            entering.put(slave, user);
            return Optional.empty();
        }
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
        if (!sharing.admits(address, cause, false, () -> handle(address, cause, event))) {
            return;
        }
        if (cause.filter(stanza -> isForAll(stanza, address)).isPresent()) {
            // If what was said before it may have been lost, it must not come first.
            links.accept(address.slave().getDomain(), address.master().getDomain());
            settle(address);
        }
        perform(address, cause, advance(address, cause, event));
    }

    /** The room becomes what the event makes of it; what that leads to is still to be done. */
    private List<Effect> advance(SlaveAddress address, Optional<Packet> cause, Event event) {
        SlaveRoom room = rooms.getOrDefault(address.slave(), vacant(address));
        SlaveRules rules = new SlaveRules(settings.policyFor(address.master()).sharedAs(sharing.sharedAs(address.slave())));
        Optional<Step> written = written(rules, room.isVacant() ? room.recalling(written(address)) : room, event);
        if (written.isEmpty()) {
            return cause.filter(Stanzas::mayBeAnswered).<List<Effect>>map(stanza -> List.of(new Effect.Send(Stanzas.error(stanza,
                Condition.resource_constraint, "What you say cannot be kept until the link is back.")))).orElse(List.of());
        }
        Step step = written.get();
        boolean existed = !room.isVacant();
        boolean exists = !step.room().isVacant();
        become(step.room());
        if (existed || exists) {
            // What comes for a room that nobody is in is no traffic of a room.
            traffic.add(address.master(), Counters.of(address, cause, step.effects()));
        }
        if (existed && !exists) {
            LOG.info("The last occupant has left {}. What crossed the link: {}", address.slave(), traffic.end(address.master()));
        }
        return step.effects();
    }

    /** A room is this from now on, as this node has made it, or another one has. In the room's turn. */
    void become(SlaveRoom room) {
        JID slave = room.address().slave();
        if (!room.isVacant()) {
            rooms.put(slave, room);
            endings.forget(slave);
        } else {
            rooms.remove(slave);
            endings.remember(room);
        }
    }

    private SlaveRoom vacant(SlaveAddress address) {
        Speech speech = Speech.in(dialect(address.master()).dialect());
        // A node of XEP-0289 says nothing of those whom it has and should not have, and is asked early whether it counts ours.
        boolean unsure = inherited || speech.dialect().isXep0289();
        return endings.goOn(SlaveRoom.vacant(address).speaking(speech).haunted(unsure));
    }

    /** Has rooms that are opened from now on speak with their masters in these dialects. */
    void speaking(Function<JID, DialectView> of) {
        dialects = of;
    }

    /** The dialect that a room opened now would speak with its master, and why. */
    DialectView dialect(JID master) {
        return dialects.apply(master);
    }

    /** What is written down of a room; nothing if that cannot be read. */
    List<Kept> written(SlaveAddress address) {
        return written(address, List.of());
    }

    private List<Kept> written(SlaveAddress address, List<Kept> instead) {
        try {
            return kept.of(address);
        } catch (KeptStore.KeptException e) {
            complaints.about("What was kept for " + address.slave() + " is not sent now", e);
            return instead;
        }
    }

    /**
     * The step that an event leads to, when what it wants written is: before anybody is told of it.
     *
     * @return empty if it must not happen, because somebody would be shown what may be lost
     */
    private Optional<Step> written(SlaveRules rules, SlaveRoom room, Event event) {
        Instant now = services.clock().instant();
        Step step = event.apply(rules, room, now);
        if (write(room.address(), step.keep(), step.forget()) || !step.shows(room)) {
            // What is forgotten too late is found to have arrived.
            return Optional.of(step);
        }
        // If it is the link that is lost, that happens all the same, without what was under way.
        Step without = rules.giveUp(room, now);
        Step again = without.then(event.apply(rules, without.room(), now));
        return again.shows(room) ? Optional.empty() : Optional.of(again);
    }

    /** Writes messages down, and takes others out. Returns whether that was done; if not, somebody is told. */
    boolean write(SlaveAddress address, List<Kept> keep, List<Kept> forget) {
        try {
            if (!keep.isEmpty() || !forget.isEmpty()) {
                kept.change(address, keep, forget);
            }
            return true;
        } catch (KeptStore.KeptException e) {
            complaints.about("What is kept for " + address.slave() + " could not be written down", e);
            return false;
        }
    }

    /** Another node has kept rooms until now: from now on each new one has its master forget who was in before. */
    void inherit() {
        inherited = true;
    }

    /** Gives back what was kept for too long, in rooms that are open and in those that are not. */
    void expire() {
        Instant now = services.clock().instant();
        try {
            kept.before(now.minusSeconds(settings.get(FmucSettings.KEEP_FOR))).forEach((address, messages) -> {
                // What is kept is in the database of all nodes.
                if (sharing.keeps(address.slave())) {
                    happen(address, Optional.empty(), (rules, room, at) -> room.isVacant()
                        ? rules.giveBack(address, messages, at) : rules.onTick(room, at));
                }
            });
        } catch (KeptStore.KeptException e) {
            complaints.about("It is not known what was kept for too long", e);
        }
    }

    /** Other nodes have to do with the rooms from now on. */
    void sharedBy(Sharing others) {
        sharing = others;
    }

    /**
     * Does something in the turn of a room, behind what waits for it.
     *
     * @return false if too much waits
     */
    boolean inTurn(JID slave, Runnable task) {
        return executor.execute(slave, task);
    }

    /** Lets something happen to a room whose turn it is, on the thread that has it. */
    void now(SlaveAddress address, Event event) {
        now(address, Optional.empty(), event);
    }

    /** As {@link #now(SlaveAddress, Event)}, because of a stanza. */
    void now(SlaveAddress address, Optional<Packet> cause, Event event) {
        handle(address, cause, event);
    }

    /** A side of the cluster has come back; on the thread that has the room's turn. */
    void askMaster(SlaveAddress address) {
        now(address, (rules, room, now) -> rules.onApart(room, written(address, room.link().kept()), now));
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
            settle(address, replaced);
        }
    }

    private void settle(SlaveAddress address, Instant replaced) {
        if (sharing.admits(address, Optional.empty(), false, () -> settle(address, replaced))) {
            perform(address, Optional.empty(),
                advance(address, Optional.empty(), (rules, room, now) -> rules.onBroken(room, replaced, now)));
        }
    }

    private void perform(SlaveAddress address, Optional<Packet> cause, List<Effect> effects) {
        SlaveRoom room = rooms.getOrDefault(address.slave(), vacant(address));
        if (!sharing.happened(address, room, cause, effects)) {
            perform(address, effects);
        }
    }

    /** Does what comes of something that happened to a room. */
    void perform(SlaveAddress address, List<Effect> effects) {
        effects.forEach(effect -> perform(address, effect));
    }

    private void perform(SlaveAddress address, Effect effect) {
        if (effect instanceof Effect.Send send) {
            services.router().route(send.stanza());
        } else if (effect instanceof Effect.Broadcast broadcast) {
            services.router().broadcast(broadcast);
        } else if (effect instanceof Effect.Alarm alarm) {
            wake(address, alarm.at());
        }
    }

    private void wake(SlaveAddress address, Instant at) {
        try {
            // A millisecond more, because the timer's clock is not the one that deadlines are compared with.
            long delay = Math.max(0, Duration.between(services.clock().instant(), at).toMillis()) + 1;
            Future<?> unused = services.workers().schedule(() -> ring(address, at), delay, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("No alarm for {}: the suite is stopping", address.slave());
        }
    }

    /** The rules take no notice of what comes too early: where our clock has gone slower than the timer's, it comes again. */
    private void ring(SlaveAddress address, Instant at) {
        if (services.clock().instant().isBefore(at)) {
            wake(address, at);
        } else {
            tick(address);
        }
    }

    private void tick(SlaveAddress address) {
        if (rooms.containsKey(address.slave())) {
            happen(address, Optional.empty(), SlaveRules::onTick);
        }
    }

    /**
     * Takes a room away, as {@link SlaveRules#destroy}, and waits until the stanzas are sent.
     *
     * @param patience how long to wait at most
     * @return false if it has not happened by then, or too many events wait for this room
     */
    boolean destroy(SlaveAddress address, String reason, Duration patience) {
        if (sharing.close(address, reason)) {
            return true;
        }
        CountDownLatch closed = new CountDownLatch(1);
        boolean queued = happen(address, Optional.empty(), (rules, room, now) -> rules.destroy(room, reason, now))
            && executor.execute(address.slave(), closed::countDown);
        try {
            return queued && closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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
