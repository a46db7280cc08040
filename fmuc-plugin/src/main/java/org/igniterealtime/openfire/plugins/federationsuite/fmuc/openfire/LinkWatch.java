package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.session.DomainPair;
import org.jivesoftware.openfire.session.Session;

/**
 * Notices that a connection to another server has ended. What was sent on it last may not have arrived, and of that nobody says
 * anything. 4.2 has no event for it, so it is looked. For one thread.
 */
final class LinkWatch {

    private final SessionManager sessions;
    private final Map<String, Set<String>> known = new HashMap<>();

    LinkWatch(SessionManager sessions) {
        this.sessions = sessions;
    }

    /** The domains of which a connection from here has ended since this was asked last. */
    Set<String> broken() {
        Map<String, Set<String>> current = new HashMap<>();
        List<DomainPair> pairs = new ArrayList<>(sessions.getOutgoingDomainPairs());
        for (DomainPair pair : pairs) {
            Session session = sessions.getOutgoingServerSession(pair);
            if (session != null) {
                current.computeIfAbsent(pair.getRemote(), remote -> new HashSet<>())
                    .add(pair.getLocal() + ' ' + session.getStreamID());
            }
        }
        Set<String> broken = new HashSet<>();
        known.forEach((domain, before) -> {
            if (!current.getOrDefault(domain, Set.of()).containsAll(before)) {
                broken.add(domain);
            }
        });
        known.clear();
        known.putAll(current);
        return broken;
    }
}
