package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.Collection;
import java.util.Objects;

import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.session.DomainPair;
import org.jivesoftware.openfire.session.LocalOutgoingServerSession;
import org.jivesoftware.openfire.session.Session;

/** The running server's connections to others. Thread-safe. */
final class ServerConnections implements LinkWatch.Connections {

    private final SessionManager sessions;

    ServerConnections(SessionManager sessions) {
        this.sessions = Objects.requireNonNull(sessions);
    }

    @Override
    public Collection<DomainPair> pairs() {
        return sessions.getOutgoingDomainPairs();
    }

    @Override
    public Session session(DomainPair pair) {
        return sessions.getOutgoingServerSession(pair);
    }

    @Override
    public boolean isHere(Session session) {
        return session instanceof LocalOutgoingServerSession;
    }
}
