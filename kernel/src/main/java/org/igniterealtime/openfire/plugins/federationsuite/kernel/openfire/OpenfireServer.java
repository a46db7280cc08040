package org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire;

import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.jivesoftware.openfire.XMPPServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.Packet;

/**
 * The running server as the suite uses it. This is the one adapter for what differs between Openfire versions; as of
 * 4.2 to 5.1 stanzas go out by the packet router, because {@code RoutingTable.routePacket} lost a parameter on the way.
 */
public final class OpenfireServer implements Router {

    private static final Logger LOG = LoggerFactory.getLogger(OpenfireServer.class);

    private final XMPPServer server;

    /**
     * Wraps a server.
     *
     * @param server the running server
     */
    public OpenfireServer(XMPPServer server) {
        this.server = Objects.requireNonNull(server);
    }

    /** The XMPP domain of this server. */
    public String domain() {
        return server.getServerInfo().getXMPPDomain();
    }

    @Override
    public void route(Packet stanza) {
        try {
            server.getPacketRouter().route(stanza);
        } catch (RuntimeException e) {
            // The server's own routers throw for what they cannot send, e.g. while a session closes under them.
            // The stanza of one peer must not stop the work for all others.
            LOG.warn("Could not route a {} from {} to {}", stanza.getElement().getName(), stanza.getFrom(), stanza.getTo(), e);
        }
    }
}
