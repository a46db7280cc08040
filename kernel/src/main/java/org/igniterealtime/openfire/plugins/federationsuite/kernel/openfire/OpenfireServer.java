package org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.LogText;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.entitycaps.EntityCapabilitiesManager;
import org.jivesoftware.openfire.net.DNSUtil;
import org.jivesoftware.openfire.session.ClientSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * The running server as the suite uses it. This is the one adapter for what differs between Openfire versions:
 * <ul>
 * <li>stanzas go out by the packet router, because {@code RoutingTable.routePacket} lost a parameter on the way;
 * <li>what a name look-up returns is read by reflection: 4.2 has a list of {@code HostAddress}, 5.1 a list of sets of
 *     {@code SrvRecord};
 * <li>what clients can do is known by a singleton in 4.2, and by a module of the server later.
 * </ul>
 */
public final class OpenfireServer implements Router {

    private static final Logger LOG = LoggerFactory.getLogger(OpenfireServer.class);

    private static final int S2S_PORT = 5269;

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
            complain(stanza, e);
        }
    }

    /**
     * Sends a message to many clients as the server's own rooms do: one object, which gets one address after the other, and
     * which the sessions have written, or copied, when they return. As from rooms of 4.2 it goes to the sessions without the
     * router; what watches stanzas sees it on its way out. Somebody without a session here goes through the router, which knows
     * what is to be answered.
     */
    @Override
    public void broadcast(Effect.Broadcast broadcast) {
        Message message = broadcast.message().createCopy();
        for (JID receiver : broadcast.receivers()) {
            if (!hand(message, receiver)) {
                Message copy = broadcast.message().createCopy();
                copy.setTo(receiver);
                route(copy);
            }
        }
    }

    @Override
    public boolean hand(Message message, JID client) {
        ClientSession session = server.getRoutingTable().getClientRoute(client);
        if (session == null) {
            return false;
        }
        message.setTo(client);
        try {
            session.process(message);
        } catch (RuntimeException e) {
            complain(message, e);
        }
        return true;
    }

    /**
     * The server's own routers throw for what they cannot send, e.g. while a session closes under them. The stanza of one peer
     * must not stop the work for all others. No stack trace by default: a stranger could fill the log with them.
     */
    private static void complain(Packet stanza, RuntimeException e) {
        LOG.warn("Could not route a {} from {} to {}: {}", stanza.getElement().getName(), LogText.of(stanza.getFrom()),
            LogText.of(stanza.getTo()), LogText.of(e));
        LOG.debug("It failed here", e);
    }

    /**
     * Tells whether there is a connection for stanzas to a server.
     *
     * @param domain its domain
     */
    public boolean isConnected(String domain) {
        return server.getSessionManager().getOutgoingServers().contains(domain);
    }

    /**
     * Tells whether a server has made a connection to this one.
     *
     * @param domain its domain
     */
    public boolean isConnectedFrom(String domain) {
        return !server.getSessionManager().getIncomingServerSessions(domain).isEmpty();
    }

    /**
     * Tells whether there is a connection to a server, or to one of its services, such as its rooms.
     *
     * @param domain the server's domain
     */
    public boolean reaches(String domain) {
        return hasOneOf(server.getSessionManager().getOutgoingServers(), domain);
    }

    /**
     * Tells whether a server has made a connection to this one, for itself or for one of its services.
     *
     * @param domain the server's domain
     */
    public boolean isReachedFrom(String domain) {
        return isConnectedFrom(domain) || hasOneOf(server.getSessionManager().getIncomingServers(), domain);
    }

    private static boolean hasOneOf(Collection<String> connected, String domain) {
        String service = '.' + domain;
        return connected.stream().anyMatch(one -> one.equals(domain) || one.endsWith(service));
    }

    /**
     * Who knows what clients can do (XEP-0115).
     *
     * @return the server's own
     */
    public EntityCapabilitiesManager capabilities() {
        try {
            try {
                return (EntityCapabilitiesManager) XMPPServer.class.getMethod("getEntityCapabilitiesManager").invoke(server);
            } catch (NoSuchMethodException e) {
                LOG.trace("This server has a singleton for it", e);
                return (EntityCapabilitiesManager) EntityCapabilitiesManager.class.getMethod("getInstance").invoke(null);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This server does not say what clients can do", e);
        }
    }

    /**
     * Looks up which hosts serve an XMPP domain, as the server itself does for its connections: overrides, SRV records,
     * or the domain's own name. Asks the network; call it on a thread that may wait.
     *
     * @param domain an XMPP domain
     * @return host names or addresses with ports, best first; not resolved, so not checked for whether they exist
     */
    public List<InetSocketAddress> targetsOf(String domain) {
        return flatten(DNSUtil.resolveXMPPDomain(domain, S2S_PORT))
            .map(target -> InetSocketAddress.createUnresolved(hostName(target), (Integer) get(target, "getPort").orElseThrow()))
            .toList();
    }

    private static Stream<?> flatten(Object found) {
        return found instanceof Collection<?> several ? several.stream().flatMap(OpenfireServer::flatten) : Stream.of(found);
    }

    private static String hostName(Object target) {
        return Stream.of("getHost", "getHostname").flatMap(getter -> get(target, getter).stream()).map(String.class::cast)
            .findFirst().orElseThrow(() -> new IllegalStateException("Unknown result of a name look-up: " + target.getClass()));
    }

    private static Optional<Object> get(Object target, String getter) {
        try {
            return Optional.of(target.getClass().getMethod(getter).invoke(target));
        } catch (NoSuchMethodException e) {
            LOG.trace("{} has no {}", target.getClass(), getter);
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
