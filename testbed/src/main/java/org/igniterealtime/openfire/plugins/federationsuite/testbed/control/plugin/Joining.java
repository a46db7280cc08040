package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jivesoftware.openfire.cluster.ClusterEventListener;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.jivesoftware.util.cache.CacheFactory;

/**
 * Whether the server's modules know of the cluster what is so. The cluster itself knows first who is in it, and until the rooms'
 * module has asked for the other nodes' rooms, whoever enters one makes another room of the same name. When a split heals, one
 * side even joins anew, with some clusters under other names. This listener comes after those of all modules. Thread-safe.
 */
final class Joining implements ClusterEventListener {

    private static final int LAST = 10_000;

    /** The other nodes that the modules have been told of. Not as the server has them, for which a name is not always equal. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    /** Those of which they have been told that they are gone, since this node has joined. */
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    /** What this node was when the modules were told that it has joined; empty if it is in no cluster. */
    private volatile String joined = "";

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
        if (!ClusterManager.isClusteringStarted() || !self().equals(joined)) {
            return 0;
        }
        Set<String> others = others();
        return told.containsAll(others) ? others.size() + 1 : 0;
    }

    private static String self() {
        return name(CacheFactory.getClusterMemberID());
    }

    private static Set<String> others() {
        return ClusterManager.getNodesInfo().stream().map(node -> name(node.getNodeID().toByteArray()))
            .filter(node -> !node.equals(self())).collect(Collectors.toSet());
    }

    private static String name(byte[] node) {
        return Base64.getEncoder().encodeToString(node);
    }

    @Override
    public void joinedCluster() {
        // Nobody says one by one who was there before. When a split has healed, the official plugin knows that only later.
        told.clear();
        told.addAll(others());
        told.addAll(gone);
        gone.clear();
        joined = self();
    }

    @Override
    public void joinedCluster(byte[] node) {
        told.add(name(node));
        gone.remove(name(node));
    }

    @Override
    public void leftCluster() {
        joined = "";
    }

    @Override
    public void leftCluster(byte[] node) {
        told.remove(name(node));
        gone.add(name(node));
    }

    @Override
    public void markedAsSeniorClusterMember() {
        // Who is the oldest says nothing about who is there.
    }
}
