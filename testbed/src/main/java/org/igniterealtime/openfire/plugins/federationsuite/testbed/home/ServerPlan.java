package org.igniterealtime.openfire.plugins.federationsuite.testbed.home;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Database;

/**
 * Everything that is known of a server before it starts for the first time.
 *
 * @param home its home directory, which is not there yet
 * @param domain its XMPP domain
 * @param ports where it listens
 * @param accounts its users
 * @param properties its Openfire properties
 * @param plugins jars for its plugins folder
 * @param certificates the testbed's folder of {@link Certificates}, if servers talk TLS to each other
 * @param database where it keeps its data; without one, in its home
 * @param place where on this machine it is
 */
public record ServerPlan(Path home, String domain, Ports ports, List<Account> accounts, Map<String, String> properties,
                         List<Path> plugins, Optional<Path> certificates, Optional<Database> database, Place place) {

    /**
     * Makes a plan.
     */
    public ServerPlan {
        accounts = List.copyOf(accounts);
        properties = Map.copyOf(properties);
        plugins = List.copyOf(plugins);
    }

    /**
     * The same plan with more properties.
     *
     * @param defaults properties that the plan's own win over
     * @return a plan
     */
    public ServerPlan with(Map<String, String> defaults) {
        Map<String, String> all = new HashMap<>(defaults);
        all.putAll(properties);
        return new ServerPlan(home, domain, ports, accounts, all, plugins, certificates, database, place);
    }

    /**
     * The addresses of those who may use the admin console.
     *
     * @return a list as Openfire's property {@code admin.authorizedJIDs} wants it
     */
    public String admins() {
        StringBuilder list = new StringBuilder();
        for (Account account : accounts) {
            if (account.admin()) {
                list.append(list.length() == 0 ? "" : ",").append(account.name()).append('@').append(domain);
            }
        }
        return list.toString();
    }
}
