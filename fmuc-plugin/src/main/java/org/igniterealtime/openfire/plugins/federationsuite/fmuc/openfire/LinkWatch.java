package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.session.DomainPair;
import org.jivesoftware.openfire.session.Session;

/**
 * Notices that a connection to another server has ended. What was sent on it last may not have arrived, and of that nobody says
 * anything. 4.2 has no event for it, so it is looked: from time to time, and before something is sent that must not come before
 * what was sent earlier. Whoever listens has been told of it before that goes. Thread-safe; listeners are called one at a time
 * and must not wait for anybody who asks here.
 */
final class LinkWatch {

    private final Supplier<Collection<DomainPair>> pairs;
    private final Function<DomainPair, ? extends Session> sessions;
    private final List<Consumer<Map<DomainPair, Instant>>> listeners = new CopyOnWriteArrayList<>();
    private Map<DomainPair, Connection> known = new HashMap<>();

    /**
     * A connection.
     *
     * @param id   tells it from others
     * @param made when it was made
     */
    private record Connection(String id, Instant made) {
    }

    LinkWatch(SessionManager sessions) {
        this(sessions::getOutgoingDomainPairs, sessions::getOutgoingServerSession);
    }

    /**
     * Watches connections.
     *
     * @param pairs    between whom there are connections now
     * @param sessions what is known of one; null if there is none any more
     */
    LinkWatch(Supplier<Collection<DomainPair>> pairs, Function<DomainPair, ? extends Session> sessions) {
        this.pairs = pairs;
        this.sessions = sessions;
    }

    /**
     * Adds somebody who is told between which of our domains and which other one a connection has ended, and when the connection
     * was made that is there instead; {@link Instant#MAX} if there is none. What was sent after that did not get lost with the
     * old one.
     */
    void tell(Consumer<Map<DomainPair, Instant>> listener) {
        listeners.add(listener);
    }

    /** Looks at all connections. */
    synchronized void look() {
        Map<DomainPair, Connection> current = new HashMap<>();
        new ArrayList<>(pairs.get()).forEach(pair -> find(pair).ifPresent(one -> current.put(pair, one)));
        Map<DomainPair, Instant> broken = new HashMap<>();
        known.forEach((pair, before) -> {
            Optional<Connection> now = Optional.ofNullable(current.get(pair));
            if (now.filter(one -> one.id().equals(before.id())).isEmpty()) {
                broken.put(pair, made(now));
            }
        });
        known = current;
        tell(broken);
    }

    /**
     * Looks at one connection, since something is about to be sent on it.
     *
     * @param local  a domain of ours
     * @param remote the domain of another server
     */
    synchronized void look(String local, String remote) {
        DomainPair pair = new DomainPair(local, remote);
        Connection before = known.get(pair);
        Optional<Connection> now = find(pair);
        if (now.isPresent()) {
            known.put(pair, now.get());
        } else {
            known.remove(pair);
        }
        if (before != null && now.filter(one -> one.id().equals(before.id())).isEmpty()) {
            tell(Map.of(pair, made(now)));
        }
    }

    private Optional<Connection> find(DomainPair pair) {
        Session session = sessions.apply(pair);
        if (session == null) {
            return Optional.empty();
        }
        try {
            // One that is closed stays in the table for a moment yet.
            return session.isClosed() ? Optional.empty()
                : Optional.of(new Connection(session.getStreamID().toString(), session.getCreationDate().toInstant()));
        } catch (RuntimeException e) {
            // So does one of another node that has just been lost. Nobody is left to answer for it, and whatever makes the
            // cluster says so in its own way: with null, or with an exception.
            return Optional.empty();
        }
    }

    private static Instant made(Optional<Connection> connection) {
        return connection.map(Connection::made).orElse(Instant.MAX);
    }

    private void tell(Map<DomainPair, Instant> broken) {
        if (!broken.isEmpty()) {
            listeners.forEach(listener -> listener.accept(broken));
        }
    }
}
