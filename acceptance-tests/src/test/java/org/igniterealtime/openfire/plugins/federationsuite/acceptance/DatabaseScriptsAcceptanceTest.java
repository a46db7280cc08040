package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.igniterealtime.openfire.plugins.federationsuite.acceptance.database.DatabaseKind;
import org.igniterealtime.openfire.plugins.federationsuite.acceptance.database.PluginScripts;
import org.igniterealtime.openfire.plugins.federationsuite.acceptance.database.SqlScripts;
import org.igniterealtime.openfire.plugins.federationsuite.databases.MemoryDatabase;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Database;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.DatabaseServer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.ServerTables;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * The database scripts in the suite's jar, each run on a database that understands it, as a server would.
 */
@RunWith(Parameterized.class)
public class DatabaseScriptsAcceptanceTest {

    private static final Path SUITE = Path.of(System.getProperty("federationsuite.jar"));

    private final String type;
    private final DatabaseKind kind;

    public DatabaseScriptsAcceptanceTest(String type, DatabaseKind kind) {
        this.type = type;
        this.kind = kind;
    }

    /** On MariaDB versions before 5.1 take the script for MySQL. */
    @Parameters(name = "{0} on {1}")
    public static List<Object[]> scripts() {
        return List.of(new Object[] {"hsqldb", DatabaseKind.HSQLDB}, new Object[] {"postgresql", DatabaseKind.POSTGRESQL},
            new Object[] {"mysql", DatabaseKind.MARIADB}, new Object[] {"mariadb", DatabaseKind.MARIADB});
    }

    @Test
    public void aScriptMakesTheTablesOnceAndTheyAreThoseOfHsqldb() throws IOException, SQLException {
        PluginScripts scripts = PluginScripts.in(SUITE);
        Optional<String> script = scripts.script(type);
        assumeTrue("Skipped: the suite has no script for " + type, script.isPresent());
        String key = scripts.databaseKey().orElseThrow();
        try (Testbed bed = Testbed.open(); DatabaseServer server = kind.start(bed)) {
            Database database = server.create("scripts");
            try (Connection connection = database.connect()) {
                SqlScripts.run(connection, ServerTables.script(database.dialect()));
                List<String> before = SqlScripts.columns(connection);

                assertTrue("run", SqlScripts.install(connection, key, script.get()));
                assertFalse("run again", SqlScripts.install(connection, key, script.get()));

                assertEquals(OptionalInt.of(scripts.databaseVersion().orElseThrow()), SqlScripts.version(connection, key));
                List<String> made = new ArrayList<>(SqlScripts.columns(connection));
                made.removeAll(before);
                assertFalse("there are tables", made.isEmpty());
                assertEquals(reference(scripts, key), SqlScripts.folded(made).stream().sorted().toList());
                for (String table : SqlScripts.tables(made)) {
                    assertEquals(table, 0, rows(connection, table));
                    assertTrue(table + " has a key", SqlScripts.hasKey(connection, table));
                }
            }
        }
    }

    private static List<String> reference(PluginScripts scripts, String key) throws SQLException {
        try (MemoryDatabase memory = new MemoryDatabase()) {
            Database database = memory.create("reference");
            try (Connection connection = database.connect()) {
                SqlScripts.run(connection, ServerTables.script(database.dialect()));
                List<String> before = SqlScripts.columns(connection);
                SqlScripts.install(connection, key, scripts.script("hsqldb").orElseThrow());
                List<String> made = new ArrayList<>(SqlScripts.columns(connection));
                made.removeAll(before);
                return SqlScripts.folded(made).stream().sorted().toList();
            }
        }
    }

    private static int rows(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
             ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
            int count = 0;
            while (row.next()) {
                count++;
            }
            return count;
        }
    }
}
