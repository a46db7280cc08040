package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.cluster.ClusterEventListener;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.jivesoftware.openfire.cluster.ClusterNodeInfo;
import org.jivesoftware.openfire.cluster.NodeID;
import org.jivesoftware.util.cache.CacheFactory;

/**
 * Whether the server's modules know of the cluster what is so. The cluster itself knows first who is in it, and until the rooms'
 * module has asked for the other nodes' rooms, whoever enters one makes another room of the same name. When a split heals, one
 * side even joins anew, under other names. This listener comes after those of all modules. Thread-safe.
 */
final class Joining implements ClusterEventListener {

    private static final int LAST = 10_000;

    /** The other nodes that the modules have been told of. */
    private final Set<NodeID> told = ConcurrentHashMap.newKeySet();
    /** What this node was when the modules were told that it has joined; null if it is in no cluster. */
    private volatile NodeID joined;

    /** Listens until {@link #stop}. */
    void start() {
        listenLast();
        if (ClusterManager.isClusteringStarted()) {
            // If this plugin comes late, there is nothing to hear of any more.
            joinedCluster();
        }
    }

    /** 4.9 and 5.1 tell whoever names no place before their own parts; 4.2 knows no places, and tells plugins last. */
    private void listenLast() {
        try {
            ClusterManager.class.getMethod("addListener", ClusterEventListener.class, int.class).invoke(null, this, LAST);
        } catch (NoSuchMethodException e) {
            ClusterManager.addListener(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    void stop() {
        ClusterManager.removeListener(this);
    }

    /** How many nodes the cluster has; 0 if this one is in none, or its modules have not been told yet what is so. */
    int size() {
        if (joined == null || !ClusterManager.isClusteringStarted()
                || !joined.equals(NodeID.getInstance(CacheFactory.getClusterMemberID()))) {
            return 0;
        }
        Set<NodeID> others = others();
        return told.equals(others) ? others.size() + 1 : 0;
    }

    private static Set<NodeID> others() {
        NodeID self = NodeID.getInstance(CacheFactory.getClusterMemberID());
        return ClusterManager.getNodesInfo().stream().map(ClusterNodeInfo::getNodeID).filter(node -> !node.equals(self))
            .collect(Collectors.toSet());
    }

    @Override
    public void joinedCluster() {
        // Nobody says one by one who was there before.
        told.clear();
        told.addAll(others());
        joined = XMPPServer.getInstance().getNodeID();
    }

    @Override
    public void joinedCluster(byte[] node) {
        told.add(NodeID.getInstance(node));
    }

    @Override
    public void leftCluster() {
        joined = null;
    }

    @Override
    public void leftCluster(byte[] node) {
        told.remove(NodeID.getInstance(node));
    }

    @Override
    public void markedAsSeniorClusterMember() {
        // Who is the oldest says nothing about who is there.
    }
}
