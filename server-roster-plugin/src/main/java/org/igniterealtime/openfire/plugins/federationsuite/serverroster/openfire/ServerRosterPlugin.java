package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.io.File;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.SuitePlugin;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.interceptor.InterceptorManager;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;

/**
 * Servers that know each other (XEP-0267). So far it answers the probes of other servers; it sends no request, takes none,
 * and therefore does not advertise {@code urn:xmpp:server-presence}.
 *
 * <p>Started and stopped by one thread at a time.
 */
public final class ServerRosterPlugin implements SuitePlugin {

    private final SuiteServices services;
    private PacketInterceptor probes;

    /**
     * Makes the plugin without starting it.
     *
     * @param services what the suite provides
     */
    public ServerRosterPlugin(SuiteServices services) {
        this.services = Objects.requireNonNull(services);
    }

    @Override
    public String id() {
        return "server-roster";
    }

    @Override
    public void initializePlugin(PluginManager manager, File pluginDirectory) {
        XMPPServer server = XMPPServer.getInstance();
        probes = new ProbeInterceptor(services.domain(), server::isRemote, services.trust(),
            new DirectDelivery(server.getPacketDeliverer()));
        InterceptorManager.getInstance().addInterceptor(probes);
    }

    @Override
    public void destroyPlugin() {
        if (probes != null) {
            InterceptorManager.getInstance().removeInterceptor(probes);
            probes = null;
        }
    }
}
