package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Dated;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Entry;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Entry.Syntax;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Pair;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Stance;
import org.jivesoftware.database.ConnectionProvider;
import org.jivesoftware.database.DbConnectionManager;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.xmpp.packet.JID;

/** Who uses pubsub for presence, in the database: HSQLDB, with the tables that our own script makes. */
public class JdbcEntryStoreTest {

    private static final Path SCRIPT = Path.of("../web-admin/src/main/database/federationsuite_hsqldb.sql");
    private static final Entry BARD = new Entry(pair("juliet@capulet.lit", "bard@montague.lit"),
        new JID("bard@montague.lit/globe"), Syntax.PUBSUB, Stance.PENDING, false, false);
    private static final Entry NURSE = new Entry(pair("juliet@capulet.lit", "nurse@capulet.lit"),
        new JID("nurse@capulet.lit"), Syntax.NONE, Stance.SUBSCRIBED, true, false);
    private static final Entry PARIS = new Entry(pair("nurse@capulet.lit", "paris@verona.lit"),
        new JID("paris@verona.lit"), Syntax.BRIDGED, Stance.NONE, false, true);

    private static final Instant SINCE = Instant.parse("2030-01-02T03:04:05.678Z");

    private final Memory database = new Memory();
    private final JdbcEntryStore store = new JdbcEntryStore();

    /** Connections to a database in memory, on which committing may fail. */
    private static final class Memory implements ConnectionProvider {

        private boolean failing;
        /** So many commits are undone because of a deadlock. */
        private int inTheWay;

        @Override
        public boolean isPooled() {
            return false;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection real = DriverManager.getConnection("jdbc:hsqldb:mem:eventing", "sa", "");
            return (Connection) Proxy.newProxyInstance(Memory.class.getClassLoader(), new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (failing && method.getName().equals("commit")) {
                        throw new SQLException("The disk is full");
                    }
                    if (inTheWay > 0 && method.getName().equals("commit")) {
                        inTheWay--;
                        throw new SQLException("Deadlock", "40P01");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        }

        @Override
        public void start() {
            // Nothing is pooled.
        }

        @Override
        public void restart() {
            // Nothing is pooled.
        }

        @Override
        public void destroy() {
            // Nothing is pooled.
        }
    }

    @Before
    public void makeTables() throws SQLException, IOException {
        run("CREATE TABLE ofVersion (name VARCHAR(50) PRIMARY KEY, version INTEGER NOT NULL)");
        // The server has its own tables, and need not look for the script that makes them.
        run("INSERT INTO ofVersion (name, version) VALUES ('openfire', " + Integer.MAX_VALUE + ")");
        String statements = Files.readAllLines(SCRIPT).stream().filter(line -> !line.startsWith("//"))
            .collect(Collectors.joining("\n"));
        for (String statement : statements.split(";\n")) {
            run(statement);
        }
        DbConnectionManager.setConnectionProvider(database);
    }

    @After
    public void dropTables() throws SQLException {
        database.failing = false;
        DbConnectionManager.destroyConnectionProvider();
        run("DROP SCHEMA PUBLIC CASCADE");
    }

    @Test
    public void whatIsWrittenIsReadAsItWas() {
        assertEquals(List.of(), loaded());
        for (Entry entry : List.of(BARD, NURSE, PARIS)) {
            assertTrue(put(entry));
        }
        assertEquals(Set.of(BARD, NURSE, PARIS), new HashSet<>(loaded()));
        assertEquals("each once", 3, loaded().size());
    }

    /** As another node of a cluster may be. */
    @Test
    public void whatTheDatabaseUndoesBecauseSomebodyElseIsInTheWayIsDoneAnewAndOnce() {
        database.inTheWay = 2;
        assertTrue(put(BARD));
        database.inTheWay = 2;
        assertEquals(List.of(BARD), loaded());
        assertEquals(0, database.inTheWay);
    }

    @Test
    public void aPairHasOneLineTheLatest() {
        put(BARD);
        Entry later = new Entry(BARD.who(), BARD.who().contact(), Syntax.PUBSUB, Stance.SUBSCRIBED, true, true);
        put(later);
        assertEquals(List.of(later), loaded());
    }

    @Test
    public void whoIsForgottenIsGoneAndNobodyElse() {
        put(BARD);
        put(NURSE);
        assertTrue(store.remove(BARD.who()));
        assertTrue("twice does no harm", store.remove(BARD.who()));
        assertEquals(List.of(NURSE), loaded());
    }

    @Test
    public void pairsWhoseAddressesRunIntoEachOtherAreTwo() {
        Entry turned = new Entry(new Pair(/* owner= */ NURSE.who().contact(), /* contact= */ NURSE.who().owner()),
            NURSE.who().owner(), Syntax.PUBSUB, Stance.PENDING, false, false);
        put(NURSE);
        put(turned);
        assertEquals(Set.of(NURSE, turned), new HashSet<>(loaded()));
    }

    @Test
    public void theLongestAddressesAndTheStrangestAreKept() {
        String node = "\u00fc\\27;--\u4e2d".repeat(30);
        String domain = "a".repeat(60) + ".lit";
        Entry strange = new Entry(pair(node + "@" + domain, "o\\27hara@" + domain),
            new JID("o\\27hara@" + domain + "/\"x' \u00e9" + "r".repeat(500)), Syntax.PUBSUB, Stance.PENDING, false, false);
        assertTrue(put(strange));
        assertEquals(List.of(strange), loaded());
    }

    @Test
    public void whatCannotBeCommittedIsNotPromised() {
        put(BARD);
        database.failing = true;
        assertFalse(put(NURSE));
        assertFalse(put(new Entry(BARD.who(), BARD.address(), Syntax.PUBSUB, Stance.SUBSCRIBED, false, false)));
        assertFalse(store.remove(BARD.who()));
        database.failing = false;
        assertEquals(List.of(BARD), loaded());
    }

    @Test
    public void withoutItsTableItDoesNotPretendThatNobodyIsHiddenFrom() throws SQLException {
        run("DROP TABLE ofFedEventing");
        assertThrows(IllegalStateException.class, store::load);
        assertFalse(put(BARD));
        assertFalse(store.remove(BARD.who()));
    }

    @Test
    public void aLineThatCannotBeReadIsLeftOutAndTheRestIsRead() throws SQLException {
        put(BARD);
        put(NURSE);
        put(PARIS);
        run("UPDATE ofFedEventing SET syntax='SEMAPHOR' WHERE contactJID LIKE 'bard@%'");
        run("UPDATE ofFedEventing SET contactJID='@' WHERE contactJID LIKE 'paris@%'");
        assertEquals(List.of(NURSE), loaded());
    }

    @Test
    public void sinceWhenItStandsSoIsKept() {
        put(BARD);
        assertEquals(List.of(new Dated(BARD, SINCE)), store.load());
    }

    private boolean put(Entry entry) {
        return store.put(new Dated(entry, SINCE));
    }

    private List<Entry> loaded() {
        return store.load().stream().map(Dated::entry).toList();
    }

    private static Pair pair(String owner, String contact) {
        return new Pair(new JID(owner), new JID(contact));
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:hsqldb:mem:eventing", "sa", "");
             Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
