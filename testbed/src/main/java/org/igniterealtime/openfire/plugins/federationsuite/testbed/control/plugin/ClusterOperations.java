package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import java.util.Map;
import org.jivesoftware.openfire.cluster.ClusterManager;

/**
 * The cluster that the server is in, or is not.
 */
final class ClusterOperations {

    private ClusterOperations() {
    }

    static void add(Map<String, Operation> all) {
        all.put("cluster/size", arguments ->
            String.valueOf(ClusterManager.isClusteringStarted() ? ClusterManager.getNodesInfo().size() : 0));
        all.put("cluster/switch", arguments -> {
            ClusterManager.setClusteringEnabled(Boolean.parseBoolean(arguments.get("on")));
            return "";
        });
    }
}
