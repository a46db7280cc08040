package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.session.DomainPair;
import org.jivesoftware.openfire.session.Session;

/**
 * Notices that a connection to another server has ended. What was sent on it last may not have arrived, and of that nobody says
 * anything. 4.2 has no event for it, so it is looked. For one thread.
 */
final class LinkWatch {

    private final SessionManager sessions;
    /** By the other server's domain and ours. */
    private final Map<String, Map<String, Connection>> known = new HashMap<>();

    /**
     * A connection.
     *
     * @param id   tells it from others
     * @param made when it was made
     */
    private record Connection(String id, Instant made) {
    }

    LinkWatch(SessionManager sessions) {
        this.sessions = sessions;
    }

    /**
     * The domains of which a connection from here has ended since this was asked last, and when the connection was made that
     * is there instead; {@link Instant#MAX} if there is none. What was sent after that did not get lost with the old one.
     */
    Map<String, Instant> broken() {
        Map<String, Map<String, Connection>> current = new HashMap<>();
        List<DomainPair> pairs = new ArrayList<>(sessions.getOutgoingDomainPairs());
        for (DomainPair pair : pairs) {
            Session session = sessions.getOutgoingServerSession(pair);
            if (session != null) {
                current.computeIfAbsent(pair.getRemote(), remote -> new HashMap<>()).put(pair.getLocal(),
                    new Connection(session.getStreamID().toString(), session.getCreationDate().toInstant()));
            }
        }
        Map<String, Instant> broken = new HashMap<>();
        known.forEach((domain, before) -> before.forEach((local, connection) -> {
            Connection now = current.getOrDefault(domain, Map.of()).get(local);
            if (now == null || !now.id().equals(connection.id())) {
                broken.merge(domain, now == null ? Instant.MAX : now.made(), (one, other) -> one.isAfter(other) ? one : other);
            }
        }));
        known.clear();
        known.putAll(current);
        return broken;
    }
}
