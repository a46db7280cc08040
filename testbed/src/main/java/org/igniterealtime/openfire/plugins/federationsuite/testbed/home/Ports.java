package org.igniterealtime.openfire.plugins.federationsuite.testbed.home;

/**
 * The TCP ports of one server, all on 127.0.0.1.
 *
 * @param client clients, STARTTLS optional
 * @param server other servers
 * @param component external components (XEP-0114)
 * @param console the admin console, HTTP
 */
public record Ports(int client, int server, int component, int console) {

    /**
     * Takes four ports.
     *
     * @param lease where from
     * @return the ports
     */
    public static Ports from(PortLease lease) {
        return new Ports(lease.next(), lease.next(), lease.next(), lease.next());
    }
}
