package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Deliveries;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Missed;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Owners;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.RoomCodecs;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.RoomNews;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SharedRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.SlaveRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * The slave rooms that this node shares with others of its cluster: one {@link SharedRoom} for each, used in the room's turn. A
 * server that is alone has none. Thread-safe; returns at once but for {@link #leave}. Bounded: {@value #MOST_SHARED} rooms.
 */
final class RoomShares implements Sharing, Nodes.Listener {

    /** How often it is looked what waits for time to pass. */
    static final Duration TICK = Duration.ofMillis(200);
    /** How often rooms that do not exist any more are forgotten. */
    static final Duration SWEEP = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(RoomShares.class);
    /** How many there may be, of which nearly all have to be rooms that exist: others are forgotten soon. */
    private static final int MOST_SHARED = 20_000;
    /** How long after nodes have come or gone, or this one has hung, all that the others have to tell of rooms has come. */
    private static final Duration TOLD = Duration.ofSeconds(10);
    /** If nobody has looked for so long what waits for time to pass, this node has hung. */
    private static final Duration HANGING = Duration.ofSeconds(1);
    /** For how long a node that has come to others waits for all of them to say that they are there. */
    private static final Duration INTRODUCTION = Duration.ofSeconds(1);
    /** When clients of a node that is gone are looked for, and then once more: the server knows of them for a while. */
    private static final List<Duration> LOOK_FOR_CLIENTS = List.of(Duration.ofSeconds(2), Duration.ofSeconds(15));

    /** For how long a node that has come from another side of the cluster says so with all that it hands over. */
    private static final Duration NEW = Duration.ofMinutes(1);
    private static final Duration LOOKING_AGAIN = Duration.ofSeconds(1);

    private final SuiteServices services;
    private final SlaveRooms rooms;
    private final Front front;
    private final Company company;
    private final RoomCodecs codecs = new RoomCodecs();
    private final Map<JID, SharedRoom> shared = new ConcurrentHashMap<>();
    private final Set<JID> busy = ConcurrentHashMap.newKeySet();
    /** Rooms of which there was nothing to know when it was last looked. Guarded by itself. */
    private final Set<JID> idle = new HashSet<>();
    /** When it was last planned to look for clients of nodes that are gone. Guarded by {@link #idle}. */
    private Instant looking = Instant.EPOCH;
    private volatile Instant introduced = Instant.MIN;
    /**
     * Rooms that this node is given before it knows by whom: whoever gives one has to be told what becomes of it from the
     * beginning.
     */
    private final Queue<RoomNews> given = new ConcurrentLinkedQueue<>();
    /** When all nodes have been the same for long enough. */
    private volatile Instant told = Instant.MAX;
    private volatile Instant ticked = Instant.MIN;
    /**
     * Whether there have been rooms here since this node has joined a cluster, or alone: then it may have told their masters
     * something that the nodes which it joins do not know. A server that has just started has served nobody, although it is alone
     * until it joins.
     */
    private volatile boolean served;
    /** The side of the cluster from which this node has come, if it has served there. */
    private volatile Optional<String> side = Optional.empty();
    /** Until when all know that it has. */
    private volatile Instant apartUntil = Instant.MIN;
    /** Whether the server is being stopped, and others go on: nothing happens to rooms here any more. */
    private volatile boolean outlived;

    /**
     * What stands before and around the rooms.
     *
     * @param mirror     what does stanzas for rooms
     * @param refused    answers a stanza that nobody takes
     * @param missed     told of what clients may have missed in a room
     * @param deliveries who is connected to which node
     * @param connected  tells whether a client is connected to any
     */
    record Front(Consumer<Packet> mirror, Consumer<Packet> refused, Consumer<Missed> missed, Deliveries deliveries,
                 Predicate<JID> connected) {
    }

    RoomShares(SuiteServices services, SlaveRooms rooms, Front front) {
        this.services = Objects.requireNonNull(services);
        this.rooms = Objects.requireNonNull(rooms);
        this.front = Objects.requireNonNull(front);
        this.company = new Company(services.nodes());
    }

    /** Tells whether this node shares nothing with anybody. */
    boolean isAlone() {
        return shared.isEmpty() && company.others().isEmpty();
    }

    private boolean isIntroducing() {
        Instant end = introduced;
        return services.clock().instant().isBefore(end);
    }

    @Override
    public boolean keeps(JID slave) {
        Set<String> all = new HashSet<>(company.others());
        all.add(services.nodes().self());
        return !outlived && (all.size() == 1 || Owners.of(slave, all).equals(services.nodes().self()));
    }

    @Override
    public Optional<String> sharedAs(JID slave) {
        return shared.containsKey(slave) ? Optional.of(services.nodes().self()) : Optional.empty();
    }

    // ---- in the turn of a room

    /**
     * The room as this node has it. In the room's turn.
     *
     * @return empty if the server is alone
     */
    private Optional<SharedRoom> room(SlaveAddress address) {
        SharedRoom known = shared.get(address.slave());
        if (known != null || isAlone() && !isIntroducing()) {
            return Optional.ofNullable(known);
        }
        Optional<SlaveRoom> kept = rooms.find(address.slave());
        SharedRoom room = new SharedRoom(kept.orElse(SlaveRoom.vacant(address)), kept.isPresent(),
            new SharedRoomSite(address, services, rooms, front, company, this, codecs));
        shared.put(address.slave(), room);
        if (!isIntroducing()) {
            room.among(company.others());
        }
        return Optional.of(room);
    }

    /** Does something with a room in its turn. */
    void inTurn(SlaveAddress address, Consumer<SharedRoom> task) {
        boolean queued = rooms.inTurn(address.slave(), () -> room(address).ifPresent(room -> {
            task.accept(room);
            note(address.slave(), room);
        }));
        if (!queued) {
            LOG.warn("Too much waits for the slave room {}", address.slave());
        }
    }

    /**
     * Tells whether there are too many for another one: anybody may write to rooms that do not exist. Those who do leave as much
     * place again for our users.
     */
    private boolean isFull(JID slave, boolean mayBegin) {
        return shared.size() >= (mayBegin ? MOST_SHARED : MOST_SHARED / 2) && !shared.containsKey(slave);
    }

    /** How many rooms are shared, those included that are about to be forgotten. */
    int size() {
        return shared.size();
    }

    /**
     * Tells whether a room certainly does not exist on any node. All nodes know all rooms, and before anybody outside is told of
     * a new one, all know it; but a node that has just come, or has hung, may not have heard of all.
     */
    private boolean isNowhere(JID slave) {
        Instant now = services.clock().instant();
        return !shared.containsKey(slave) && rooms.find(slave).isEmpty() && !now.isBefore(told)
            && !now.isAfter(ticked.plus(HANGING));
    }

    private void untold() {
        told = services.clock().instant().plus(TOLD);
    }

    private void note(JID slave, SharedRoom room) {
        if (room.isBusy()) {
            busy.add(slave);
        } else {
            busy.remove(slave);
        }
    }

    @Override
    public boolean admits(SlaveAddress address, Optional<Packet> cause, boolean mayBegin, Runnable again) {
        if (outlived) {
            return false;
        }
        if (!mayBegin && cause.isPresent() && isNowhere(address.slave())) {
            // There is nothing to ask another node for, and nothing to tell it: all that comes of it is an answer.
            return true;
        }
        if (isFull(address.slave(), mayBegin)) {
            cause.ifPresent(front.refused());
            return false;
        }
        Optional<SharedRoom> room = room(address);
        boolean here = room.map(one -> one.admits(cause, again)).orElse(true);
        room.ifPresent(one -> note(address.slave(), one));
        return here;
    }

    @Override
    public boolean happened(SlaveAddress address, SlaveRoom next, Optional<Packet> cause, List<Effect> effects) {
        SharedRoom room = shared.get(address.slave());
        if (room == null) {
            return false;
        }
        if (next.events() == 1) {
            LOG.info("{} begins on this node, and others of the cluster know it", address.slave());
        }
        room.happened(next, cause, effects);
        note(address.slave(), room);
        return true;
    }

    @Override
    public boolean close(SlaveAddress address, String reason) {
        boolean elsewhere = !keeps(address.slave());
        if (elsewhere) {
            services.nodes().tell(new RoomNews.Close(address.slave(), reason).notice());
        }
        return elsewhere;
    }

    /**
     * A stanza for a room that another node keeps, or perhaps this one.
     *
     * @param mayBegin whether the room may come to exist by it
     */
    void pass(SlaveAddress address, Packet stanza, boolean mayBegin) {
        Runnable here = () -> front.mirror().accept(stanza);
        boolean queued = rooms.inTurn(address.slave(), () -> {
            if (admits(address, Optional.of(stanza), mayBegin, here)) {
                here.run();
            }
        });
        if (!queued) {
            front.refused().accept(stanza);
        }
    }

    // ---- what happens in the cluster

    @Override
    public void heard(Notice notice) {
        if (company.heard(notice)) {
            changed();
            Company.side(notice).ifPresent(this::askMasters);
            return;
        }
        RoomNews.read(notice).filter(news -> !isFull(news.slave(), true)).ifPresent(this::heard);
    }

    private void heard(RoomNews news) {
        boolean early = news instanceof RoomNews.Whole whole && whole.given() && isIntroducing();
        if (early && given.size() < MOST_SHARED) {
            given.add(news);
            return;
        }
        SlaveAddress.read(news.slave()).ifPresent(address -> inTurn(address, room -> room.heard(news)));
    }

    @Override
    public void joined() {
        outlived = false;
        given.clear();
        untold();
        boolean others = !services.nodes().others().isEmpty();
        introduced = others ? services.clock().instant().plus(INTRODUCTION) : Instant.MIN;
        apartUntil = services.clock().instant().plus(NEW);
        side = served || hasRooms() ? Optional.of(UUID.randomUUID().toString()) : Optional.empty();
        company.begin(side);
        served = false;
        company.look();
        if (others || !shared.isEmpty()) {
            known().forEach(address -> inTurn(address, SharedRoom::moved));
        }
        later(INTRODUCTION.plus(TICK), this::changed);
        changed();
    }

    /** While nodes had lost each other masters may have told the others what was for rooms here, and have been told by them. */
    private void askMasters(String otherSide) {
        for (SlaveRoom room : rooms.all()) {
            SlaveAddress address = room.address();
            if (keeps(address.slave())) {
                rooms.inTurn(address.slave(), () -> room(address).filter(one -> !otherSide.isEmpty())
                    .ifPresentOrElse(one -> one.apart(otherSide), () -> rooms.askMaster(address)));
            }
        }
    }

    /** From which side of the cluster this node has come a short while ago, if it has. */
    Optional<String> side() {
        return services.clock().instant().isBefore(apartUntil) ? side : Optional.empty();
    }

    @Override
    public void came() {
        company.say();
        changed();
    }

    @Override
    public void left() {
        if (services.nodes().others().isEmpty() && services.nodes().othersServe()) {
            outlived = true;
            return;
        }
        changed();
        if (!shared.isEmpty()) {
            lookForClientsLater();
        }
    }

    /** A node is lost, or this one goes on with a room of which another was to look for its clients. */
    void lookForClientsLater() {
        synchronized (idle) {
            Instant now = services.clock().instant();
            if (now.isBefore(looking.plus(LOOKING_AGAIN))) {
                // Many rooms at once are looked at together.
                return;
            }
            looking = now;
        }
        LOOK_FOR_CLIENTS.forEach(wait -> later(wait, this::lookForClients));
    }

    /** Somebody came or went, or may have. */
    private void changed() {
        Set<String> before = company.others();
        company.look();
        if (!company.others().equals(before)) {
            untold();
        }
        if (!company.others().containsAll(before)) {
            // It may have kept a room that nobody else has heard of.
            rooms.inherit();
        }
        if (company.isComplete()) {
            introduced = Instant.MIN;
        }
        if (isIntroducing() || isAlone()) {
            return;
        }
        known().forEach(address -> inTurn(address, room -> room.among(company.others())));
        for (RoomNews news = given.poll(); news != null; news = given.poll()) {
            heard(news);
        }
    }

    private Set<SlaveAddress> known() {
        Set<SlaveAddress> all = new HashSet<>();
        shared.values().forEach(room -> all.add(room.address()));
        rooms.all().forEach(room -> all.add(room.address()));
        return all;
    }

    /** Whoever was connected to a node that is gone is not connected any more, though nobody has said so. */
    private void lookForClients() {
        for (SlaveRoom room : rooms.all()) {
            if (keeps(room.address().slave())) {
                Predicate<JID> gone = client -> !front.connected().test(client);
                if (room.locals().values().stream().flatMap(local -> local.resources().stream()).anyMatch(gone)) {
                    rooms.inTurn(room.address().slave(), () -> rooms.now(room.address(), (rules, current, now) ->
                        rules.onGone(current, gone, now)));
                }
            }
        }
    }

    private void later(Duration wait, Runnable task) {
        try {
            Future<?> unused = services.workers().schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The suite is stopping");
        }
    }

    private boolean hasRooms() {
        return !shared.isEmpty() || !rooms.open(1).isEmpty();
    }

    /** Lets time pass in rooms that wait for it. */
    void tick() {
        Instant now = services.clock().instant();
        if (now.isAfter(ticked.plus(HANGING))) {
            untold();
        }
        ticked = now;
        served = served || hasRooms();
        if (isIntroducing()) {
            // Whoever was asked may have answered before this node could hear it.
            company.say();
        }
        busy.retainAll(shared.keySet());
        for (JID slave : busy) {
            SharedRoom room = shared.get(slave);
            if (room != null) {
                inTurn(room.address(), SharedRoom::pass);
            }
        }
    }

    /** Forgets rooms of which there is nothing to know, and has not been for a while. */
    void sweep() {
        Set<JID> before;
        synchronized (idle) {
            before = Set.copyOf(idle);
            idle.clear();
        }
        shared.forEach((slave, room) -> rooms.inTurn(slave, () -> {
            if (room.isIdle() && before.contains(slave)) {
                shared.remove(slave, room);
            } else if (room.isIdle()) {
                synchronized (idle) {
                    idle.add(slave);
                }
            }
        }));
    }

    /**
     * Gives all rooms away, before the suite stops on this node.
     *
     * @param patience for how long others are waited for
     * @return whether others go on with the rooms, so that they are not to be closed
     */
    boolean leave(Duration patience) {
        if (outlived || !services.nodes().othersServe()) {
            return outlived;
        }
        if (company.others().isEmpty()) {
            return false;
        }
        company.leave();
        Set<SlaveAddress> all = known();
        CountDownLatch begun = new CountDownLatch(all.size());
        all.forEach(address -> inTurn(address, room -> {
            room.leave();
            begun.countDown();
        }));
        Instant end = services.clock().instant().plus(patience);
        try {
            // First each room begins to go, then it is gone as soon as it has nothing more to do.
            boolean given = begun.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            while (given && !busy.isEmpty() && services.clock().instant().isBefore(end)) {
                TimeUnit.MILLISECONDS.sleep(TICK.toMillis() / 4);
            }
            if (!given || !busy.isEmpty()) {
                LOG.warn("Not all slave rooms could be given away in time; other nodes go on with what they know");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // What comes until the service is gone from this node is handed over.
        return true;
    }
}
