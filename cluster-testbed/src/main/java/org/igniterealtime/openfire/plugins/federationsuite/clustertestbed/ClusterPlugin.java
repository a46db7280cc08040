package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import java.io.File;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.XMPPServerListener;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.jivesoftware.openfire.container.Plugin;
import org.jivesoftware.openfire.container.PluginManager;

/**
 * Starts the cluster once the server is up, if {@code clustering.enabled} is set in its configuration file, and leaves it when
 * the server or the plugin stops.
 */
public final class ClusterPlugin implements Plugin {

    private final XMPPServerListener start = new XMPPServerListener() {
        @Override
        public void serverStarted() {
            startCluster();
        }

        @Override
        public void serverStopping() {
            // The server calls ClusterManager.shutdown itself.
        }
    };

    @Override
    public void initializePlugin(PluginManager manager, File pluginDirectory) {
        if (XMPPServer.getInstance().isStarted()) {
            startCluster();
        } else {
            XMPPServer.getInstance().addServerListener(start);
        }
    }

    /** On a thread of its own: the server finds this plugin's class loader only after it has been initialised. */
    private static void startCluster() {
        Thread thread = new Thread(() -> {
            while (XMPPServer.getInstance().getPluginManager().getPlugin("hazelcast") == null) {
                Thread.onSpinWait();
            }
            ClusterManager.startup();
        }, "cluster-start");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void destroyPlugin() {
        XMPPServer.getInstance().removeServerListener(start);
        ClusterManager.shutdown();
    }
}
