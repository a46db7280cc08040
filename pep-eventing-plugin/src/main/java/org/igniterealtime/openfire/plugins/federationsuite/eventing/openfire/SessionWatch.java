package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.Objects;
import java.util.function.Consumer;

import org.jivesoftware.openfire.event.SessionEventListener;
import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.JID;

/** Tells when the session of a client is over, however it ended. Called on the server's own threads. */
final class SessionWatch implements SessionEventListener {

    private final Consumer<JID> over;

    /**
     * Nothing happens until the server knows it.
     *
     * @param over is told the client's full address
     */
    SessionWatch(Consumer<JID> over) {
        this.over = Objects.requireNonNull(over);
    }

    @Override
    public void sessionCreated(Session session) {
        // Nobody has anything to do with it yet.
    }

    @Override
    public void sessionDestroyed(Session session) {
        over.accept(session.getAddress());
    }

    @Override
    public void anonymousSessionCreated(Session session) {
        // The same.
    }

    @Override
    public void anonymousSessionDestroyed(Session session) {
        over.accept(session.getAddress());
    }

    @Override
    public void resourceBound(Session session) {
        // The same.
    }
}
