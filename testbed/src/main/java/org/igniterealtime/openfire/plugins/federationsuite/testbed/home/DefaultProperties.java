package org.igniterealtime.openfire.plugins.federationsuite.testbed.home;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The Openfire properties of every server of a testbed. Names which a version does not know do no harm there.
 */
public final class DefaultProperties {

    private DefaultProperties() {
    }

    /**
     * The properties of one server.
     *
     * @param ports where it listens
     * @param overrides where other domains are: as the property {@code dnsutil.dnsOverride} wants it
     * @param tls whether to talk TLS to other servers
     * @return name to value, in a map of the caller's own
     */
    public static Map<String, String> of(Ports ports, String overrides, boolean tls) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("xmpp.socket.plain.port", String.valueOf(ports.client()));
        all.put("xmpp.socket.ssl.active", "false");
        all.put("xmpp.component.socket.active", "true");
        all.put("xmpp.component.socket.port", String.valueOf(ports.component()));
        all.put("xmpp.component.ssl.active", "false");
        all.put("xmpp.multiplex.socket.active", "false");
        all.put("xmpp.multiplex.ssl.active", "false");
        all.putAll(federation(ports, tls));
        if (!overrides.isEmpty()) {
            all.put("dnsutil.dnsOverride", overrides);
        }
        // Everything else that would open a port, or look for somebody on the network.
        all.put("httpbind.enabled", "false");
        all.put("xmpp.proxy.enabled", "false");
        all.put("mediaproxy.enabled", "false");
        all.put("flash.crossdomain.enabled", "false");
        all.put("multicastDNS.enabled", "false");
        all.put("update.service-enabled", "false");
        all.put("rss.enabled", "false");
        all.put("stun.enabled", "false");
        // Newer servers ask every client for its version, which tests would have to expect.
        all.put("xmpp.client.version-query.enabled", "false");
        // 4.2.0 sometimes loses a plugin when it loads two side by side: they share a map without a lock.
        all.put("plugins.loading.max-parallel", "1");
        // Unloading a plugin: newer servers can be told not to dawdle.
        all.put("plugins.unloading.directory.destroy.delay", "0");
        return all;
    }

    private static Map<String, String> federation(Ports ports, boolean tls) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("xmpp.server.socket.active", "true");
        all.put("xmpp.server.socket.port", String.valueOf(ports.server()));
        all.put("xmpp.server.socket.ssl.active", "false");
        all.put("xmpp.server.certificate.accept-selfsigned", "true");
        // Newer servers refuse a self-signed peer even then.
        all.put("xmpp.socket.ssl.certificate.strict-validation", "false");
        all.put("xmpp.server.tls.policy", tls ? "optional" : "disabled");
        // 4.2.0 does not ask the policy when it is the one that connects.
        all.put("xmpp.server.tls.enabled", String.valueOf(tls));
        return all;
    }
}
