package org.igniterealtime.openfire.plugins.federationsuite.testbed.database;

/**
 * A running database server, for any number of databases. Closing it ends it and throws its data away; it may be closed
 * twice. Implementations are thread-safe.
 */
public interface DatabaseServer extends AutoCloseable {

    /**
     * Makes an empty database and a user who may do everything in it.
     *
     * @param name a word of lower-case letters, not one of another database of this server
     * @return the database
     * @throws IllegalStateException if the server refuses
     */
    Database create(String name);

    @Override
    void close();
}
