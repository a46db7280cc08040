package org.igniterealtime.openfire.plugins.federationsuite.acceptance.database;

import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.igniterealtime.openfire.plugins.federationsuite.databases.PostgresDatabase;
import org.igniterealtime.openfire.plugins.federationsuite.databases.RunAs;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.junit.Test;

/**
 * PostgreSQL refuses to run for root: each way around that.
 */
public class PostgresForRootAcceptanceTest {

    @Test
    public void runsInAUserNamespace() throws IOException, SQLException {
        runs(RunAs.NAMESPACE);
    }

    @Test
    public void runsForNobodyWhereThereAreNoNamespaces() throws IOException, SQLException {
        runs(RunAs.NOBODY);
    }

    private static void runs(RunAs way) throws IOException, SQLException {
        assumeTrue("Skipped: needs root, and a machine that allows it", way.works());
        try (Testbed bed = Testbed.open(); PostgresDatabase server = PostgresDatabase.start(bed, way);
             Connection connection = server.create("rooted").connect()) {
            assertTrue(connection.isValid(5));
        }
    }
}
