package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugins.federationsuite.acceptance.database.DatabaseKind;
import org.igniterealtime.openfire.plugins.federationsuite.acceptance.database.DatabaseOrphanMain;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Database;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.DatabaseServer;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/**
 * The database servers themselves.
 */
@RunWith(Parameterized.class)
public class DatabaseServersAcceptanceTest {

    @Parameter
    public DatabaseKind kind;

    @Parameters(name = "{0}")
    public static List<DatabaseKind> kinds() {
        return List.of(DatabaseKind.POSTGRESQL, DatabaseKind.MARIADB);
    }

    @Test
    public void databasesAreApartAndOnLoopbackOnlyAndGoWithTheServer() throws SQLException, IOException {
        try (Testbed bed = Testbed.open()) {
            Database one;
            Database other;
            try (DatabaseServer server = kind.start(bed)) {
                one = server.create("one");
                other = server.create("other");
                try (Connection connection = one.connect(); Statement statement = connection.createStatement()) {
                    statement.execute("CREATE TABLE t (c INTEGER)");
                }
                try (Connection connection = other.connect(); Statement statement = connection.createStatement()) {
                    statement.execute("CREATE TABLE t (c INTEGER)");
                }
                Database intruder = new Database(one.dialect(), one.url(), other.user(), other.password(), one.driver());
                assertThrows(SQLException.class, intruder::connect);
                Database stranger = new Database(one.dialect(), one.url(), one.user(), "wrong", one.driver());
                assertThrows(SQLException.class, stranger::connect);
                // All of 127.0.0.0/8 is this machine; who listens on all addresses listens there, too.
                int port = URI.create(one.url().substring("jdbc:".length())).getPort();
                InetAddress elsewhere = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
                assertThrows(ConnectException.class, () -> new Socket(elsewhere, port).close());
            }
            assertThrows(SQLException.class, one::connect);
            try (Stream<Path> files = Files.list(bed.directory())) {
                assertEquals("folders", List.of(), files.filter(Files::isDirectory)
                    .filter(folder -> !folder.endsWith("programs")).toList());
            }
        }
    }

    @Test
    public void aDatabaseServerDiesWithItsTestbedsProcess() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process parent = new ProcessBuilder(java.toString(), "-cp", System.getProperty("java.class.path"),
            // Killed, it cannot remove its files; they go with the build's.
            "-D" + TestbedOptions.DIRECTORY + "=" + System.getProperty(TestbedOptions.DIRECTORY, "target/testbed"),
            DatabaseOrphanMain.class.getName(), kind.name()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            byte[] line = new byte[32];
            int length = parent.getInputStream().read(line);
            String id = new String(line, 0, length, StandardCharsets.US_ASCII).trim();
            ProcessHandle database = ProcessHandle.of(Long.parseLong(id)).orElseThrow();
            assertTrue("the database runs", database.isAlive());
            parent.destroyForcibly();
            Waiting.until("the orphan to end", Waiting.PATIENCE, () -> !database.isAlive());
        } finally {
            parent.destroyForcibly();
        }
    }
}
