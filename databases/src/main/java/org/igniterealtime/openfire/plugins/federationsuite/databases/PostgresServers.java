package org.igniterealtime.openfire.plugins.federationsuite.databases;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.DatabaseServer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.DatabaseServers;

/**
 * PostgreSQL, for whoever wants a database server and does not care which. Stateless.
 */
public final class PostgresServers implements DatabaseServers {

    @Override
    public DatabaseServer start(Testbed bed) {
        return PostgresDatabase.start(bed);
    }
}
