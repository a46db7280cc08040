package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.KeyedSerialExecutor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.LogText;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Ask;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Contact;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.OrderRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.PeerStore;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.RosterAction;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StanzaRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Step;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainError;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where everything about a peer is dealt with, one thing after the other: what it says, what administrators order, and time.
 *
 * <p>A decision is written to the database first, together with what is to be said about it to the peer and with its audit.
 * Once it cannot be lost any more it is said, and the peer is asked for a sign that it has come; with that sign it is marked
 * as said. Until then it is said again, after longer and longer, also after the server has ended and started in between. To
 * say any of it twice changes nothing at the peer.
 *
 * <p>Thread-safe; returns at once. Memory: strangers can make wait what two settings allow, one for what is under way and
 * one for the table. What known peers make wait is bounded for each.
 */
final class PeerDesk {

    private static final Logger LOG = LoggerFactory.getLogger(PeerDesk.class);
    /** What a request shows that nothing at all was heard about, as a condition of RFC 6120. */
    private static final String SILENCE = "remote-server-timeout";
    private static final int MOST_FOR_ONE_PEER = 100;
    /** Each time another node was faster; more often than that it is no chance. */
    private static final int MOST_TRIES = 20;
    /** A server that starts loads plugins before it takes connections, and others call back to know who speaks. */
    private static final Duration AFTER_START = Duration.ofSeconds(5);

    private final String domain;
    private final RosterSettings settings;
    private final PeerDirectory directory;
    private final PeerStore store;
    private final Nodes nodes;
    private final PeerLink link;
    private final InstantSource clock;
    private final InstantSource steady;
    private final Watcher watcher;
    private final KeyedSerialExecutor<String> lanes;
    private final AtomicInteger strangersUnderWay = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();
    private final Attempts attempts = new Attempts();
    /** Once we have said that we go, nothing says that we are here; what is left to be said is said after the next start. */
    private volatile boolean leaving;
    private final AuditBrake brake = new AuditBrake();
    /** Approved peers that have been told that we are here, since the start. */
    private final Set<String> greeted = ConcurrentHashMap.newKeySet();

    /** Who wants to know what happens. Called on the suite's threads, while the next event of the peer waits. */
    interface Watcher {
        /** A request waits for an administrator. */
        void requestWaits();

        /** Something was decided, and is stored. */
        void decided(AuditEntry entry);

        /** Something was decided on another node of a cluster, which has told whoever wants to know, but for this node. */
        default void decidedElsewhere() {
            // Most only want to know what was decided here.
        }
    }

    /**
     * Makes a desk; {@link #start} begins.
     *
     * @param domain   the XMPP domain of this server
     * @param settings the settings
     * @param shelf    peers in memory, and for good
     * @param link     the way to peers
     * @param clocks   the time
     * @param workers  threads
     * @param watcher  who wants to know
     */
    PeerDesk(String domain, RosterSettings settings, Shelf shelf, PeerLink link, Clocks clocks, Executor workers,
             Watcher watcher) {
        this.domain = Objects.requireNonNull(domain);
        this.settings = Objects.requireNonNull(settings);
        this.directory = shelf.directory();
        this.store = shelf.store();
        this.nodes = shelf.nodes();
        this.link = Objects.requireNonNull(link);
        this.clock = clocks.shown();
        this.steady = clocks.steady();
        this.watcher = Objects.requireNonNull(watcher);
        this.lanes = new KeyedSerialExecutor<>(workers, MOST_FOR_ONE_PEER,
            (peer, failure) -> LOG.warn("Could not deal with what came from or for {}: {}", peer, LogText.of(failure)));
    }

    /**
     * Where peers are.
     *
     * @param directory in memory
     * @param store     for good
     * @param nodes     the other nodes of a cluster, which have them in memory as well
     */
    record Shelf(PeerDirectory directory, PeerStore store, Nodes nodes) {
    }

    /** Reads all peers; what was decided before the last end and not seen to arrive is said soon. Once, before anything else. */
    void start() {
        List<Peer> loaded = store.load();
        directory.putAll(loaded);
        Instant soon = steady.instant().plus(AFTER_START);
        loaded.stream().filter(peer -> !peer.unsent().isEmpty()).forEach(peer -> attempts.plan(peer.domain(), soon));
    }

    /**
     * Another node has changed a peer: looks it up. Returns at once.
     *
     * @param peer the normalised domain
     */
    void changedElsewhere(String peer) {
        if (!lanes.execute(peer, () -> takeOver(peer))) {
            LOG.warn("What another node decided about {} could not be looked up; the next change or start will show it", peer);
        }
    }

    /** In the lane of the peer only. */
    private void takeOver(String name) {
        Peer kept = store.read(name);
        directory.put(kept);
        if (kept.unsent().isEmpty()) {
            attempts.end(name);
        }
        watcher.decidedElsewhere();
    }

    /** This node has come to others, or back to them: whatever they have changed meanwhile is looked up. Returns at once. */
    void joinedOthers() {
        lanes.execute("", () -> {
            Map<String, Peer> changed = new HashMap<>();
            directory.all().forEach(peer -> changed.put(peer.domain(), peer));
            store.load().forEach(peer -> changed.merge(peer.domain(), peer, (here, kept) -> here.equals(kept) ? null : kept));
            changed.keySet().forEach(this::changedElsewhere);
        });
    }

    /**
     * A node is gone that may have had something to say: says it. Returns at once. To say it twice changes nothing.
     */
    void othersLeft() {
        if (nodes.leads()) {
            Instant soon = steady.instant().plus(store.lag());
            directory.all().stream().filter(peer -> !peer.unsent().isEmpty()).forEach(peer -> attempts.plan(peer.domain(), soon));
        }
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
        Instant now = clock.instant();
        Contact contact = kind == Kind.SUBSCRIBE ? link.contact(from, now) : null;
        carryOut(from, peer -> kind == Kind.SUBSCRIBE ? rules().hear(peer, kind, contact, now) : rules().hear(peer, kind, now),
            entries -> brake.pass(from, entries, now));
        if (kind == Kind.SUBSCRIBE) {
            makeRoom();
        } else if (kind == Kind.AVAILABLE && !leaving && !greeted.contains(from)
            && directory.find(from).filter(peer -> isBuddy(peer) && !peer.unsent().contains(Kind.AVAILABLE)).isPresent()) {
            // It is up and may not know that we are. Said now, when the connection is there, and not to all peers at our
            // start: each connection costs a handshake.
            say(from, Kind.AVAILABLE);
        }
    }

    private StanzaRules rules() {
        return new StanzaRules(settings.policy());
    }

    /**
     * Takes an error that another domain answered us with.
     *
     * @param error the error
     */
    void hearError(DomainError error) {
        String from = error.from();
        if (directory.find(from).filter(peer -> peer.ask() == Ask.WAITING).isPresent()
            && !lanes.execute(from, () -> carryOut(from, peer -> rules().failed(peer, error.condition()),
                entries -> brake.pass(from, entries, clock.instant())))) {
            dropped.increment();
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
                Peer seen = known(peer);
                Step step = carryOut(peer,
                    known -> new OrderRules(settings.policy()).obey(known, order, by, clock.instant()), entries -> entries);
                if (step.refusal().isPresent() && !known(peer).equals(seen)) {
                    noteTooLate(peer, order, by);
                }
                result.complete(step);
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

    /** An order that another node's administrator was faster than is written down with the state that it did not change. */
    private void noteTooLate(String name, Order order, Actor by) {
        if (order instanceof Order.Simple simple) {
            String state = known(name).summary();
            changeAndKeep(name, peer -> peer, List.of(RosterAction.of(simple)
                .entry(clock.instant(), name, by, state, state)));
        }
    }

    /** Lets time pass: marks requests that were not answered, ends approvals whose day has come. */
    void tick() {
        for (Peer peer : directory.all()) {
            if (!new OrderRules(settings.policy()).tick(peer, clock.instant()).peer().equals(peer)) {
                lanes.execute(peer.domain(), () -> carryOut(peer.domain(),
                    known -> new OrderRules(settings.policy()).tick(known, clock.instant()), entries -> entries));
            }
        }
        for (AuditEntry entry : brake.leftOut(clock.instant())) {
            lanes.execute(entry.about(), () -> {
                changeAndKeep(entry.about(), peer -> peer, List.of(entry));
                watcher.decided(entry);
            });
        }
    }

    /** Says what it is time to say, or to say again. To be called about once in a second. */
    void sayDue() {
        attempts.due(steady.instant()).forEach(peer -> lanes.execute(peer, () -> sayUnsent(peer)));
    }

    /**
     * Says to approved peers that we go. For a clean stop; does nothing where other nodes go on.
     *
     * @param connected the domains that there is a connection to; none is made for it
     */
    void farewell(Collection<String> connected) {
        leaving = true;
        if (nodes.othersServe()) {
            return;
        }
        directory.all().stream().filter(peer -> isBuddy(peer) && greeted.contains(peer.domain()))
            .filter(peer -> connected.contains(peer.domain())).forEach(peer -> say(peer.domain(), Kind.UNAVAILABLE));
    }

    /**
     * In the lane of the peer only.
     *
     * @param name  the peer
     * @param rules what comes of it
     * @param audit which entries to write
     */
    private Step carryOut(String name, Function<Peer, Step> rules, UnaryOperator<List<AuditEntry>> audit) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Peer before = known(name);
            Step step = rules.apply(before);
            if (step.refusal().isPresent()) {
                return step;
            }
            if (step.peer().equals(before) && step.audits().isEmpty()) {
                // Nothing has changed: an answer to something repeated costs no writing.
                repeat(before, step.sends());
                return step;
            }
            Instant now = clock.instant();
            List<AuditEntry> entries = audit.apply(step.audits().stream().map(done -> entry(name, done, now)).toList());
            if (keep(before, step.peer().saying(step.sends()), entries)) {
                follow(name, step, entries);
                return step;
            }
            // Another node was faster: what is to be done is judged anew, by what there is now.
        }
        throw contested(name);
    }

    private static IllegalStateException contested(String name) {
        return new IllegalStateException("Other nodes of the cluster change " + name + " without end");
    }

    private Peer known(String name) {
        return directory.find(name).orElseGet(() -> Peer.stranger(name));
    }

    /** In the lane of the peer only. What follows from something that is kept. */
    private void follow(String name, Step step, List<AuditEntry> entries) {
        if (!step.sends().isEmpty()) {
            attempts.plan(name, steady.instant().plus(store.lag()));
            sayUnsent(name);
        }
        entries.forEach(watcher::decided);
        if (step.prompts()) {
            watcher.requestWaits();
        }
    }

    /** What is still to be said is said soon, now that the peer shows that it is there, but not before it is safe. */
    private void repeat(Peer peer, List<Kind> kinds) {
        kinds.stream().filter(kind -> !peer.unsent().contains(kind)).forEach(kind -> say(peer.domain(), kind));
        if (kinds.stream().anyMatch(peer.unsent()::contains)) {
            attempts.hurry(peer.domain(), steady.instant().plus(store.lag()), retryAfter());
            sayUnsent(peer.domain());
        }
    }

    private static AuditEntry entry(String name, Effect.Audit audit, Instant now) {
        return new AuditEntry(now, name, audit.by(), audit.action(), audit.before(), audit.after());
    }

    /** In the lane of the peer only. Tells whether it was kept; if not, the directory has what another node has kept. */
    private boolean keep(Peer before, Peer after, List<AuditEntry> entries) {
        Optional<Peer> other = store.write(before, after, entries);
        directory.put(other.orElse(after));
        if (other.isEmpty()) {
            nodes.tell(RosterNews.changed(after.domain()));
        }
        return other.isEmpty();
    }

    /** In the lane of the peer only. For what is true whatever another node has decided meanwhile. */
    private void changeAndKeep(String name, UnaryOperator<Peer> change, List<AuditEntry> entries) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Peer before = known(name);
            Peer after = change.apply(before);
            if (after.equals(before) && entries.isEmpty() || keep(before, after, entries)) {
                return;
            }
        }
        throw contested(name);
    }

    private Duration retryAfter() {
        return Duration.ofSeconds(settings.get(RosterSettings.RETRY_AFTER));
    }

    /** In the lane of the peer only. Does nothing before it is time. */
    private void sayUnsent(String name) {
        if (leaving) {
            return;
        }
        Peer peer = known(name);
        if (peer.unsent().isEmpty()) {
            attempts.end(name);
            return;
        }
        if (!attempts.begin(name, steady.instant(), retryAfter())) {
            return;
        }
        if (attempts.triedBefore(name) && peer.reply().error().isEmpty()) {
            changeAndKeep(name, asked -> rules().notReached(asked, SILENCE).peer(), List.of());
        }
        List<Kind> said = known(name).unsent();
        if (said.isEmpty()) {
            // Another node has found out that it has arrived.
            return;
        }
        said.forEach(kind -> say(name, kind));
        link.askForProof(name, error -> lanes.execute(name, () -> proven(name, said, error)));
    }

    /** In the lane of the peer only. */
    private void proven(String name, List<Kind> said, String error) {
        // Something more may have been decided meanwhile; that has an attempt of its own.
        changeAndKeep(name, peer -> {
            if (!peer.unsent().equals(said)) {
                return peer;
            }
            return error.isEmpty() ? rules().reached(peer, clock.instant()).peer() : rules().notReached(peer, error).peer();
        }, List.of());
        if (known(name).unsent().isEmpty()) {
            attempts.end(name);
        } else if (!error.isEmpty()) {
            attempts.failed(name);
        }
    }

    private void say(String to, Kind kind) {
        if (kind == Kind.AVAILABLE) {
            greeted.add(to);
        } else if (kind == Kind.UNAVAILABLE) {
            greeted.remove(to);
        }
        link.say(new DomainPresence(kind, domain, to));
    }

    private boolean isBuddy(Peer peer) {
        return peer.level(clock.instant()).mayMirror();
    }

    /** Drops the oldest request while more wait than may. Whoever was approved keeps what was approved. */
    private void makeRoom() {
        List<Peer> waiting = directory.waiting();
        int tooMany = waiting.size() - settings.get(RosterSettings.MOST_WAITING);
        for (Peer oldest : waiting.subList(0, Math.max(0, tooMany))) {
            lanes.execute(oldest.domain(), () -> {
                if (directory.find(oldest.domain()).filter(oldest::equals).isPresent()) {
                    dropped.increment();
                    carryOut(oldest.domain(), peer -> new OrderRules(settings.policy()).crowdOut(peer), entries -> entries);
                }
            });
        }
    }
}
