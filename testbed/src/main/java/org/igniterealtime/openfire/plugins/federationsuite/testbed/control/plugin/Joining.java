package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import org.jivesoftware.openfire.cluster.ClusterEventListener;
import org.jivesoftware.openfire.cluster.ClusterManager;

/**
 * Whether the server has finished joining its cluster. It says that clustering has started before it tells its modules, and
 * until the rooms' module has asked for the other nodes' rooms, whoever enters one makes another room of the same name. This
 * listener comes after those of all modules. Thread-safe.
 */
final class Joining implements ClusterEventListener {

    private static final int LAST = 10_000;

    private volatile boolean finished;

    /** Listens until {@link #stop}. */
    void start() {
        listenLast();
        // If this plugin comes late, there is nothing to hear of any more.
        finished = ClusterManager.isClusteringStarted();
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

    /** Whether all modules have been told, and nothing has been said since about having left. */
    boolean finished() {
        return finished && ClusterManager.isClusteringStarted();
    }

    @Override
    public void joinedCluster() {
        finished = true;
    }

    @Override
    public void joinedCluster(byte[] node) {
        // That another node comes says nothing about this one.
    }

    @Override
    public void leftCluster() {
        finished = false;
    }

    @Override
    public void leftCluster(byte[] node) {
        // That another node goes says nothing about this one.
    }

    @Override
    public void markedAsSeniorClusterMember() {
        // Nor does who is the oldest.
    }
}
