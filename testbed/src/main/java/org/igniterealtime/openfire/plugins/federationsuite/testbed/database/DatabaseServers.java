package org.igniterealtime.openfire.plugins.federationsuite.testbed.database;

import java.util.Optional;
import java.util.ServiceLoader;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;

/**
 * Somebody who can start a database server, which the testbed itself cannot: its programs are large. Found on the class path as
 * a service. Implementations are thread-safe.
 */
public interface DatabaseServers {

    /**
     * Starts a server and waits until it answers. The testbed will close it.
     *
     * @param bed whose it shall be
     * @return the server
     * @throws IllegalStateException if it does not start
     */
    DatabaseServer start(Testbed bed);

    /**
     * Looks for one.
     *
     * @return the first that is on the class path, if there is any
     */
    static Optional<DatabaseServers> found() {
        return ServiceLoader.load(DatabaseServers.class).findFirst();
    }
}
