package org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

import org.jivesoftware.openfire.cluster.ClusterEventListener;
import org.jivesoftware.openfire.cluster.ClusterManager;

/**
 * Has a listener hear of the cluster behind the server's own parts. 4.2 tells listeners in the order in which they came, so
 * plugins come last. 4.9 and 5.1 have an order of their own, in which whoever names no place comes before those that put the
 * routes to local clients and their sessions back in when the server has joined or left a cluster: what is sent from there to a
 * client goes nowhere.
 */
final class LastListener {

    /** Behind all of the server's own, which have places up to 20. */
    private static final int PLACE = 1000;

    private LastListener() {
    }

    /**
     * Adds a listener behind those of the server.
     *
     * @param listener hears of the cluster from now on, until {@link ClusterManager#removeListener}
     */
    static void add(ClusterEventListener listener) {
        if (!addAt(PLACE, ClusterManager.class, listener)) {
            ClusterManager.addListener(listener);
        }
    }

    /**
     * Adds a listener at a place, where the server has places.
     *
     * @param place   those with greater ones hear later
     * @param manager what has the listeners
     * @return whether there are places
     */
    static boolean addAt(int place, Class<?> manager, ClusterEventListener listener) {
        Method add;
        try {
            add = manager.getMethod("addListener", ClusterEventListener.class, int.class);
        } catch (NoSuchMethodException e) {
            return false;
        }
        try {
            add.invoke(null, listener, place);
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("This server does not let anybody listen to its cluster", e);
        }
    }
}
