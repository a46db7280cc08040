package org.igniterealtime.openfire.plugins.federationsuite.acceptance.database;

import java.util.function.Function;
import org.igniterealtime.openfire.plugins.federationsuite.databases.MariaDatabase;
import org.igniterealtime.openfire.plugins.federationsuite.databases.MemoryDatabase;
import org.igniterealtime.openfire.plugins.federationsuite.databases.PostgresDatabase;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.DatabaseServer;

/**
 * The databases that tests can run on.
 */
public enum DatabaseKind {

    /** HSQLDB, which a server keeps in its own process. */
    HSQLDB(bed -> {
        MemoryDatabase memory = new MemoryDatabase();
        bed.own(memory);
        return memory;
    }),
    /** PostgreSQL. */
    POSTGRESQL(PostgresDatabase::start),
    /** MariaDB. */
    MARIADB(MariaDatabase::start);

    private final Function<Testbed, DatabaseServer> starter;

    DatabaseKind(Function<Testbed, DatabaseServer> starter) {
        this.starter = starter;
    }

    /**
     * Starts a database server, which the testbed will close.
     *
     * @param bed whose it shall be
     * @return the server; of HSQLDB, one in this process, which no Openfire can use
     */
    public DatabaseServer start(Testbed bed) {
        return starter.apply(bed);
    }
}
