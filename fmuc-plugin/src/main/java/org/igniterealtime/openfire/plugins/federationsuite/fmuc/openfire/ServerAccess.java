package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.Objects;
import java.util.function.BiPredicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Gate;
import org.jivesoftware.openfire.RoutingTable;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.server.RemoteServerManager;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.session.ConnectionSettings;
import org.jivesoftware.util.JiveGlobals;
import org.xmpp.packet.JID;

/** What the server's own policy says of its users and of other servers, and who of its users is there. Thread-safe. */
final class ServerAccess implements Gate.Access {

    private final SessionManager sessions;
    private final RoutingTable routes;
    private final FmucSettings settings;
    private final BiPredicate<JID, JID> guests;

    /**
     * The policy of a server.
     *
     * @param guests tells of a slave room and a user whether he is in it through a mirror of his server
     */
    ServerAccess(XMPPServer server, FmucSettings settings, BiPredicate<JID, JID> guests) {
        this.guests = Objects.requireNonNull(guests);
        this.sessions = Objects.requireNonNull(server.getSessionManager());
        this.routes = Objects.requireNonNull(server.getRoutingTable());
        this.settings = Objects.requireNonNull(settings);
    }

    @Override
    public boolean mayReach(String domain) {
        return RemoteServerManager.canAccess(domain);
    }

    @Override
    public boolean mayLeave(JID user) {
        ClientSession session = sessions.getSession(user);
        return session == null || !session.isAnonymousUser()
            || JiveGlobals.getBooleanProperty(ConnectionSettings.Server.ALLOW_ANONYMOUS_OUTBOUND_DATA, false);
    }

    @Override
    public int mostMirrors(JID master) {
        return settings.get(FmucSettings.MIRRORS_IN_A_ROW, master);
    }

    @Override
    public boolean isGuest(JID slave, JID user) {
        return guests.test(slave, user);
    }

    /** Tells whether a local client is connected to this node of a cluster. */
    boolean isHere(JID client) {
        return routes.isLocalRoute(client);
    }

    /** Tells whether a local client is connected, or may yet come back to its session. */
    boolean isConnected(JID client) {
        return sessions.getSession(client) != null;
    }
}
