package org.igniterealtime.openfire.plugins.federationsuite.testbed.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * One database for one Openfire, or for the nodes of one cluster. Immutable.
 *
 * @param dialect its kind
 * @param url where it is, for JDBC
 * @param user who may do everything in it, and nothing elsewhere
 * @param password that user's
 * @param driver the jar of the JDBC driver, for servers that bring none that is new enough
 */
public record Database(Dialect dialect, String url, String user, String password, Path driver) {

    /**
     * Opens a connection of the test's own. The driver must be on the test's class path.
     *
     * @return the connection; close it
     * @throws SQLException if the database refuses
     */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
