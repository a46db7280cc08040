package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.StreamID;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.cluster.ClusterEventListener;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.jivesoftware.openfire.cluster.NodeID;
import org.jivesoftware.openfire.session.IncomingServerSession;
import org.jivesoftware.openfire.spi.ClientRoute;
import org.jivesoftware.openfire.spi.RoutingTableImpl;
import org.jivesoftware.util.cache.CacheFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * Tells the server who comes and goes. When a node is lost, the oldest of the others sends {@code unavailable} for its
 * clients, and forgets the servers that were connected to it.
 * All is done by one thread, in the order in which Hazelcast says it. Thread-safe.
 */
final class Membership implements MembershipListener {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final long PATIENCE_MILLIS = 10_000;

    private final HazelcastInstance hazelcast;
    /** Nodes whose clients have been noted by the one that sends their farewells, so that their routes may go. */
    private final Map<UUID, Boolean> noted;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "cluster-membership");
        made.setDaemon(true);
        return made;
    });

    Membership(HazelcastInstance hazelcast) {
        this.hazelcast = hazelcast;
        this.noted = hazelcast.getMap("testbed lost nodes");
    }

    /** Has the server join; returns before it has. */
    void join() {
        hazelcast.getCluster().addMembershipListener(this);
        hazelcast.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleEvent.LifecycleState.MERGED) {
                thread.execute(this::announce);
            }
        });
        thread.execute(() -> {
            // The server notes that it is about to join only when what called this returns.
            await("the server to wait for the cluster", CacheFactory::isClusteringStarting);
            announce();
        });
    }

    /** This node is a new one, or, after a split, has become one. */
    private void announce() {
        XMPPServer.getInstance().setNodeID(NodeID.getInstance(id()));
        ClusterManager.fireJoinedCluster(false);
        if (senior()) {
            ClusterManager.fireMarkedAsSeniorClusterMember();
        }
        LOG.info("Joined the cluster as one of {}", hazelcast.getCluster().getMembers().size());
    }

    /** Has the server leave; returns when its caches are its own again. */
    void leave() {
        List<byte[]> others = new ArrayList<>();
        hazelcast.getCluster().getMembers().stream().filter(member -> !member.localMember())
            .forEach(member -> others.add(NodeInfo.id(member)));
        thread.shutdown();
        // First, because its modules put what is theirs into caches of its own, under the name that it has then.
        XMPPServer.getInstance().setNodeID(null);
        // The server says that it has left, then it copies its caches, and then it tells its listeners.
        Left left = new Left();
        ClusterManager.addListener(left);
        ClusterManager.fireLeftCluster();
        await("the server to leave the cluster", left::isTold);
        ClusterManager.removeListener(left);
        if (!XMPPServer.getInstance().isShuttingDown()) {
            // The caches were copied with what is of the others. Their listeners hear of nothing any more.
            others.forEach(node -> {
                ((ClusterEventListener) XMPPServer.getInstance().getRoutingTable()).leftCluster(node);
                ((ClusterEventListener) XMPPServer.getInstance().getMultiUserChatManager()).leftCluster(node);
            });
        }
    }

    /** Whether this node's listeners are told that it has left. */
    private static final class Left implements ClusterEventListener {

        private volatile boolean told;

        boolean isTold() {
            return told;
        }

        @Override
        public void leftCluster() {
            told = true;
        }

        @Override
        public void joinedCluster() {
            // It does not join now.
        }

        @Override
        public void joinedCluster(byte[] node) {
            // Others may come meanwhile.
        }

        @Override
        public void leftCluster(byte[] node) {
            // And go.
        }

        @Override
        public void markedAsSeniorClusterMember() {
            // Who is the oldest says nothing.
        }
    }

    private byte[] id() {
        return NodeInfo.id(hazelcast.getCluster().getLocalMember());
    }

    private boolean senior() {
        return hazelcast.getCluster().getMembers().iterator().next().localMember();
    }

    @Override
    public void memberAdded(MembershipEvent event) {
        byte[] node = NodeInfo.id(event.getMember());
        thread.execute(() -> ClusterManager.fireJoinedCluster(node, true));
    }

    @Override
    public void memberRemoved(MembershipEvent event) {
        thread.execute(() -> lost(event.getMember()));
    }

    private void lost(Member member) {
        byte[] node = NodeInfo.id(member);
        if (!senior()) {
            await("the oldest node to note the clients of " + member, () -> noted.containsKey(member.getUuid()));
            ClusterManager.fireLeftCluster(node);
            return;
        }
        forgetServers(node);
        List<JID> clients = clients(node);
        noted.put(member.getUuid(), true);
        ClusterManager.fireLeftCluster(node);
        ClusterManager.fireMarkedAsSeniorClusterMember();
        await("routes to " + member + " to be gone", () -> clients(node).isEmpty());
        for (JID client : clients) {
            Presence farewell = new Presence(Presence.Type.unavailable);
            farewell.setFrom(client);
            XMPPServer.getInstance().getPresenceRouter().route(farewell);
        }
        LOG.info("A node with {} clients has left the cluster", clients.size());
    }

    /** Whoever would send to one of them looks first at the connections that come from it. */
    private void forgetServers(byte[] node) {
        SessionManager sessions = SessionManager.getInstance();
        Map<StreamID, byte[]> incoming = hazelcast.getMap(SessionManager.ISS_CACHE_NAME);
        incoming.forEach((stream, its) -> {
            if (Arrays.equals(its, node)) {
                IncomingServerSession session =
                    XMPPServer.getInstance().getRemoteSessionLocator().getIncomingServerSession(node, stream);
                List.copyOf(session.getValidatedDomains())
                    .forEach(domain -> sessions.unregisterIncomingServerSession(domain, session));
            }
        });
    }

    private List<JID> clients(byte[] node) {
        List<JID> found = new ArrayList<>();
        for (String cache : List.of(RoutingTableImpl.C2S_CACHE_NAME, RoutingTableImpl.ANONYMOUS_C2S_CACHE_NAME)) {
            Map<String, ClientRoute> routes = hazelcast.getMap(cache);
            routes.forEach((address, route) -> {
                if (Arrays.equals(route.getNodeID().toByteArray(), node)) {
                    found.add(new JID(address));
                }
            });
        }
        return found;
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                LOG.warn("Waited in vain for {}", what);
                return;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
