package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import java.io.Serializable;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.StreamID;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.session.ComponentSession;
import org.jivesoftware.openfire.session.ConnectionMultiplexerSession;
import org.jivesoftware.openfire.session.DomainPair;
import org.jivesoftware.openfire.session.IncomingServerSession;
import org.jivesoftware.openfire.session.OutgoingServerSession;
import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.JID;

/**
 * The kinds of sessions that one node may ask of another.
 */
enum SessionKind {

    CLIENT(ClientSession.class) {
        @Override
        Session find(Serializable key) {
            return XMPPServer.getInstance().getRoutingTable().getClientRoute((JID) key);
        }
    },
    COMPONENT(ComponentSession.class) {
        @Override
        Session find(Serializable key) {
            return SessionManager.getInstance().getComponentSession(((JID) key).getDomain());
        }
    },
    MULTIPLEXER(ConnectionMultiplexerSession.class) {
        @Override
        Session find(Serializable key) {
            return SessionManager.getInstance().getConnectionMultiplexerSession((JID) key);
        }
    },
    INCOMING(IncomingServerSession.class) {
        @Override
        Session find(Serializable key) {
            return SessionManager.getInstance().getIncomingServerSession((StreamID) key);
        }
    },
    OUTGOING(OutgoingServerSession.class) {
        @Override
        Session find(Serializable key) {
            return XMPPServer.getInstance().getRoutingTable().getServerRoute((DomainPair) key);
        }
    };

    private final Class<? extends Session> type;

    SessionKind(Class<? extends Session> type) {
        this.type = type;
    }

    Class<? extends Session> type() {
        return type;
    }

    /** The session with this key, of this node or of another one; null if there is none. */
    abstract Session find(Serializable key);
}
