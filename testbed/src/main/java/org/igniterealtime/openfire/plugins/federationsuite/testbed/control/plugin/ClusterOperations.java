package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import java.util.Map;
import org.jivesoftware.openfire.cluster.ClusterManager;

/**
 * The cluster that the server is in, or is not.
 */
final class ClusterOperations {

    private ClusterOperations() {
    }

    static void add(Map<String, Operation> all, Joining joining) {
        all.put("cluster/size", arguments ->
            String.valueOf(joining.finished() ? ClusterManager.getNodesInfo().size() : 0));
        all.put("cluster/switch", arguments -> {
            boolean on = Boolean.parseBoolean(arguments.get("on"));
            ClusterManager.setClusteringEnabled(on);
            if (!on) {
                // The server tells its listeners of nothing any more.
                joining.leftCluster();
            }
            return "";
        });
    }
}
