package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Deliveries;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.KeptStore;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Queries;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TestAccess;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** A node of a cluster in memory: its mirror service as the plugin puts it together, and its clients and what they got. */
final class ClusterNode {

    static final String DOMAIN = "remote.example.com";
    static final String MIRROR = "mirror." + DOMAIN;

    private final Nodes nodes;
    private final SlaveRooms rooms;
    private final RoomShares shares;
    private final OwnedMirror mirror;
    private final Map<JID, List<Packet>> clients = new TreeMap<>();
    private boolean alive = true;

    /**
     * A node.
     *
     * @param workers   the time, and the threads
     * @param store     the database of all nodes
     * @param connected the clients of all nodes that the node sees
     * @param outside   gets what goes to other servers, and to clients of other nodes
     */
    ClusterNode(Nodes nodes, ManualWorkers workers, KeptStore store, Set<JID> connected, Consumer<Packet> outside) {
        this.nodes = nodes;
        MapSettings values = new MapSettings();
        FmucSettings settings = new FmucSettings(values);
        values.set(FmucSettings.DIALECT, FmucSettings.DialectChoice.PROTOXEP);
        Router router = stanza -> {
            if (!alive) {
                return;
            }
            if (clients.containsKey(stanza.getTo())) {
                give(stanza);
            } else if (!stanza.getTo().getDomain().equals(DOMAIN) || connected.contains(stanza.getTo())) {
                outside.accept(stanza);
            }
        };
        SuiteServices services = new SuiteServices(values, router, workers, workers, domain -> TrustLevel.UNKNOWN, DOMAIN, nodes);
        rooms = new SlaveRooms(services, settings, store, line -> { });
        Predicate<JID> anywhere = client -> clients.containsKey(client) || connected.contains(client);
        Deliveries deliveries = new Deliveries(DOMAIN, clients::containsKey, anywhere);
        mirror = new OwnedMirror(services, deliveries, (text, arguments) -> text.key());
        PeerQueries peers = new PeerQueries(new JID(MIRROR), router, workers);
        MirrorComponent component = new MirrorComponent(new Gate(DOMAIN, MIRROR, new TestAccess()),
            new Lobby(new Queries("Mirrors", domain -> TrustLevel.UNKNOWN), rooms, new RoomInfos(peers, workers), settings,
                router, DOMAIN), rooms, settings, mirror.toClients(), peers, new Mirrorable(peers, workers, settings), anywhere);
        shares = new RoomShares(services, rooms, new RoomShares.Front(mirror::process, mirror::refuse, mirror::missed, deliveries,
            anywhere));
        rooms.sharedBy(shares);
        mirror.before(component, shares, component::isWorthHandingOver);
        nodes.listen(mirror);
        nodes.listen(shares);
        shares.joined();
    }

    Nodes nodes() {
        return nodes;
    }

    SlaveRooms rooms() {
        return rooms;
    }

    RoomShares shares() {
        return shares;
    }

    /** A client connects to this node. */
    void connect(JID client) {
        clients.put(client, new ArrayList<>());
    }

    /** A client of this node gets a stanza, if it is for one. */
    void give(Packet stanza) {
        clients.computeIfPresent(stanza.getTo(), (client, got) -> {
            got.add(stanza.createCopy());
            return got;
        });
    }

    /** The process ends. */
    Set<JID> die() {
        alive = false;
        return new HashSet<>(clients.keySet());
    }

    /** A stanza reaches the mirror service on this node. */
    void receives(Packet stanza) {
        mirror.processPacket(stanza);
    }

    /** What a client has got. */
    List<Packet> got(JID client) {
        return clients.get(client);
    }

    /** The words that a client has heard, in order. */
    List<String> heard(JID client) {
        return clients.get(client).stream().map(stanza -> stanza.getElement().elementText("body")).filter(body -> body != null)
            .toList();
    }
}
