package org.igniterealtime.openfire.plugins.federationsuite.databases;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Database;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.DatabaseServer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Dialect;

/**
 * HSQLDB in this process, for scripts: an Openfire with HSQLDB keeps it in its own. Thread-safe.
 */
public final class MemoryDatabase implements DatabaseServer {

    private final List<Database> all = new ArrayList<>();

    @Override
    public synchronized Database create(String name) {
        Database database = new Database(Dialect.HSQLDB, "jdbc:hsqldb:mem:" + name, "sa", "",
            Accounts.driver(Dialect.HSQLDB));
        all.add(database);
        return database;
    }

    @Override
    public synchronized void close() {
        for (Database database : all) {
            try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN");
            } catch (SQLException e) {
                throw new IllegalStateException("Cannot end " + database.url(), e);
            }
        }
        all.clear();
    }
}
