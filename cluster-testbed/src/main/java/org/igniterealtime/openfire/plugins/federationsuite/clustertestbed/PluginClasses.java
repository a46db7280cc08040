package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.container.Plugin;
import org.jivesoftware.openfire.container.PluginClassLoader;
import org.jivesoftware.openfire.container.PluginManager;

/**
 * Finds the classes of what other nodes send: the server's and this plugin's, and then those of all other plugins. Thread-safe.
 */
final class PluginClasses extends ClassLoader {

    PluginClasses() {
        super(PluginClasses.class.getClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        PluginManager manager = XMPPServer.getInstance().getPluginManager();
        for (Plugin plugin : manager.getPlugins()) {
            PluginClassLoader loader = manager.getPluginClassloader(plugin);
            if (loader != null && loader != getParent()) {
                try {
                    return loader.loadClass(name);
                } catch (ClassNotFoundException e) {
                    // The next may have it.
                }
            }
        }
        throw new ClassNotFoundException(name);
    }
}
