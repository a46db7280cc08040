package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresenceCodec;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.session.DomainPair;
import org.jivesoftware.openfire.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections to and from other servers, those of other nodes of the cluster included. Thread-safe. */
final class ServerSessions {

    private static final Logger LOG = LoggerFactory.getLogger(ServerSessions.class);

    private final SessionManager sessions;

    ServerSessions(SessionManager sessions) {
        this.sessions = sessions;
    }

    /**
     * Closes connections, in both directions. One that serves other domains, too, is closed for them as well; they make a new
     * one when they need it.
     *
     * @param unwanted tells whether a domain, in its normalised form, is to have none
     */
    void close(Predicate<String> unwanted) {
        // Copies: what is closed is taken out of the server's own collections.
        for (String domain : new ArrayList<>(sessions.getIncomingServers())) {
            if (test(unwanted, domain)) {
                List.copyOf(sessions.getIncomingServerSessions(domain)).forEach(session -> close(session, domain));
            }
        }
        for (DomainPair pair : new ArrayList<>(sessions.getOutgoingDomainPairs())) {
            if (test(unwanted, pair.getRemote())) {
                Session session = sessions.getOutgoingServerSession(pair);
                // It may have ended meanwhile.
                if (session != null) {
                    close(session, pair.getRemote());
                }
            }
        }
    }

    private static boolean test(Predicate<String> unwanted, String domain) {
        return DomainPresenceCodec.domain(domain).filter(unwanted).isPresent();
    }

    private static void close(Session session, String domain) {
        try {
            session.close();
        } catch (RuntimeException e) {
            LOG.warn("Could not close a connection with {}: {}", domain, e.toString());
        }
    }
}
