package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk.TalkServices;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.JID;

/** The pubsub service of this server, and its users' clients. Thread-safe. */
final class LocalTalks implements TalkServices {

    private final JID service;
    private final SessionManager sessions;
    private final String domain;

    /**
     * Looks at a server.
     *
     * @param server the running server
     */
    LocalTalks(XMPPServer server) {
        this.service = new JID(server.getPubSubModule().getServiceDomain());
        this.sessions = server.getSessionManager();
        this.domain = server.getServerInfo().getXMPPDomain();
    }

    @Override
    public JID service() {
        return service;
    }

    @Override
    public List<JID> clientsOf(JID user) {
        return user.getNode() == null || !user.getDomain().equals(domain) ? List.of()
            : sessions.getSessions(user.getNode()).stream().map(Session::getAddress).toList();
    }
}
