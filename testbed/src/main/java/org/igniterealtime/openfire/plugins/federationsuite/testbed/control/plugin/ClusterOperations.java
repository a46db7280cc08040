package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Base64;
import java.util.Map;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.util.cache.CacheFactory;
import org.jivesoftware.util.cache.ClusterTask;

/**
 * The cluster that the server is in, or is not.
 */
final class ClusterOperations {

    private ClusterOperations() {
    }

    static void add(Map<String, Operation> all, PluginManager manager, Joining joining) {
        all.put("cluster/size", arguments -> String.valueOf(joining.size()));
        all.put("cluster/switch", arguments -> {
            boolean on = Boolean.parseBoolean(arguments.get("on"));
            ClusterManager.setClusteringEnabled(on);
            if (!on) {
                // The server tells its listeners of nothing any more.
                joining.leftCluster();
            }
            return "";
        });
        all.put("cluster/task", arguments -> {
            ClassLoader classes = PluginOperations.find(manager, arguments.get("plugin")).getClass().getClassLoader();
            Class<?> type = classes.loadClass(arguments.get("type"));
            ClusterTask<?> task = (ClusterTask<?>) type.getConstructor().newInstance();
            task.readExternal(input(Base64.getDecoder().decode(arguments.get("content"))));
            CacheFactory.doClusterTask(task);
            return "";
        });
    }

    /** Bytes, as something that reads itself wants them. */
    private static ObjectInputStream input(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.write(content);
        }
        return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
