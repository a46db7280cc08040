package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.io.File;
import java.util.Objects;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.SuitePlugin;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.Part;
import org.jivesoftware.openfire.container.PluginManager;

/**
 * One of the three plugins as a part that can be switched.
 *
 * @param id        the plugin's id
 * @param maker     makes a new one for each start
 * @param manager   the server's plugin manager
 * @param directory where the server unpacked our jar
 */
record PluginPart(String id, Supplier<? extends SuitePlugin> maker, PluginManager manager, File directory)
        implements Part<SuitePlugin> {

    PluginPart {
        Objects.requireNonNull(id);
        Objects.requireNonNull(maker);
    }

    @Override
    public SuitePlugin start() {
        SuitePlugin plugin = maker.get();
        try {
            plugin.initializePlugin(manager, directory);
        } catch (RuntimeException | LinkageError e) {
            takeBack(plugin, e);
            throw e;
        }
        return plugin;
    }

    @Override
    public void stop(SuitePlugin running) {
        running.destroyPlugin();
    }

    private static void takeBack(SuitePlugin plugin, Throwable cause) {
        try {
            plugin.destroyPlugin();
        } catch (RuntimeException | LinkageError e) {
            cause.addSuppressed(e);
        }
    }
}
