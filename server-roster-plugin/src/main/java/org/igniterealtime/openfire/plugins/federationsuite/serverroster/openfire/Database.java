package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.sql.Connection;
import java.sql.SQLException;

import org.jivesoftware.database.DbConnectionManager;

/** Connections to a database that can be part of a transaction. Thread-safe. */
interface Database {

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
     * Does some work in one transaction.
     *
     * @param work what to do
     * @param <T>  what comes of it
     * @return what came of it, once it is committed
     * @throws SQLException if it was not; then nothing of it has been done
     */
    default <T> T transact(Work<T> work) throws SQLException {
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

    /** Work with a connection. */
    @FunctionalInterface
    interface Work<T> {
        /** Does it. */
        T with(Connection connection) throws SQLException;
    }
}
