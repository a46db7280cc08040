package org.igniterealtime.openfire.plugins.federationsuite.testbed.home;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Database;

/**
 * Where a server finds its database, as its configuration says it. Stateless.
 */
final class DatabaseXml {

    private DatabaseXml() {
    }

    static void putEmbedded(PropertyXml xml) {
        xml.put("connectionProvider.className", "org.jivesoftware.database.EmbeddedConnectionProvider");
    }

    static void put(PropertyXml xml, String prefix, Database database, String parameters) {
        String provider = prefix + "database.defaultProvider.";
        xml.put("connectionProvider.className", "org.jivesoftware.database.DefaultConnectionProvider")
            .put(provider + "driver", database.dialect().driver())
            .put(provider + "serverURL", database.url() + parameters)
            .put(provider + "username", database.user())
            .put(provider + "password", database.password())
            .put(provider + "minConnections", "3")
            .put(provider + "maxConnections", "25")
            .put(provider + "connectionTimeout", "1.0");
    }
}
