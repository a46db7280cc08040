package org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.cluster.ClusterEventListener;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.jivesoftware.openfire.cluster.ClusterNodeInfo;
import org.jivesoftware.openfire.cluster.NodeID;
import org.jivesoftware.util.cache.CacheFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster that the server is in, or none. Thread-safe. It knows no product that makes clusters, only what the server says
 * of them.
 */
public final class OpenfireNodes implements Nodes, ClusterEventListener {

    private static final Logger LOG = LoggerFactory.getLogger(OpenfireNodes.class);

    private final XMPPServer server;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    /** Whether this node has left others behind because it is being stopped: the server leaves before it stops plugins. */
    private volatile boolean outlived;
    private volatile String joinedAs = "";
    /** Nodes that are there, and that the server does not list yet. */
    private final Set<String> unlisted = ConcurrentHashMap.newKeySet();

    /**
     * Wraps a server; {@link #start} begins.
     *
     * @param server the running server
     */
    public OpenfireNodes(XMPPServer server) {
        this.server = Objects.requireNonNull(server);
    }

    /** Begins to listen to what the server says of its cluster. */
    public void start() {
        // If the suite comes late, there is nothing to hear of any more.
        joinedAs = self();
        LastListener.add(this);
    }

    /** Ends that. */
    public void stop() {
        ClusterManager.removeListener(this);
    }

    /**
     * Something has come from another node.
     *
     * @param wire a notice in its wire form
     */
    public void arrived(byte[] wire) {
        Notice.decode(wire).ifPresentOrElse(notice -> tellListeners(listener -> listener.heard(notice)),
            () -> LOG.warn("Another node of the cluster said something that this version of the suite does not understand"));
    }

    @Override
    public Set<String> others() {
        if (!ClusterManager.isClusteringStarted()) {
            return Set.of();
        }
        Set<String> names = listed();
        unlisted.removeAll(names);
        names.addAll(unlisted);
        return others(names, self(), joinedAs);
    }

    private static Set<String> listed() {
        Set<String> names = new TreeSet<>();
        for (ClusterNodeInfo node : ClusterManager.getNodesInfo()) {
            names.add(name(node.getNodeID()));
        }
        return names;
    }

    /**
     * Who is in a cluster and not listed by the server. Openfire's Hazelcast plugin lists nobody else for half a minute on a node
     * that has found the others again, while notices go to and fro. Whoever believed the list would go on alone, and be one of
     * two that keep a room.
     *
     * @param listed whom the server lists
     * @param leader the leading node. It is listed, but for such a time
     * @param ask    asks all nodes, this one too or not, what they are called; is not asked if the list is whole
     * @return those who are not listed
     */
    static Set<String> unlisted(Set<String> listed, String leader, Supplier<? extends Collection<?>> ask) {
        Set<String> names = new TreeSet<>();
        if (!listed.contains(leader)) {
            ask.get().stream().filter(String.class::isInstance).map(String.class::cast).filter(name -> !name.isEmpty())
                .filter(name -> !listed.contains(name)).forEach(names::add);
        }
        return names;
    }

    private static Collection<?> askAll() {
        try {
            return CacheFactory.doSynchronousClusterTask(new ClusterName(), false);
        } catch (RuntimeException e) {
            LOG.warn("Could not ask the other nodes of the cluster for their names: {}", e.toString());
            return List.of();
        }
    }

    /**
     * Who of a cluster the others are.
     *
     * @param names    the nodes of the cluster
     * @param self     what the server calls this node
     * @param joinedAs what it was called when it was last told that it had joined a cluster
     * @return nobody, if the three do not agree: then this node is being taken into another cluster, where it has a new name.
     *     Until it is told that it has joined it does not know what has become of the cluster that it was in.
     */
    static Set<String> others(Set<String> names, String self, String joinedAs) {
        Set<String> others = new TreeSet<>(names);
        return others.remove(self) && self.equals(joinedAs) ? others : Set.of();
    }

    @Override
    public boolean expectsOthers() {
        return ClusterManager.isClusteringEnabled();
    }

    @Override
    public boolean othersServe() {
        return outlived || !others().isEmpty();
    }

    @Override
    public boolean leads() {
        return ClusterManager.isSeniorClusterMember();
    }

    @Override
    public String self() {
        return name(server.getNodeID());
    }

    @Override
    public String leader() {
        return name(ClusterManager.getSeniorClusterMember());
    }

    private static String name(NodeID node) {
        return new String(node.toByteArray(), StandardCharsets.UTF_8);
    }

    @Override
    public boolean tellLeader(Notice notice) {
        if (leads() || !ClusterManager.isClusteringStarted()) {
            return false;
        }
        try {
            CacheFactory.doClusterTask(new ClusterNotice(notice.encode()), ClusterManager.getSeniorClusterMember().toByteArray());
            return true;
        } catch (RuntimeException e) {
            // The node is gone, and it is not known yet.
            LOG.warn("Could not tell the leading node of the cluster about {}: {}", notice.topic(), e.toString());
            return false;
        }
    }

    @Override
    public boolean tell(String node, Notice notice) {
        if (others().isEmpty()) {
            return false;
        }
        try {
            CacheFactory.doClusterTask(new ClusterNotice(notice.encode()), node.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (RuntimeException e) {
            // The node is gone. Whoever tells it says so if it matters.
            LOG.debug("Could not tell node {} of the cluster about {}", node, notice.topic(), e);
            return false;
        }
    }

    @Override
    public void tell(Notice notice) {
        if (others().isEmpty()) {
            return;
        }
        try {
            CacheFactory.doClusterTask(new ClusterNotice(notice.encode()));
        } catch (RuntimeException e) {
            // The cluster is changing under us. Whoever joins looks things up.
            LOG.warn("Could not tell the other nodes of the cluster about {}: {}", notice.topic(), e.toString());
        }
    }

    @Override
    public Listening listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tellListeners(Consumer<Listener> what) {
        for (Listener listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("A part of the suite could not follow what happened in the cluster", e);
            }
        }
    }

    @Override
    public void joinedCluster() {
        outlived = false;
        joinedAs = self();
        unlisted.clear();
        unlisted.addAll(unlisted(listed(), leader(), OpenfireNodes::askAll));
        tellListeners(Listener::joined);
    }

    @Override
    public void joinedCluster(byte[] node) {
        tellListeners(Listener::came);
    }

    @Override
    public void leftCluster() {
        // Of a node that is not being stopped nobody knows any more whether there are others: it is alone for itself.
        outlived = server.isShuttingDown();
        unlisted.clear();
        tellListeners(Listener::left);
    }

    @Override
    public void leftCluster(byte[] node) {
        unlisted.remove(new String(node, StandardCharsets.UTF_8));
        tellListeners(Listener::left);
    }

    @Override
    public void markedAsSeniorClusterMember() {
        tellListeners(Listener::left);
    }
}
