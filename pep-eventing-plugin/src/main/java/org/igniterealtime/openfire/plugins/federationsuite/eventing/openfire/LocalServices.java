package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.RoomServices;
import org.jivesoftware.openfire.RoutingTable;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.muc.MultiUserChatManager;
import org.jivesoftware.openfire.muc.MultiUserChatService;
import org.xmpp.packet.JID;

/**
 * The services with rooms of this server: its own, those that come later included, and components that an administrator has
 * named, such as the mirrors of rooms elsewhere. Thread-safe.
 */
final class LocalServices implements RoomServices {

    private final MultiUserChatManager rooms;
    private final RoutingTable routes;
    private final SessionManager sessions;
    private final String domain;
    private final Supplier<List<String>> components;

    /**
     * Looks at a server.
     *
     * @param server     the running server
     * @param components the names of components with rooms, below the server's domain
     */
    LocalServices(XMPPServer server, Supplier<List<String>> components) {
        this.rooms = server.getMultiUserChatManager();
        this.routes = server.getRoutingTable();
        this.sessions = server.getSessionManager();
        this.domain = server.getServerInfo().getXMPPDomain();
        this.components = Objects.requireNonNull(components);
    }

    @Override
    public boolean isService(String address) {
        return own(address).isPresent() || isComponent(address);
    }

    private boolean isComponent(String address) {
        return components.get().stream().anyMatch(name -> address.equals(name + '.' + domain))
            && routes.hasComponentRoute(new JID(address));
    }

    @Override
    public boolean exists(JID room) {
        // Only the component itself knows its rooms.
        return own(room.getDomain()).map(service -> service.hasChatRoom(room.getNode())).orElse(true);
    }

    @Override
    public boolean isConnected(JID client) {
        return client.getResource() != null && sessions.getSession(client) != null;
    }

    @Override
    public boolean isElsewhere(JID client) {
        String asked = client.getDomain();
        return client.getNode() != null && client.getResource() != null && !asked.equals(domain)
            && !asked.endsWith('.' + domain);
    }

    private Optional<MultiUserChatService> own(String address) {
        return rooms.getMultiUserChatServices().stream()
            .filter(service -> service.getServiceDomain().equals(address) && service.isServiceEnabled()).findFirst();
    }
}
