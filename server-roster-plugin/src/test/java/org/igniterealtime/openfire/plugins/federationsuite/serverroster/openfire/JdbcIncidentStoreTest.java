package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Database;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Incident;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentState;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument.Reference;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentKind;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** The table of incidents in HSQLDB, as our own script makes it. */
public class JdbcIncidentStoreTest {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.678Z");
    private static final Path SCRIPT = Path.of("../web-admin/src/main/database/federationsuite_hsqldb.sql");
    private static final Incident CAME = new Incident("id1", Incident.Direction.IN, "b.example", IncidentKind.REQUEST,
        new Reference("It's \"b\"; DROP TABLE ofFedIncident", "7"), IncidentState.NEW, true, NOW, Optional.empty(), "spam", "");
    private static final Incident WENT = new Incident("id2", Incident.Direction.OUT, "c.example", IncidentKind.REPORT,
        new Reference("a.example", "8"), IncidentState.WAITING, false, NOW.plusSeconds(1), Optional.empty(), "", "forbidden: no");

    private final Database database = new Database() {
        @Override
        public Connection open() throws SQLException {
            Connection connection = DriverManager.getConnection("jdbc:hsqldb:mem:incidents", "sa", "");
            connection.setAutoCommit(false);
            return connection;
        }

        @Override
        public void close(Connection connection, boolean undo) {
            try (connection) {
                if (undo) {
                    connection.rollback();
                }
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    };
    private final JdbcIncidentStore store = new JdbcIncidentStore(database);
    private final JdbcAuditStore audit = new JdbcAuditStore(database);

    @Before
    public void makeTables() throws SQLException, IOException {
        run("CREATE TABLE ofVersion (name VARCHAR(50) PRIMARY KEY, version INTEGER NOT NULL)");
        String statements = Files.readAllLines(SCRIPT).stream().filter(line -> !line.startsWith("//"))
            .collect(Collectors.joining("\n"));
        for (String statement : statements.split(";\n")) {
            run(statement);
        }
    }

    @After
    public void dropTables() throws SQLException {
        run("DROP SCHEMA PUBLIC CASCADE");
    }

    private void run(String sql) throws SQLException {
        database.transact(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    private static AuditEntry entry(String action) {
        return new AuditEntry(NOW, "b.example", new Actor("b.example", ""), action, "", "");
    }

    private List<String> actions() {
        return audit.latest(9).stream().map(AuditEntry::action).toList();
    }

    @Test
    public void incidentsAreReadAsTheyWereWrittenLatestFirst() {
        Incident handled = CAME.with(new Incident.Handled("admin@a.example", NOW.plusSeconds(9)));
        String document = "<report>" + "x".repeat(300_000) + "</report>";
        store.keep(handled, document, List.of(), List.of(entry("incident-received")));
        store.keep(WENT, "<b/>", List.of(), List.of());

        assertEquals(List.of(WENT, handled), store.all());
        assertEquals(Optional.of(document), store.document("id1"));
        assertEquals(Optional.empty(), store.document("id9"));
        assertEquals(List.of("incident-received"), actions());
    }

    @Test
    public void whatComesAgainTakesTheOldPlaceAndWhatIsDroppedGoes() {
        store.keep(CAME, "<a/>", List.of(), List.of());
        store.keep(WENT, "<b/>", List.of(), List.of());
        Incident again = CAME.with(IncidentState.UPDATED, "");

        store.keep(again, "<c/>", List.of("id2"), List.of());

        assertEquals(List.of(again), store.all());
        assertEquals(Optional.of("<c/>"), store.document("id1"));
    }

    @Test
    public void anIncidentIsKeptWithItsAuditOrNotAtAll() {
        store.keep(CAME, "<a/>", List.of(), List.of());

        assertThrows(StoreException.class,
            () -> store.keep(WENT, "<b/>", List.of("id1"), List.of(entry("x".repeat(33)))));

        assertEquals(List.of(CAME), store.all());
        assertEquals(List.of(), actions());
    }

    @Test
    public void onlyWhatIsStillAsItWasSeenIsChanged() {
        store.keep(CAME, "<a/>", List.of(), List.of());
        Incident handled = CAME.with(new Incident.Handled("admin@a.example", NOW));

        assertFalse(store.change(handled, NOW.minusMillis(1), List.of(entry("incident-handled"))));
        assertFalse(store.change(WENT, WENT.at(), List.of(entry("incident-handled"))));
        assertEquals(List.of(), actions());
        assertTrue(store.change(handled, NOW, List.of(entry("incident-handled"))));

        assertEquals(List.of(handled), store.all());
        assertEquals(Optional.of("<a/>"), store.document("id1"));
        assertEquals(List.of("incident-handled"), actions());
        assertTrue(store.change(handled.reopened(), NOW, List.of(entry("incident-reopened"))));
        assertEquals(List.of(CAME), store.all());
    }

    @Test
    public void aRemovalIsWrittenDownOnce() {
        store.keep(CAME, "<a/>", List.of(), List.of());

        assertTrue(store.remove("id1", List.of(entry("incident-removed"))));
        assertFalse(store.remove("id1", List.of(entry("incident-removed"))));

        assertEquals(List.of(), store.all());
        assertEquals(List.of("incident-removed"), actions());
    }

    @Test
    public void whatIsOldGoesUnlessABuddySentItAndNobodyHandledIt() {
        Incident open = new Incident("id3", Incident.Direction.IN, "b.example", IncidentKind.REPORT, CAME.about(),
            IncidentState.NEW, false, NOW, Optional.empty(), "", "");
        Incident handled = new Incident("id4", Incident.Direction.IN, "b.example", IncidentKind.REPORT, WENT.about(),
            IncidentState.NEW, false, NOW, Optional.of(new Incident.Handled("admin", NOW)), "", "");
        for (Incident incident : List.of(CAME, WENT, open, handled)) {
            store.keep(incident, "<a/>", List.of(), List.of());
        }

        store.prune(NOW);
        assertEquals(4, store.all().size());
        store.prune(NOW.plusSeconds(60));
        assertEquals(List.of(open), store.all());
    }

    @Test
    public void whatWaitedWhenTheServerEndedWasNotAnswered() {
        store.keep(WENT, "<a/>", List.of(), List.of());
        store.keep(CAME, "<a/>", List.of(), List.of());

        store.giveUpWaiting();

        assertEquals(List.of(IncidentState.NO_ANSWER, IncidentState.NEW), store.all().stream().map(Incident::state).toList());
    }
}
