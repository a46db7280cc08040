package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jivesoftware.openfire.container.Plugin;
import org.jivesoftware.openfire.container.PluginManager;

/**
 * Installing, removing and reloading plugins as the admin console does it. Each call to the plugin manager runs its
 * monitor at once; only 4.2.0's reload returns before the monitor is done.
 */
final class PluginOperations {

    private PluginOperations() {
    }

    static void add(Map<String, Operation> all, PluginManager manager) {
        all.put("plugin/install", arguments -> {
            Path jar = Path.of(arguments.get("jar"));
            try (InputStream in = Files.newInputStream(jar)) {
                return String.valueOf(manager.installPlugin(in, jar.getFileName().toString()));
            }
        });
        all.put("plugin/delete", arguments -> {
            manager.deletePlugin(arguments.get("name"));
            return "";
        });
        all.put("plugin/reload", arguments -> String.valueOf(manager.reloadPlugin(arguments.get("name"))));
        all.put("plugin/list", arguments -> {
            List<String> found = new ArrayList<>();
            for (Plugin plugin : manager.getPlugins()) {
                // The object's identity tells a reloaded plugin from the one before.
                found.add(manager.getPluginPath(plugin).getFileName() + "\t" + plugin.getClass().getName()
                    + "\t" + Integer.toHexString(System.identityHashCode(plugin)));
            }
            return Operations.sorted(found);
        });
    }

    /** By the name of its folder: there is no other way to ask for one plugin that both 4.2 and 5.1 have. */
    static Plugin find(PluginManager manager, String name) {
        return manager.getPlugins().stream().filter(plugin -> manager.getPluginPath(plugin).getFileName().toString().equals(name))
            .findFirst().orElseThrow(() -> new IllegalArgumentException("No plugin " + name));
    }
}
