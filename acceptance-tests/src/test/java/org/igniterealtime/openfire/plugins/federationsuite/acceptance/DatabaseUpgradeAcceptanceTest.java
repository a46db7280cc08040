package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.igniterealtime.openfire.plugins.federationsuite.acceptance.database.DatabaseKind;
import org.igniterealtime.openfire.plugins.federationsuite.acceptance.database.SqlScripts;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Database;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/**
 * A server whose tables are those of 0.1.0, with rows, gets today's jar. On 4.2.0 only: what it does with scripts newer
 * versions do alike, and their HSQLDB writes files that the test cannot open.
 */
@RunWith(Parameterized.class)
public class DatabaseUpgradeAcceptanceTest {

    private static final Path SUITE = Path.of(System.getProperty("federationsuite.jar"));
    private static final Path VERSION_1 = SUITE.resolve("../../src/test/database/version-1").normalize();
    private static final String PEER = "INSERT INTO ofFedPeer (peerDomain, subscription, askState, invited, blocked, revoked,"
        + " noteText, pendingSince) VALUES (?, ?, 'NONE', 0, ?, 'NONE', ?, ?)";
    private static final String ENTRY = "INSERT INTO ofFedAudit (entryID, entryStamp, entryOrder, peerDomain, actor, entryAction,"
        + " oldValue, newValue) VALUES (?, ?, 0, 'montague.lit', 'admin@capulet.lit', 'approve', 'none', 'both')";

    @Parameter
    public DatabaseKind kind;

    @Parameters(name = "{0}")
    public static DatabaseKind[] kinds() {
        return DatabaseKind.values();
    }

    @Test
    public void tablesOfVersion1WithTheirRowsAreUpgraded() throws IOException, SQLException {
        try (Testbed bed = Testbed.open(TestbedOptions.defaults().with(ServerKind.oldest()))) {
            ServerSpec spec = bed.server("capulet.lit").admin("admin", "admin-secret");
            Database elsewhere = kind == DatabaseKind.HSQLDB ? null : kind.start(bed).create("openfire");
            if (elsewhere != null) {
                spec.database(elsewhere);
            }
            Server capulet = spec.add();
            // So that the server's own tables are there.
            bed.start();
            capulet.stop();
            with(capulet, elsewhere, connection -> {
                SqlScripts.run(connection, Files.readString(VERSION_1.resolve("federationsuite_" + type() + ".sql")));
                peer(connection, "montague.lit", "BOTH", 0, "It's \u00e9", null);
                peer(connection, "tybalt.lit", "NONE", 1, "", null);
                peer(connection, "verona.lit", "NONE", 0, "", 1_700_000_000_000L);
                entry(connection, "old", 0);
                entry(connection, "new", System.currentTimeMillis());
            });
            capulet.start();

            capulet.control().installPlugin(SUITE);
            SuitePart.SERVER_ROSTER.switchOn(capulet);

            try (Client client = Client.login(capulet, "admin", "desk").available()) {
                RosterAdmin admin = new RosterAdmin(client, capulet);
                assertEquals(Map.of("montague.lit", "both, note: It's \u00e9", "tybalt.lit", "blocked",
                    "verona.lit", "none, waits for a decision"), admin.peers());
                assertEquals("montague.lit is now: both, trusted, note: It's \u00e9",
                    admin.order(RosterAdmin.PEER + "trust", "montague.lit"));
                assertTrue(admin.order(RosterAdmin.PEER + "approve", "verona.lit").startsWith("verona.lit is now: from, asked"));
                assertEquals("blocked", admin.state("tybalt.lit"));
            }
            if (elsewhere != null) {
                Waiting.until("what is too old to be removed", Waiting.PATIENCE,
                    () -> !audit(capulet, elsewhere).contains("old"));
            }
            capulet.restart();
            try (Client client = Client.login(capulet, "admin", "desk").available()) {
                assertEquals("both, trusted, note: It's \u00e9", new RosterAdmin(client, capulet).state("montague.lit"));
            }
            capulet.stop();
            List<String> kept = audit(capulet, elsewhere);
            assertTrue(kept.toString(), kept.contains("new"));
            with(capulet, elsewhere, connection -> assertEquals(OptionalInt.of(4),
                SqlScripts.version(connection, "federationsuite")));
            assertFalse(capulet.log().text(), capulet.log().text().contains("Failed to execute SQL"));
        }
    }

    /** The script that 4.2.0 takes. */
    private String type() {
        return switch (kind) {
            case HSQLDB -> "hsqldb";
            case POSTGRESQL -> "postgresql";
            case MARIADB -> "mysql";
        };
    }

    private static void peer(Connection connection, String domain, String subscription, int blocked, String note, Long pending)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(PEER)) {
            insert.setString(1, domain);
            insert.setString(2, subscription);
            insert.setInt(3, blocked);
            insert.setString(4, note);
            insert.setObject(5, pending, java.sql.Types.BIGINT);
            insert.executeUpdate();
        }
    }

    private static void entry(Connection connection, String id, long at) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ENTRY)) {
            insert.setString(1, id);
            insert.setLong(2, at);
            insert.executeUpdate();
        }
    }

    private static List<String> audit(Server server, Database elsewhere) throws IOException, SQLException {
        List<String> entries = new ArrayList<>();
        with(server, elsewhere, connection -> {
            try (Statement statement = connection.createStatement();
                 ResultSet rows = statement.executeQuery("SELECT entryID FROM ofFedAudit")) {
                while (rows.next()) {
                    entries.add(rows.getString(1));
                }
            }
        });
        return entries;
    }

    private interface Work {
        void with(Connection connection) throws IOException, SQLException;
    }

    /** HSQLDB's files belong to the server while it runs. */
    private static void with(Server server, Database elsewhere, Work work) throws IOException, SQLException {
        if (elsewhere != null) {
            try (Connection connection = elsewhere.connect()) {
                work.with(connection);
            }
            return;
        }
        String file = server.home().resolve("embedded-db/openfire").toString();
        try (Connection connection = DriverManager.getConnection("jdbc:hsqldb:file:" + file, "sa", "");
             Statement statement = connection.createStatement()) {
            work.with(connection);
            statement.execute("SHUTDOWN");
        }
    }
}
