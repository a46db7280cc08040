package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.io.File;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequestCodec;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.SuitePlugin;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.container.PluginManager;
import org.jivesoftware.openfire.handler.IQHandler;
import org.jivesoftware.openfire.session.ClientSession;
import org.xmpp.packet.JID;

/**
 * Eventing via pubsub (XEP-0207). So far: presence that is published on the node {@code presence} is broadcast.
 *
 * <p>Started and stopped by one thread at a time. Requests that are under way while it stops are finished.
 */
public final class EventingPlugin implements SuitePlugin {

    private final SuiteServices services;
    private IQHandler requests;

    /**
     * Makes the plugin without starting it.
     *
     * @param services what the suite provides
     */
    public EventingPlugin(SuiteServices services) {
        this.services = Objects.requireNonNull(services);
    }

    @Override
    public String id() {
        return "eventing";
    }

    /**
     * Puts our handler before the core's. A handler that another plugin registered for the namespace is overridden too:
     * the server keeps one for each namespace, and tells nobody which.
     *
     * @throws IllegalStateException if the server has no handler of its own to pass on to; then nothing is changed
     */
    @Override
    public void initializePlugin(PluginManager manager, File pluginDirectory) {
        XMPPServer server = XMPPServer.getInstance();
        SessionManager sessions = server.getSessionManager();
        CoreHandler core = CoreHandler.of(server.getIQHandlers(), PubsubRequestCodec.NAMESPACE);
        requests = new EventingHandler(core, address -> isOnline(sessions, address), services.router());
        server.getIQRouter().addHandler(requests);
    }

    /**
     * Takes our handler away. That is enough for the core's to answer again: for a namespace that nobody is registered for
     * the router searches the core's handlers, from 4.2 to 5.1.
     */
    @Override
    public void destroyPlugin() {
        if (requests != null) {
            XMPPServer.getInstance().getIQRouter().removeHandler(requests);
            requests = null;
        }
    }

    /** Anonymous users have no account, so no contacts and no node; the core tells them so. */
    private static boolean isOnline(SessionManager sessions, JID address) {
        ClientSession session = sessions.getSession(address);
        return session != null && !session.isAnonymousUser();
    }
}
