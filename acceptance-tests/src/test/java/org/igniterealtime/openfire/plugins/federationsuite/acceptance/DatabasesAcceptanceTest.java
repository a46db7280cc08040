package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.igniterealtime.openfire.plugins.federationsuite.acceptance.database.DatabaseKind;
import org.igniterealtime.openfire.plugins.federationsuite.acceptance.database.PluginScripts;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Database;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * A server with the suite on each database: what it keeps is there, and comes back after a restart.
 */
@RunWith(Parameterized.class)
public class DatabasesAcceptanceTest {

    private static final Path SUITE = Path.of(System.getProperty("federationsuite.jar"));

    /** Anything that a database or its driver could read as more than a text. */
    private static final String AWKWARD = "back\\40slash, 'quote', {brace}, ?, \u00e9, \u2603, \uD83D\uDC1F";

    private final ServerKind version;
    private final DatabaseKind kind;

    public DatabasesAcceptanceTest(String name, ServerKind version, DatabaseKind kind) {
        this.version = version;
        this.kind = kind;
    }

    /** Each database, with the oldest version and, given {@code -Dopenfire.home}, with an installed newer one. */
    @Parameters(name = "{0}")
    public static List<Object[]> all() {
        List<ServerKind> versions = new ArrayList<>(List.of(ServerKind.oldest()));
        ServerKind.installed().ifPresent(versions::add);
        return versions.stream().flatMap(version -> List.of(DatabaseKind.values()).stream()
            .map(kind -> new Object[] {version.name() + " on " + kind, version, kind})).toList();
    }

    @Test
    public void whatAServerKeepsSurvivesARestart() throws SQLException, IOException {
        try (Testbed bed = Testbed.open(TestbedOptions.defaults().with(version))) {
            ServerSpec spec = bed.server("capulet.lit").user("juliet", "r0m30's").plugin(SUITE)
                .property("testbed.planned", "back\\40slash, 'quote', {brace}, ?");
            Optional<Database> database = Optional.empty();
            if (kind != DatabaseKind.HSQLDB) {
                database = Optional.of(kind.start(bed).create("openfire"));
                spec.database(database.get());
            }
            Server capulet = spec.add();
            bed.start();
            assertEquals(Optional.of("back\\40slash, 'quote', {brace}, ?"), capulet.control().property("testbed.planned"));
            String balcony = capulet.room("balcony");
            try (Client juliet = Client.login(capulet, "juliet").available()) {
                FederationTest.makeRoom(juliet, balcony, "muc#roomconfig_roomname=The Balcony");
            }
            capulet.control().setProperty("testbed.kept", AWKWARD);

            capulet.restart();

            assertEquals(Optional.of(AWKWARD), capulet.control().property("testbed.kept"));
            assertTrue("the suite is loaded", capulet.control().plugins().stream()
                .anyMatch(plugin -> plugin.name().equals("federationsuite")));
            try (Client juliet = Client.login(capulet, "juliet").available()) {
                String info = juliet.ask("get", balcony, "<query xmlns='http://jabber.org/protocol/disco#info'/>").text();
                assertTrue(info, info.contains("muc_persistent") && info.contains("The Balcony"));
            }
            assertEquals("the server's own database is used only without another", database.isEmpty(),
                Files.isDirectory(capulet.home().resolve("embedded-db")));
            if (database.isPresent()) {
                assertKept(database.get());
            }
            assertFalse(capulet.log().text(), capulet.log().text().contains("SQLException"));
        }
    }

    /** That it is in this database, seen without any server. */
    private static void assertKept(Database database) throws SQLException, IOException {
        assertEquals(List.of(AWKWARD), read(database, "SELECT propValue FROM ofProperty WHERE name=?", "testbed.kept"));
        assertEquals(List.of("balcony"), read(database, "SELECT name FROM ofMucRoom WHERE naturalName=?", "The Balcony"));
        PluginScripts scripts = PluginScripts.in(SUITE);
        if (scripts.databaseKey().isPresent()) {
            assertEquals("the server ran the suite's script", List.of(scripts.databaseVersion().orElseThrow().toString()),
                read(database, "SELECT version FROM ofVersion WHERE name=?", scripts.databaseKey().get()));
        }
    }

    private static List<String> read(Database database, String query, String parameter) throws SQLException {
        try (Connection connection = database.connect(); PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            List<String> values = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    values.add(row.getString(1));
                }
            }
            return values;
        }
    }
}
