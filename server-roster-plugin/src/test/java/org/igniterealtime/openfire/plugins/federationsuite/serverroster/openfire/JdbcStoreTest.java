package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.assertThrows;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditAction;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Database;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.AuditQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Ask;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Contact;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Reply;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.RosterAction;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Subscription;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Trusted;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** The adapters of the database against HSQLDB, with the tables that our own script makes. */
public class JdbcStoreTest {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.678Z");
    private static final Path SCRIPT = Path.of("../web-admin/src/main/database/federationsuite_hsqldb.sql");
    private static final Peer FULL = new Peer("b.example", Subscription.BOTH, Ask.NO_ANSWER, Optional.of(NOW),
        Optional.of(NOW.plusMillis(1)), true, true, Subscription.FROM, Optional.of(new Peer.Decision("admin@a.example", NOW)),
        new Peer.Memo("It's \"Alice\"; DROP TABLE ofFedPeer", Optional.of(NOW.plusSeconds(1)), Optional.of(NOW.plusSeconds(2))),
        Optional.of(new Peer.Seen(true, NOW.plusSeconds(3))), List.of(Kind.SUBSCRIBED, Kind.SUBSCRIBE), Trusted.REVOKED,
        Optional.of(new Contact(NOW.plusSeconds(4), Contact.Way.DIALBACK, "CN=\u00e9")),
        new Reply(Optional.of(NOW.plusSeconds(5)), "item-not-found"));

    private final Database database = new Database() {
        @Override
        public Connection open() throws SQLException {
            Connection connection = DriverManager.getConnection("jdbc:hsqldb:mem:roster", "sa", "");
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
    private final JdbcPeerStore peers = new JdbcPeerStore(database);
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

    @Test
    public void theAuditIsSearchedAndPaged() {
        for (int index = 0; index < 5; index++) {
            write(FULL, List.of(new AuditEntry(NOW.plusSeconds(index), index == 3 ? "c.example" : "b.example",
                new Actor("Admin" + index + "@a.example", "192.0.2." + index), index % 2 == 0 ? "approve" : "revoke", "100%_!",
                "note: ' OR 1=1 --")));
        }

        assertEquals(List.of("Admin4", "Admin3", "Admin2", "Admin1", "Admin0"), found("", "", "", 0, 10));
        assertEquals(List.of("Admin3"), found("c.example", "", "", 0, 10));
        assertEquals(List.of("Admin3", "Admin1"), found("", "REVOKE", "", 0, 10));
        assertEquals(List.of("Admin2"), found("", "", "admin2@", 0, 10));
        assertEquals(List.of("Admin4", "Admin3", "Admin2", "Admin1", "Admin0"), found("", "0%_!", "", 0, 10));
        assertEquals(List.of("Admin4", "Admin3", "Admin2", "Admin1", "Admin0"), found("", "' or 1=1 --", "", 0, 10));
        assertEquals(List.of(), found("", "1%0", "", 0, 10));
        assertEquals(List.of(), found("", "x' OR '1'='1", "", 0, 10));
        assertEquals(List.of("Admin3", "Admin2"), found("", "", "", 2, 4));
    }

    @Test
    public void theAuditIsSearchedForActionsByWhatPagesCallThem() {
        write(FULL, List.of(entry(NOW, "approve"), entry(NOW.plusSeconds(1), "revoke"), entry(NOW.plusSeconds(2), "note")));

        Section<AuditEntry> found = new JdbcAuditSearch(database).find(new AuditQuery("", "widerr", Set.of("revoke", "deny"), "",
            Optional.empty(), Optional.empty(), 1, 9));

        assertEquals(List.of("revoke"), found.items().stream().map(AuditEntry::action).toList());
    }

    @Test
    public void aPageOfTheAuditKnowsHowManyThereAre() {
        for (int index = 0; index < 5; index++) {
            write(FULL, List.of(
                new AuditEntry(NOW.plusSeconds(index), "b.example", new Actor("admin" + index, ""), "note", "", "x")));
        }
        JdbcAuditSearch search = new JdbcAuditSearch(database);

        Section<AuditEntry> last = search.find(new AuditQuery("", "", Set.of(), "", Optional.empty(), Optional.empty(), 99, 2));

        assertEquals(3, last.page());
        assertEquals(3, last.pages());
        assertEquals(5, last.total());
        assertEquals(List.of("admin0"), last.items().stream().map(entry -> entry.by().name()).toList());
    }

    @Test
    public void whatIsNotAboutAPeerStandsAmongTheDecisionsAndIsFoundByItsRoomAndItsService() {
        List<AuditEntry> told = new ArrayList<>();
        AuditOffice office = new AuditOffice(database, told::add, new MapSettings(), () -> NOW);
        Actor by = new Actor("admin@a.example", "192.0.2.1");
        write(FULL, List.of(entry(NOW, "approve")));
        AuditEntry closed = AuditAction.MIRROR_CLOSED.entry(NOW.plusSeconds(1), "r_om@talk.b.example", by, "mirrored here",
            "closed");
        office.write(closed);
        office.write(AuditAction.SETTINGS_CHANGED.entry(NOW.plusSeconds(2), "room@xtalk.b.example", by, "a: 1", "a: 2"));
        office.write(AuditAction.TRACE_BEGUN.entry(NOW.plusSeconds(3), "x".repeat(300) + "@talk.b.example", by,
            "1".repeat(2000), "t"));

        assertEquals(List.of("mirror-closed"), actions(office, "talk.b.example"));
        assertEquals(List.of("mirror-closed"), actions(office, "r_om@talk.b.example"));
        assertEquals(List.of("approve"), actions(office, "b.example"));
        assertEquals(List.of("trace-begun", "settings-changed", "mirror-closed", "approve"), actions(office, ""));
        assertEquals(closed, office.audit(AuditQuery.about("r_om@talk.b.example", 9)).items().get(0));
        assertEquals(List.of("mirror-closed", "settings-changed", "trace-begun"), told.stream().map(AuditEntry::action).toList());
        String file = office.auditFile(AuditQuery.about("talk.b.example", 1));
        assertEquals("time,about,actor,address,action,before,after\r\n" + NOW.plusSeconds(1)
            + ",r_om@talk.b.example,admin@a.example,192.0.2.1,mirror-closed,mirrored here,closed\r\n", file);
    }

    private static List<String> actions(AuditOffice office, String about) {
        return office.audit(AuditQuery.about(about, 9)).items().stream().map(AuditEntry::action).toList();
    }

    @Test
    public void whatCannotBeWrittenIsInTheServersOwnLogAllTheSame() throws SQLException {
        List<AuditEntry> told = new ArrayList<>();
        AuditOffice office = new AuditOffice(database, told::add, new MapSettings(), () -> NOW);
        run("DROP TABLE ofFedAudit");

        office.write(entry(NOW, "approve"));

        assertEquals(1, told.size());
        assertThrows(StoreException.class, () -> office.audit(AuditQuery.about("", 1)));
    }

    @Test
    public void eachWordOfTheAuditFitsItsColumnAndIsNoneOfTheRosters() {
        for (AuditAction action : AuditAction.values()) {
            assertTrue(action.word(), action.word().length() <= 32 && AuditAction.isOne(action.word()));
        }
        for (RosterAction action : RosterAction.values()) {
            assertTrue(action.word(), action.word().length() <= 32 && !AuditAction.isOne(action.word()));
        }
        for (Order.Simple order : Order.Simple.values()) {
            assertEquals(order.name().toLowerCase(Locale.ROOT), RosterAction.of(order).word());
        }
    }

    /** Names of those who decided, in an order and within seconds after the beginning. */
    private List<String> found(String domain, String text, String actor, int from, int until) {
        return new JdbcAuditSearch(database).find(new AuditQuery(domain, text, Set.of(), actor,
                Optional.of(NOW.plusSeconds(from)), Optional.of(NOW.plusSeconds(until)), 1, 10)).items().stream()
            .map(entry -> entry.by().name().replace("@a.example", "")).toList();
    }

    private void run(String sql) throws SQLException {
        database.transact(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** Writes a peer, whatever there was. */
    private void write(Peer peer, List<AuditEntry> entries) {
        assertEquals(Optional.empty(), peers.write(peers.read(peer.domain()), peer, entries));
    }

    private static AuditEntry entry(Instant at, String action) {
        return new AuditEntry(at, "b.example", new Actor("admin@a.example", ""), action, "none", "from");
    }

    @Test
    public void aPeerIsReadAsItWasWritten() {
        Peer asking = new Peer("c.example", Subscription.NONE, Ask.NONE, Optional.empty(), Optional.of(NOW), false, false,
            Subscription.NONE, Optional.empty(), Peer.Memo.EMPTY, Optional.empty(), List.of(), Trusted.NO, Optional.empty(),
            Reply.NONE);
        write(FULL, List.of());
        write(asking, List.of());

        assertEquals(Set.of(FULL, asking), Set.copyOf(peers.load()));
    }

    @Test
    public void whatAnotherNodeHasWrittenMeanwhileIsNotOverwritten() {
        Peer seen = FULL.unsent(List.of());
        write(seen, List.of());
        write(FULL, List.of(entry(NOW, "approve")));

        assertEquals(Optional.of(FULL), peers.write(seen, seen.unsent(List.of(Kind.SUBSCRIBE)), List.of(entry(NOW, "deny"))));
        assertEquals(Optional.of(FULL), peers.write(Peer.stranger("b.example"), seen, List.of()));
        assertEquals(Optional.of(FULL), peers.write(seen, Peer.stranger("b.example"), List.of()));

        assertEquals(List.of(FULL), peers.load());
        assertEquals(List.of("approve"), audit.latest(9).stream().map(AuditEntry::action).toList());
    }

    @Test
    public void whatAnotherNodeHasRemovedMeanwhileDoesNotComeBack() {
        write(FULL, List.of());
        write(Peer.stranger("b.example"), List.of());

        assertEquals(Optional.of(Peer.stranger("b.example")), peers.write(FULL, FULL.unsent(List.of()), List.of()));

        assertEquals(List.of(), peers.load());
        assertEquals(Peer.stranger("b.example"), peers.read("b.example"));
    }

    @Test
    public void aDriverThatCountsOnlyRowsThatChangeMakesNoDifference() {
        // As MySQL's does with useAffectedRows: a row that is as it should be does not count.
        JdbcPeerStore counting = new JdbcPeerStore(new Watched((statement, method) ->
            method.equals("executeUpdate") && statement.startsWith("UPDATE") ? Optional.of(0) : Optional.empty()));
        write(FULL, List.of());

        assertEquals(Optional.empty(), counting.write(FULL, FULL, List.of(entry(NOW, "request"))));
        assertEquals(Optional.empty(), counting.write(FULL, FULL.unsent(List.of()), List.of()));

        assertEquals(List.of(FULL.unsent(List.of())), peers.load());
        assertEquals(List.of("request"), audit.latest(9).stream().map(AuditEntry::action).toList());
    }

    @Test
    public void aTransactionThatWasInTheWayOfAnotherIsDoneAnew() {
        List<String> failures = new ArrayList<>(List.of("40001", "40P01"));
        JdbcPeerStore contested = new JdbcPeerStore(new Watched((statement, method) -> {
            if (statement.startsWith("INSERT INTO ofFedAudit") && !failures.isEmpty()) {
                throw new SQLException("deadlock", failures.remove(0));
            }
            return Optional.empty();
        }));

        assertEquals(Optional.empty(), contested.write(Peer.stranger("b.example"), FULL, List.of(entry(NOW, "approve"))));
        assertEquals(List.of(FULL), peers.load());
        assertEquals(1, audit.latest(9).size());

        failures.addAll(List.of("40001", "40001", "40001"));
        assertThrows("it ends", StoreException.class,
            () -> contested.write(FULL, FULL.unsent(List.of()), List.of(entry(NOW, "deny"))));
        failures.add("08006");
        assertThrows("another failure is one at once", StoreException.class,
            () -> contested.write(FULL, FULL.unsent(List.of()), List.of(entry(NOW, "deny"))));
        assertEquals(List.of(FULL), peers.load());
        assertEquals(1, audit.latest(9).size());
    }

    @Test
    public void aDatabaseThatKeepsABlankForAnEmptyTextMakesNoDifference() throws SQLException {
        Peer plain = new Peer("c.example", Subscription.BOTH, Ask.NONE, Optional.empty(), Optional.empty(), false, false,
            Subscription.NONE, Optional.of(new Peer.Decision("", NOW)), Peer.Memo.EMPTY, Optional.empty(), List.of(), Trusted.NO,
            Optional.of(new Contact(NOW, Contact.Way.DIALBACK, "")), new Reply(Optional.of(NOW), ""));
        write(plain, List.of());
        // As Sybase does by itself.
        run("UPDATE ofFedPeer SET noteText=' ', unsent=' ', decidedBy=' ', certificate=' ', askError=' '");

        assertEquals(List.of(plain), peers.load());
        assertEquals(Optional.empty(), peers.write(plain, plain.unsent(List.of(Kind.SUBSCRIBE)), List.of()));
    }

    @Test
    public void aDomainThatTheDatabaseTakesForAnotherOneIsNotThatOne() throws SQLException, IOException {
        // As databases are to which accents are no difference: to this one it is the case, which domains come here without.
        run("DROP TABLE ofFedPeer");
        run(Files.readString(SCRIPT).replaceFirst("(?s).*?(CREATE TABLE ofFedPeer \\(\\s*peerDomain\\s+VARCHAR)([^;]*);.*",
            "$1_IGNORECASE$2"));
        write(FULL, List.of());
        Peer other = Peer.stranger("B.example");

        assertEquals(other, peers.read("B.example"));
        assertThrows(StoreException.class,
            () -> peers.write(other, other.unsent(List.of(Kind.SUBSCRIBE)), List.of(entry(NOW, "approve"))));
        assertThrows(StoreException.class, () -> peers.write(other, other, List.of(entry(NOW, "revoke"))));

        assertEquals(List.of(FULL), peers.load());
        assertEquals(List.of(), audit.latest(9));
    }

    /** What a driver answers in the place of the database, if anything. */
    private interface Driver {
        Optional<Object> answer(String statement, String method) throws SQLException;
    }

    /** The database by a driver with a mind of its own. */
    private final class Watched implements Database {

        private final Driver driver;

        Watched(Driver driver) {
            this.driver = driver;
        }

        @Override
        public Connection open() throws SQLException {
            Connection real = database.open();
            return proxy(Connection.class, (method, arguments) -> {
                Object result = method.invoke(real, arguments);
                return result instanceof PreparedStatement statement ? watched(statement, (String) arguments[0]) : result;
            });
        }

        private PreparedStatement watched(PreparedStatement real, String sql) {
            return proxy(PreparedStatement.class, (method, arguments) -> {
                Optional<Object> own = method.getName().startsWith("execute") ? driver.answer(sql, method.getName())
                    : Optional.empty();
                Object result = method.invoke(real, arguments);
                return own.orElse(result);
            });
        }

        @Override
        public void close(Connection connection, boolean undo) {
            database.close(connection, undo);
        }
    }

    private interface Call {
        Object with(Method method, Object[] arguments) throws ReflectiveOperationException, SQLException;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
            (self, method, arguments) -> call.with(method, arguments)));
    }

    @Test
    public void partsOfAMillisecondThatADatabaseDoesNotKnowAreNoChange() {
        Peer fine = new Peer("c.example", Subscription.NONE, Ask.NONE, Optional.empty(), Optional.of(NOW.plusNanos(5)), false,
            false, Subscription.NONE, Optional.empty(), Peer.Memo.EMPTY, Optional.empty(), List.of(), Trusted.NO,
            Optional.empty(), Reply.NONE);
        write(fine, List.of());

        assertEquals(Optional.empty(), peers.write(fine, fine.unsent(List.of(Kind.SUBSCRIBE)), List.of()));
    }

    @Test
    public void aCertificateThatIsTooLongForTheTableIsCut() {
        Contact contact = new Contact(NOW, Contact.Way.TLS, "x".repeat(1000));
        assertEquals(255, contact.certificate().length());
    }

    @Test
    public void aFileOfHsqldbIsWrittenLaterAndMemoryDoesNotMatter() throws SQLException, IOException {
        Path folder = Files.createTempDirectory("roster");
        String url = "jdbc:hsqldb:file:" + folder.resolve("db");
        Database file = new Database() {
            @Override
            public Connection open() throws SQLException {
                return DriverManager.getConnection(url, "sa", "");
            }

            @Override
            public void close(Connection connection, boolean undo) {
                try {
                    connection.close();
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            }
        };
        try {
            // As Openfire's own script sets it.
            execute(file, "SET FILES WRITE DELAY 1000 MILLIS");
            assertEquals(Duration.ofMillis(1500), file.lag());
            execute(file, "SET FILES WRITE DELAY FALSE");
            assertEquals(Duration.ZERO, file.lag());
        } finally {
            execute(file, "SHUTDOWN");
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.open(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    public void pruningFollowsTheSettingOfTheMomentAndABadOneIsTheDefault() {
        MapSettings values = new MapSettings();
        AuditOffice office = new AuditOffice(database, entry -> { }, values, () -> NOW);
        write(FULL, List.of(entry(NOW.minus(Duration.ofDays(366)), "older"), entry(NOW.minus(Duration.ofDays(364)), "old"),
            entry(NOW, "new")));

        office.prune();
        assertEquals(List.of("new", "old"), audit.latest(9).stream().map(AuditEntry::action).toList());
        values.set(RosterSettings.AUDIT_DAYS, 30);
        office.prune();
        assertEquals(List.of("new"), audit.latest(9).stream().map(AuditEntry::action).toList());
        for (String bad : List.of("0", "-1", "36501", "", "all", "1.5", "9999999999")) {
            assertThrows(bad, IllegalArgumentException.class, () -> RosterSettings.AUDIT_DAYS.reader().apply(bad));
        }
    }

    @Test
    public void aLaterStateTakesThePlaceOfTheEarlierOne() {
        write(FULL, List.of());
        write(FULL.unsent(List.of()), List.of());

        assertEquals(List.of(FULL.unsent(List.of())), peers.load());
    }

    @Test
    public void aStrangerIsRemoved() {
        write(FULL, List.of());
        write(Peer.stranger("b.example"), List.of());

        assertEquals(List.of(), peers.load());
    }

    @Test
    public void aDecisionIsKeptWithItsAuditOrNotAtAll() {
        AuditEntry tooLong = entry(NOW, "x".repeat(33));

        assertThrows(StoreException.class, () -> write(FULL, List.of(entry(NOW, "approve"), tooLong)));

        assertEquals(List.of(), peers.load());
        assertEquals(List.of(), audit.latest(9));
    }

    @Test
    public void theAuditIsReadLatestFirst() {
        write(FULL, List.of(entry(NOW, "first"), entry(NOW, "second")));
        write(FULL, List.of(entry(NOW.plusSeconds(1), "third")));

        assertEquals(List.of("third", "second", "first"), audit.latest(9).stream().map(AuditEntry::action).toList());
        assertEquals(List.of(entry(NOW.plusSeconds(1), "third")), audit.latest(1));
    }

    @Test
    public void whatIsTooLongForTheAuditIsCut() {
        String longest = "x".repeat(1001);
        write(FULL, List.of(new AuditEntry(NOW, "b.example", new Actor(longest, longest), "note", longest, longest)));

        AuditEntry kept = audit.latest(1).get(0);
        assertEquals(255, kept.by().name().length());
        assertEquals(1000, kept.after().length());
    }

    @Test
    public void oldEntriesAreRemoved() {
        write(FULL, List.of(entry(NOW.minus(Duration.ofDays(2)), "old"), entry(NOW, "new")));

        audit.prune(NOW.minus(Duration.ofDays(1)));

        assertEquals(List.of("new"), audit.latest(9).stream().map(AuditEntry::action).toList());
    }
}
