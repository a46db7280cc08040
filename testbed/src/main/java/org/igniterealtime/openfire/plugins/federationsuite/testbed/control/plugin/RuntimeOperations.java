package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jivesoftware.openfire.container.PluginClassLoader;

/**
 * The state of the Java machine.
 */
final class RuntimeOperations {

    private RuntimeOperations() {
    }

    static void add(Map<String, Operation> all) {
        all.put("threads", arguments -> {
            List<String> found = new ArrayList<>();
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                found.add(thread.getName() + "\t" + loader(thread.getContextClassLoader()));
            }
            return Operations.sorted(found);
        });
        all.put("gc", arguments -> {
            System.gc();
            return "";
        });
    }

    /** A plugin's class loader by where its classes are; another one by its class. */
    private static String loader(ClassLoader loader) {
        if (loader instanceof PluginClassLoader plugin) {
            return plugin.getURLs().length == 0 ? "plugin" : String.valueOf(plugin.getURLs()[0]);
        }
        return loader == null ? "" : loader.getClass().getName();
    }
}
