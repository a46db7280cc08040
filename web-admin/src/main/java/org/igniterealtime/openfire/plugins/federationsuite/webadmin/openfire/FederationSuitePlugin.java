package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.io.File;
import java.util.Optional;

import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.container.Plugin;
import org.jivesoftware.openfire.container.PluginManager;

/**
 * The class that the server loads from {@code federationsuite.jar}. The server starts and stops it on a thread of its own,
 * while the page asks for the suite on others.
 */
public final class FederationSuitePlugin implements Plugin {

    private volatile Suite suite;

    @Override
    public void initializePlugin(PluginManager manager, File pluginDirectory) {
        suite = Suite.start(XMPPServer.getInstance(), manager, pluginDirectory);
    }

    @Override
    public void destroyPlugin() {
        Suite stopped = suite;
        suite = null;
        if (stopped != null) {
            stopped.stop();
        }
    }

    /** The running suite; empty before its start and after its end, when the page can be asked for, too. */
    public Optional<Suite> suite() {
        return Optional.ofNullable(suite);
    }

    /** The suite that runs in this server, if one does. Found in the way that works in all versions, without static state. */
    static Optional<Suite> running() {
        XMPPServer server = XMPPServer.getInstance();
        if (server == null || server.getPluginManager() == null) {
            return Optional.empty();
        }
        return server.getPluginManager().getPlugins().stream()
            .filter(FederationSuitePlugin.class::isInstance).map(FederationSuitePlugin.class::cast)
            .findFirst().flatMap(FederationSuitePlugin::suite);
    }
}
