package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.KeyedSerialExecutor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.OrderRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.PeerStore;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StanzaRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Step;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresenceCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where everything about a peer is dealt with, one thing after the other: what it says, what administrators order, and time.
 *
 * <p>A decision is written to the database first, together with what is to be said about it to the peer and with its audit;
 * then it is said; then that is marked. If the server ends in between, it is said again after the next start; to say any of
 * it twice changes nothing at the peer.
 *
 * <p>Thread-safe; returns at once. Memory: strangers can make wait what two settings allow, one for what is under way and
 * one for the table. What known peers make wait is bounded for each.
 */
final class PeerDesk {

    private static final Logger LOG = LoggerFactory.getLogger(PeerDesk.class);
    private static final int MOST_FOR_ONE_PEER = 100;

    private final String domain;
    private final RosterSettings settings;
    private final PeerDirectory directory;
    private final PeerStore store;
    private final Router delivery;
    private final InstantSource clock;
    private final Watcher watcher;
    private final KeyedSerialExecutor<String> lanes;
    private final AtomicInteger strangersUnderWay = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();
    /** Approved peers that have been told that we are here, since the start. */
    private final Set<String> greeted = ConcurrentHashMap.newKeySet();

    /** Who wants to know what happens. Called on the suite's threads, while the next event of the peer waits. */
    interface Watcher {
        /** A request waits for an administrator. */
        void requestWaits();

        /** Something was decided, and is stored. */
        void decided(AuditEntry entry);
    }

    /**
     * Makes a desk; {@link #start} begins.
     *
     * @param domain   the XMPP domain of this server
     * @param settings the settings
     * @param shelf    peers in memory, and for good
     * @param delivery the way to peers
     * @param clock    the time
     * @param workers  threads
     * @param watcher  who wants to know
     */
    PeerDesk(String domain, RosterSettings settings, Shelf shelf, Router delivery, InstantSource clock, Executor workers,
             Watcher watcher) {
        this.domain = Objects.requireNonNull(domain);
        this.settings = Objects.requireNonNull(settings);
        this.directory = shelf.directory();
        this.store = shelf.store();
        this.delivery = Objects.requireNonNull(delivery);
        this.clock = Objects.requireNonNull(clock);
        this.watcher = Objects.requireNonNull(watcher);
        this.lanes = new KeyedSerialExecutor<>(workers, MOST_FOR_ONE_PEER,
            (peer, failure) -> LOG.warn("Could not deal with what came from or for {}: {}", peer, failure.toString()));
    }

    /**
     * Where peers are.
     *
     * @param directory in memory
     * @param store     for good
     */
    record Shelf(PeerDirectory directory, PeerStore store) {
    }

    /** Reads all peers, and says what was decided and not said before the last end. Once, before anything else. */
    void start() {
        List<Peer> loaded = store.load();
        directory.putAll(loaded);
        loaded.stream().filter(peer -> !peer.unsent().isEmpty())
            .forEach(peer -> lanes.execute(peer.domain(), () -> sayUnsent(peer.domain())));
    }

    /** How many events were dropped because too many waited, or requests because the table was full. */
    long dropped() {
        return dropped.sum();
    }

    /**
     * Takes what another domain says to ours.
     *
     * @param said a presence of any kind but a probe
     */
    void hear(DomainPresence said) {
        String from = said.from();
        Peer known = directory.find(from).orElse(null);
        if (known == null) {
            // From a stranger only a request means anything.
            if (said.kind() == Kind.SUBSCRIBE) {
                hearStranger(from);
            }
        } else if (!known.blocked() && !lanes.execute(from, () -> heard(from, said.kind()))) {
            dropped.increment();
        }
    }

    private void hearStranger(String from) {
        boolean taken = strangersUnderWay.incrementAndGet() <= settings.get(RosterSettings.MOST_QUEUED)
            && lanes.execute(from, () -> {
                try {
                    heard(from, Kind.SUBSCRIBE);
                } finally {
                    strangersUnderWay.decrementAndGet();
                }
            });
        if (!taken) {
            strangersUnderWay.decrementAndGet();
            dropped.increment();
        }
    }

    private void heard(String from, Kind kind) {
        carryOut(from, peer -> new StanzaRules(settings.policy()).hear(peer, kind, clock.instant()));
        if (kind == Kind.SUBSCRIBE) {
            makeRoom();
        } else if (kind == Kind.AVAILABLE && directory.find(from).filter(this::isBuddy).isPresent() && !greeted.contains(from)) {
            // It is up and may not know that we are. Said now, when the connection is there, and not to all peers at our
            // start: each connection costs a handshake.
            say(from, Kind.AVAILABLE);
        }
    }

    /**
     * Carries out an administrator's order.
     *
     * @param peer  the normalised domain of a peer
     * @param order the order
     * @param by    the administrator
     * @return what came of it, when it is stored; fails if it could not be stored, or the suite is being stopped
     */
    CompletableFuture<Step> order(String peer, Order order, Actor by) {
        CompletableFuture<Step> result = new CompletableFuture<>();
        boolean taken = lanes.execute(peer, () -> {
            try {
                result.complete(carryOut(peer,
                    known -> new OrderRules(settings.policy()).obey(known, order, by, clock.instant())));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
                throw e;
            }
        });
        if (!taken) {
            result.completeExceptionally(new RejectedExecutionException("Too much waits for " + peer));
        }
        return result;
    }

    /** Lets time pass: marks requests that were not answered, ends approvals whose day has come. */
    void tick() {
        for (Peer peer : directory.all()) {
            if (!new OrderRules(settings.policy()).tick(peer, clock.instant()).peer().equals(peer)) {
                lanes.execute(peer.domain(), () -> carryOut(peer.domain(),
                    known -> new OrderRules(settings.policy()).tick(known, clock.instant())));
            }
        }
    }

    /**
     * Says to approved peers that we go. For a clean stop.
     *
     * @param connected the domains that there is a connection to; none is made for it
     */
    void farewell(Collection<String> connected) {
        directory.all().stream().filter(peer -> isBuddy(peer) && greeted.contains(peer.domain()))
            .filter(peer -> connected.contains(peer.domain())).forEach(peer -> say(peer.domain(), Kind.UNAVAILABLE));
    }

    /** In the lane of the peer only. */
    private Step carryOut(String name, Function<Peer, Step> rules) {
        Peer before = directory.find(name).orElseGet(() -> Peer.stranger(name));
        Step step = rules.apply(before);
        if (step.refusal().isPresent()) {
            return step;
        }
        if (step.peer().equals(before) && step.audits().isEmpty()) {
            // Nothing has changed: an answer to something repeated costs no writing.
            step.sends().forEach(kind -> say(name, kind));
            return step;
        }
        List<Kind> unsent = new ArrayList<>(before.unsent());
        unsent.addAll(step.sends());
        Instant now = clock.instant();
        List<AuditEntry> entries = step.audits().stream().map(audit -> entry(name, audit, now)).toList();
        keep(step.peer().unsent(unsent), entries);
        sayUnsent(name);
        entries.forEach(watcher::decided);
        if (step.prompts()) {
            watcher.requestWaits();
        }
        return step;
    }

    private static AuditEntry entry(String name, Effect.Audit audit, Instant now) {
        return new AuditEntry(now, name, audit.by(), audit.action(), audit.before(), audit.after());
    }

    private void keep(Peer peer, List<AuditEntry> entries) {
        store.write(peer, entries);
        directory.put(peer);
    }

    /** In the lane of the peer only. */
    private void sayUnsent(String name) {
        directory.find(name).filter(peer -> !peer.unsent().isEmpty()).ifPresent(peer -> {
            peer.unsent().forEach(kind -> say(name, kind));
            try {
                keep(peer.unsent(List.of()), List.of());
            } catch (StoreException e) {
                // What was decided is stored and said; it will be said again with the next event or after the next start.
                LOG.warn("Could not mark as sent what was said to {}: {}", name, e.toString());
            }
        });
    }

    private void say(String to, Kind kind) {
        if (kind == Kind.AVAILABLE) {
            greeted.add(to);
        } else if (kind == Kind.UNAVAILABLE) {
            greeted.remove(to);
        }
        delivery.route(DomainPresenceCodec.encode(new DomainPresence(kind, domain, to)));
    }

    private boolean isBuddy(Peer peer) {
        return peer.level(clock.instant()) == TrustLevel.BUDDY;
    }

    /** Drops the oldest request while more wait than may. Whoever was approved keeps what was approved. */
    private void makeRoom() {
        List<Peer> waiting = directory.waiting();
        int tooMany = waiting.size() - settings.get(RosterSettings.MOST_WAITING);
        for (Peer oldest : waiting.subList(0, Math.max(0, tooMany))) {
            lanes.execute(oldest.domain(), () -> {
                if (directory.find(oldest.domain()).filter(oldest::equals).isPresent()) {
                    dropped.increment();
                    carryOut(oldest.domain(), peer -> new OrderRules(settings.policy()).crowdOut(peer));
                }
            });
        }
    }
}
