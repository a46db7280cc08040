package org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.jivesoftware.database.DbConnectionManager;

/** Connections to a database that can be part of a transaction. Thread-safe. */
public interface Database {

    /** How HSQLDB is set to write. */
    String WRITE_DELAY = "SELECT PROPERTY_NAME, PROPERTY_VALUE FROM INFORMATION_SCHEMA.SYSTEM_PROPERTIES"
        + " WHERE PROPERTY_NAME LIKE 'hsqldb.write_delay%'";
    /** What its writing itself may take, and its timer be late. */
    Duration SLACK = Duration.ofMillis(500);
    /** How often work is begun that the database undoes because somebody else is at the same rows. */
    int ATTEMPTS = 3;

    /** The server's own database. */
    Database OPENFIRE = new Database() {
        @Override
        public Connection open() throws SQLException {
            return DbConnectionManager.getTransactionConnection();
        }

        @Override
        public void close(Connection connection, boolean undo) {
            DbConnectionManager.closeTransactionConnection(connection, undo);
        }
    };

    /**
     * Gets a connection.
     *
     * @return the connection, with a transaction begun where the database has them
     * @throws SQLException if there is none
     */
    Connection open() throws SQLException;

    /**
     * Gives a connection back.
     *
     * @param connection the connection
     * @param undo       whether to undo what was not committed
     */
    void close(Connection connection, boolean undo);

    /**
     * Does some work in one transaction. Where the database undoes it because it is in the way of another transaction, which is
     * how some solve what others wait for, it is done anew.
     *
     * @param work what to do; it may be done more than once, and only what was done last counts
     * @param <T>  what comes of it
     * @return what came of it, once it is committed
     * @throws SQLException if it was not; then nothing of it has been done
     */
    default <T> T transact(Work<T> work) throws SQLException {
        for (int attempt = 1;; attempt++) {
            try {
                return transactOnce(work);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !wasInTheWay(e)) {
                    throw e;
                }
            }
        }
    }

    /** Tells whether a transaction was undone as one that could not be serialized, or that was caught in a deadlock. */
    private static boolean wasInTheWay(SQLException failure) {
        // The first is that of the standard, the other one PostgreSQL's for deadlocks.
        return "40001".equals(failure.getSQLState()) || "40P01".equals(failure.getSQLState());
    }

    private <T> T transactOnce(Work<T> work) throws SQLException {
        Connection connection = open();
        boolean done = false;
        try {
            T result = work.with(connection);
            if (!connection.getAutoCommit()) {
                // Here, because the server's own way of closing a transaction only logs that committing failed.
                connection.commit();
            }
            done = true;
            return result;
        } finally {
            close(connection, !done);
        }
    }

    /**
     * How long a commit may be lost if the process is killed. Only HSQLDB, which Openfire has in its own process, loses any:
     * Openfire's script has it write to disk once in a second. A statement that makes it write now, such as
     * {@code CHECKPOINT} or another {@code SET FILES WRITE DELAY}, waits until no transaction is open anywhere in the server,
     * however long that takes (HSQLDB 2.3.4 and 2.7.4, seen), so we wait instead.
     *
     * @return zero for databases that write when they commit
     * @throws SQLException if it cannot be found out
     */
    default Duration lag() throws SQLException {
        return transact(connection -> {
            if (!connection.getMetaData().getDatabaseProductName().startsWith("HSQL")) {
                return Duration.ZERO;
            }
            Map<String, String> properties = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement(WRITE_DELAY); ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    properties.put(rows.getString(1), rows.getString(2));
                }
            }
            return "true".equals(properties.get("hsqldb.write_delay"))
                ? Duration.ofMillis(Long.parseLong(properties.getOrDefault("hsqldb.write_delay_millis", "10000"))).plus(SLACK)
                : Duration.ZERO;
        });
    }

    /**
     * Work with a connection.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    interface Work<T> {
        /**
         * Does it.
         *
         * @param connection a connection with a transaction begun; whoever calls gives it back
         * @return what comes of it
         * @throws SQLException if it cannot be done; then nothing of it is
         */
        T with(Connection connection) throws SQLException;
    }
}
