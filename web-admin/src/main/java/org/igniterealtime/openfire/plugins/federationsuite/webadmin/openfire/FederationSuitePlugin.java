package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.io.File;
import java.util.Optional;
import java.util.function.Consumer;

import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.container.Plugin;
import org.jivesoftware.openfire.container.PluginManager;

/**
 * The class that the server loads from {@code federationsuite.jar}. The server starts and stops it on a thread of its own,
 * while the page asks for the suite on others. What other nodes of a cluster say comes in here, too: see
 * {@link org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.ClusterNotice}.
 */
public final class FederationSuitePlugin implements Plugin, Consumer<byte[]> {

    private volatile Suite suite;
    /** Hears other nodes while the suite starts and stops, too: it asks them who is there, and gives them what it has. */
    private volatile Consumer<byte[]> ear = wire -> { };

    @Override
    public void initializePlugin(PluginManager manager, File pluginDirectory) {
        suite = Suite.start(XMPPServer.getInstance(), manager, pluginDirectory, hearing -> ear = hearing);
    }

    @Override
    public void destroyPlugin() {
        Suite stopped = suite;
        suite = null;
        if (stopped != null) {
            stopped.stop();
        }
        ear = wire -> { };
    }

    /** Takes what another node says. What comes before the start or after the end is nobody's: each start looks things up. */
    @Override
    public void accept(byte[] wire) {
        ear.accept(wire);
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
