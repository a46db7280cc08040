package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.jivesoftware.openfire.session.DomainPair;
import org.jivesoftware.openfire.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a connection to another server has ended. What was sent on it last may not have arrived, and of that nobody says
 * anything. 4.2 has no event for it, so it is looked: from time to time, and before something is sent that must not come before
 * what was sent earlier. Whoever listens has been told of it before that goes. Thread-safe; listeners are called one at a time
 * and must not wait for anybody who asks here.
 *
 * <p>Of a connection of another node it is asked there from time to time only, and not for each message: the other node says so
 * when it ends. What is sent before that is known here says which connection it was sent for, and goes to no other
 * ({@link OneTry}); so all that was sent until it is known is lost. Times of another node's clock are compared with nothing.
 */
final class LinkWatch implements Nodes.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(LinkWatch.class);

    /** So long it is believed that a connection of another node is still the same; it is asked more often than that. */
    private static final Duration BELIEVED = Duration.ofSeconds(3);
    private static final String TOPIC = "fmuc.link";
    private static final String LOCAL = "local";
    private static final String REMOTE = "remote";
    private static final String ENDED = "ended";
    private static final String OTHER = "other";

    private final Connections connections;
    private final SuiteServices services;
    private final InstantSource machine;
    private final Executor workers;
    private final List<Consumer<Map<DomainPair, Instant>>> listeners = new CopyOnWriteArrayList<>();
    /** Changed by one thread at a time. */
    private final Map<DomainPair, Connection> known = new ConcurrentHashMap<>();
    /** Connections of this node's own over which nothing goes. */
    private final Map<DomainPair, Idle> idle = new ConcurrentHashMap<>();
    /** When nodes were asked for their connections. */
    private final Map<DomainPair, Instant> asked = new ConcurrentHashMap<>();

    /** What the server knows of its connections to others. */
    interface Connections {

        /** Between whom there are connections now, those of other nodes among them. */
        Collection<DomainPair> pairs();

        /** The connection between two domains; null if there is none any more. */
        Session session(DomainPair pair);

        /** Whether it is one of this node. */
        boolean isHere(Session session);
    }

    /**
     * A connection.
     *
     * @param id   tells it from others
     * @param made when it was made; empty if that was on another node, whose clock is another
     */
    record Connection(String id, Optional<Instant> made) {

        boolean isHere() {
            return made.isPresent();
        }
    }

    /**
     * Nodes that have lost each other, and found each other again, may each have a connection between the same domains. A server
     * that is asked for it names its own, and sends over the one that is in the table of all nodes.
     *
     * @param own   the connection of this node
     * @param other the one over which stanzas go
     */
    private record Idle(String own, String other) {
    }

    /**
     * Watches connections.
     *
     * @param connections what there is to be watched
     * @param services    the clock, and other nodes
     * @param machine     the clock by which the server says when a connection was made
     */
    LinkWatch(Connections connections, SuiteServices services, InstantSource machine) {
        this.connections = Objects.requireNonNull(connections);
        this.services = Objects.requireNonNull(services);
        this.machine = Objects.requireNonNull(machine);
        this.workers = services.workers();
    }

    /**
     * Adds somebody who is told between which of our domains and which other one a connection has ended, and when the connection
     * was made that is there instead; {@link Instant#MAX} if there is none, or if one of the two was another node's. What was
     * sent after that did not get lost with the old one.
     */
    void tell(Consumer<Map<DomainPair, Instant>> listener) {
        listeners.add(listener);
    }

    /** The connection between two domains for which a stanza is sent now, as far as it is known here. */
    Optional<Connection> known(DomainPair pair) {
        return Optional.ofNullable(known.get(pair));
    }

    /** Looks at all connections. Whether somebody else has looked meanwhile is told by the record being another. */
    @SuppressWarnings("ReferenceEquality")
    void look() {
        Map<DomainPair, Connection> before = Map.copyOf(known);
        Map<DomainPair, Connection> current = new HashMap<>();
        // Not while others wait: a node that hangs is asked, too.
        new ArrayList<>(connections.pairs()).forEach(pair -> find(pair).ifPresent(one -> current.put(pair, one)));
        Set<DomainPair> all = new HashSet<>(before.keySet());
        all.addAll(current.keySet());
        synchronized (this) {
            Map<DomainPair, Instant> broken = new HashMap<>();
            // Where somebody has looked meanwhile, he knows better.
            all.stream().filter(pair -> known.get(pair) == before.get(pair)).forEach(pair ->
                settle(pair, before.get(pair), current.get(pair)).ifPresent(replaced -> broken.put(pair, replaced)));
            tell(broken, before);
        }
    }

    /**
     * Looks at one connection, since something is about to be sent on it. One of another node is believed to be the same if it
     * was asked not long ago.
     *
     * @param local  a domain of ours
     * @param remote the domain of another server
     */
    void look(String local, String remote) {
        DomainPair pair = new DomainPair(local, remote);
        synchronized (this) {
            // Whoever is being told of a loss is told before this goes on.
            Connection before = known.get(pair);
            Instant last = asked.get(pair);
            if (before != null && !before.isHere() && last != null
                && services.clock().instant().isBefore(last.plus(BELIEVED))) {
                return;
            }
        }
        renew(pair);
    }

    /**
     * Looks at one connection, wherever it is.
     *
     * @param local  a domain of ours
     * @param remote the domain of another server
     */
    void renew(String local, String remote) {
        renew(new DomainPair(local, remote));
    }

    // As above.
    @SuppressWarnings("ReferenceEquality")
    private void renew(DomainPair pair) {
        boolean settled = false;
        while (!settled) {
            Connection before = known.get(pair);
            Connection now = find(pair).orElse(null);
            synchronized (this) {
                settled = known.get(pair) == before;
                if (settled) {
                    settle(pair, before, now).ifPresent(replaced ->
                        tell(Map.of(pair, replaced), Map.of(pair, before)));
                }
            }
        }
    }

    /**
     * Takes over what was found.
     *
     * @return when the connection was made that is there instead, if the one that was known has ended
     */
    private Optional<Instant> settle(DomainPair pair, Connection before, Connection now) {
        if (now == null || now.isHere()) {
            asked.remove(pair);
        } else {
            asked.put(pair, services.clock().instant());
        }
        if (before != null && now != null && before.id().equals(now.id())) {
            return Optional.empty();
        }
        if (now == null) {
            known.remove(pair);
        } else {
            known.put(pair, now);
        }
        return before == null ? Optional.empty()
            : Optional.of(now == null || !before.isHere() ? Instant.MAX : now.made().orElse(Instant.MAX));
    }

    private Optional<Connection> find(DomainPair pair) {
        Session session = connections.session(pair);
        if (session == null) {
            return Optional.empty();
        }
        try {
            // One that is closed stays in the table for a moment yet.
            if (session.isClosed()) {
                return Optional.empty();
            }
            String id = session.getStreamID().getID();
            Idle known = idle.get(pair);
            if (known != null && known.own().equals(id)) {
                return Optional.of(new Connection(known.other(), Optional.empty()));
            }
            return Optional.of(new Connection(id,
                connections.isHere(session) ? Optional.of(made(session)) : Optional.empty()));
        } catch (RuntimeException e) {
            // So does one of another node that has just been lost. Nobody is left to answer for it, and whatever makes the
            // cluster says so in its own way: with null, or with an exception.
            return Optional.empty();
        }
    }

    /** By our clock, which may show another time than the machine's does. */
    private Instant made(Session session) {
        return services.clock().instant().minus(Duration.between(session.getCreationDate().toInstant(), machine.instant()));
    }

    private void tell(Map<DomainPair, Instant> broken, Map<DomainPair, Connection> before) {
        if (broken.isEmpty()) {
            return;
        }
        listeners.forEach(listener -> listener.accept(broken));
        broken.keySet().stream().filter(pair -> before.get(pair).isHere())
            .forEach(pair -> services.nodes().tell(notice(pair, before.get(pair).id())));
    }

    /**
     * A stanza has come to another connection than that for which it was sent.
     *
     * @param node  the node that sent it, and does not know of the other connection
     * @param pair  between whom
     * @param id    the connection that has ended, or over which nothing goes
     * @param other the one to which it came, of this node
     */
    void isBehind(String node, DomainPair pair, String id, String other) {
        if (node.equals(services.nodes().self())) {
            later(() -> ended(pair, id, Optional.of(other)));
        } else {
            Map<String, String> fields = new HashMap<>(notice(pair, id).fields());
            fields.put(OTHER, other);
            services.nodes().tell(node, new Notice(TOPIC, fields));
        }
    }

    private static Notice notice(DomainPair pair, String id) {
        return new Notice(TOPIC, Map.of(LOCAL, pair.getLocal(), REMOTE, pair.getRemote(), ENDED, id));
    }

    @Override
    public void heard(Notice notice) {
        if (notice.topic().equals(TOPIC)) {
            notice.field(LOCAL).ifPresent(local -> notice.field(REMOTE).ifPresent(remote -> notice.field(ENDED).ifPresent(id ->
                later(() -> ended(new DomainPair(local, remote), id, notice.field(OTHER))))));
        }
    }

    private synchronized void ended(DomainPair pair, String id, Optional<String> other) {
        Connection before = known.get(pair);
        if (before == null || !before.id().equals(id)) {
            return;
        }
        Connection now = null;
        if (!before.isHere()) {
            idle.remove(pair);
        } else if (other.isPresent()) {
            idle.put(pair, new Idle(id, other.get()));
            now = new Connection(other.get(), Optional.empty());
        } else {
            // One of this node's own is looked at each time.
            return;
        }
        settle(pair, before, now).ifPresent(replaced -> tell(Map.of(pair, replaced), Map.of(pair, before)));
    }

    private void later(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The suite is being stopped", e);
        }
    }

    @Override
    public void joined() {
        asked.clear();
        idle.clear();
    }

    @Override
    public void left() {
        // Whose it was is not known here: the next message asks.
        asked.clear();
        idle.clear();
    }
}
