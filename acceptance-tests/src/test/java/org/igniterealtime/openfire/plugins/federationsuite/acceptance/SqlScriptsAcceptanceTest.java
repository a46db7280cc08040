package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import org.igniterealtime.openfire.plugins.federationsuite.acceptance.database.DatabaseKind;
import org.igniterealtime.openfire.plugins.federationsuite.acceptance.database.SqlScripts;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Database;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.DatabaseServer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.ServerTables;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/**
 * That tests run database scripts as the server does.
 */
@RunWith(Parameterized.class)
public class SqlScriptsAcceptanceTest {

    private static final String SCRIPT = """
        -- A comment
        CREATE TABLE sample (
          # another
          name VARCHAR(100) NOT NULL,

          CONSTRAINT sample_pk PRIMARY KEY (name)
        );
        /* and another */
        INSERT INTO sample (name) VALUES ('a; b');
        INSERT INTO ofVersion (name, version) VALUES ('sample', 3);
        INSERT INTO sample (name) VALUES ('never, for want of a semicolon')
        """;

    @Parameter
    public DatabaseKind kind;

    @Parameters(name = "{0}")
    public static DatabaseKind[] kinds() {
        return DatabaseKind.values();
    }

    @Test
    public void statementsEndWithALineThatEndsWithASemicolon() {
        assertEquals(List.of(
            " CREATE TABLE sample (   name VARCHAR(100) NOT NULL,   CONSTRAINT sample_pk PRIMARY KEY (name) );",
            " INSERT INTO sample (name) VALUES ('a; b');",
            " INSERT INTO ofVersion (name, version) VALUES ('sample', 3);"), SqlScripts.statements(SCRIPT));
        assertEquals(List.of(" SELECT 1", " ;"), SqlScripts.statements("SELECT 1\n-- a comment;\n;\n"));
    }

    @Test
    public void aScriptRunsOnceAndOneThatFailsSaysWhere() throws SQLException {
        try (Testbed bed = Testbed.open(); DatabaseServer server = kind.start(bed)) {
            Database database = server.create("sample");
            try (Connection connection = database.connect()) {
                SqlScripts.run(connection, ServerTables.script(database.dialect()));
                List<String> before = SqlScripts.columns(connection);
                assertEquals(OptionalInt.empty(), SqlScripts.version(connection, "sample"));
                assertTrue(SqlScripts.install(connection, "sample", SCRIPT));
                assertFalse(SqlScripts.install(connection, "sample", SCRIPT));
                assertEquals(OptionalInt.of(3), SqlScripts.version(connection, "sample"));
                List<String> columns = SqlScripts.columns(connection);
                assertTrue(columns.containsAll(before));
                assertEquals(before.size() + 1, columns.size());
                assertTrue(SqlScripts.folded(columns).contains("sample.name"));
                assertTrue(SqlScripts.hasKey(connection, "sample"));
                assertFalse(SqlScripts.hasKey(connection, "ofMucConversationLog"));
                SQLException failure = assertThrows(SQLException.class,
                    () -> SqlScripts.run(connection, "INSERT INTO nowhere VALUES (1);\n"));
                assertTrue(failure.getMessage(), failure.getMessage().contains("in: INSERT INTO nowhere"));
            }
        }
    }
}
