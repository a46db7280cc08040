package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Kept;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.KeptStore.KeptException;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.jivesoftware.database.ConnectionProvider;
import org.jivesoftware.database.DbConnectionManager;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.xmpp.packet.JID;

/** What is kept in the database: HSQLDB, with the tables that our own script makes. */
public class JdbcKeptStoreTest {

    private static final Path SCRIPT = Path.of("../web-admin/src/main/database/federationsuite_hsqldb.sql");
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.678Z");
    private static final SlaveAddress ROOM = room("jabberchat@talk.example.com");
    private static final SlaveAddress OTHER = room("garden@talk.example.com");

    private final Memory database = new Memory();
    private JdbcKeptStore store;

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
            Connection real = DriverManager.getConnection("jdbc:hsqldb:mem:kept", "sa", "");
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
        store = store(100);
    }

    @After
    public void dropTables() throws SQLException {
        database.failing = false;
        DbConnectionManager.destroyConnectionProvider();
        run("DROP SCHEMA PUBLIC CASCADE");
    }

    @Test
    public void messagesAreReadBackInTheOrderInWhichTheyWereSaid() {
        store.change(ROOM, List.of(said(3, "three")), List.of());
        store.change(ROOM, List.of(said(1, "one"), said(20, "twenty")), List.of());
        store.change(OTHER, List.of(said(2, "elsewhere")), List.of());

        for (JdbcKeptStore one : List.of(store, store(100))) {
            assertEquals(List.of(said(1, "one"), said(3, "three"), said(20, "twenty")), one.of(ROOM));
            assertEquals(List.of(said(2, "elsewhere")), one.of(OTHER));
            assertEquals(List.of(), one.of(room("third@talk.example.com")));
        }
    }

    @Test
    public void aMessageIsReadAsItWasWritten() {
        Payload payload = Payload.of(Xml.stanza("<message><body>It's \"late\" &amp; &lt;dark&gt;; DROP TABLE ofFedKept; -- "
            + "\u00e9\u4e2d\ud83d\ude00\nnext</body><html xmlns='http://jabber.org/protocol/xhtml-im'><body "
            + "xmlns='http://www.w3.org/1999/xhtml'><p style=\"a'b\">x</p></body></html></message>"));
        SlaveAddress quoted = room("o\\27hara@talk.example.com");
        Kept message = new Kept(Long.MAX_VALUE, "D'Arcy \"\u00e9\"", new JID("d\\27arcy@remote.example.com"),
            Optional.of("i'd\"<1>"), payload, NOW, Kept.State.HELD, NOW.plusMillis(1));
        store.change(quoted, List.of(message), List.of());
        assertEquals(List.of(message), store.of(quoted));
        assertEquals("no harm is done", List.of(message), store(100).of(quoted));

        Kept nameless = new Kept(1, "Kev", new JID("kev@remote.example.com"), Optional.empty(), payload, NOW, Kept.State.HELD,
            NOW);
        store.change(ROOM, List.of(nameless), List.of());
        assertEquals("one without an id has none", List.of(nameless), store.of(ROOM));
    }

    @Test
    public void whatWasSentMayHaveArrivedWhenItIsReadAndTheLaterWordHolds() {
        store.change(ROOM, List.of(said(1, "one")), List.of());
        store.change(ROOM, List.of(in(said(1, "one"), Kept.State.SENT)), List.of());

        assertEquals(List.of(in(said(1, "one"), Kept.State.DOUBTFUL)), store.of(ROOM));
    }

    @Test
    public void whatIsForgottenIsGoneFromThatRoomOnly() {
        store.change(ROOM, List.of(said(1, "one"), said(2, "two")), List.of());
        store.change(OTHER, List.of(said(1, "one")), List.of());
        store.change(ROOM, List.of(said(3, "three")), List.of(said(1, "one"), said(2, "two"), said(9, "never kept")));
        assertEquals(List.of(said(3, "three")), store.of(ROOM));
        store.change(ROOM, List.of(), List.of(said(3, "three")));

        assertEquals(List.of(), store.of(ROOM));
        assertEquals(List.of(), store(100).of(ROOM));
        assertEquals("the same number in another room is another message", List.of(said(1, "one")), store.of(OTHER));
    }

    @Test
    public void whatIsTooOldIsFoundByRoom() {
        assertEquals(Map.of(), store.before(NOW));
        store.change(ROOM, List.of(said(3, "three"), said(2, "two"), said(5, "late")), List.of());
        store.change(OTHER, List.of(said(1, "one")), List.of());

        assertEquals(Map.of(ROOM, List.of(said(2, "two"), said(3, "three")), OTHER, List.of(said(1, "one"))),
            store.before(said(5, "").at()));
    }

    @Test
    public void noMoreIsKeptThanTheBoundAllowsAndForgettingMakesRoom() {
        JdbcKeptStore small = store(2);
        small.change(ROOM, List.of(said(1, "one")), List.of());
        small.change(OTHER, List.of(said(2, "two")), List.of());
        assertThrows(KeptException.class, () -> small.change(ROOM, List.of(said(3, "three")), List.of()));
        assertThrows("nor does another life of it", KeptException.class,
            () -> store(2).change(ROOM, List.of(said(3, "three")), List.of()));
        assertEquals(List.of(said(1, "one")), small.of(ROOM));

        small.change(OTHER, List.of(), List.of(said(2, "two")));
        small.change(ROOM, List.of(said(3, "three")), List.of());
        assertEquals(List.of(said(1, "one"), said(3, "three")), small.of(ROOM));
    }

    @Test
    public void aLaterWordAboutAMessageThatIsKeptNeedsNoRoom() {
        JdbcKeptStore small = store(2);
        small.change(ROOM, List.of(said(1, "one"), said(2, "two")), List.of());

        small.change(ROOM, List.of(in(said(1, "one"), Kept.State.SENT)), List.of());

        assertEquals("after a crash it is known that it may have arrived",
            List.of(in(said(1, "one"), Kept.State.DOUBTFUL), said(2, "two")), store(2).of(ROOM));
    }

    /** As another node of a cluster may be. */
    @Test
    public void whatTheDatabaseUndoesBecauseSomebodyElseIsInTheWayIsDoneAnewAndOnce() {
        store.change(ROOM, List.of(said(1, "one")), List.of());
        database.inTheWay = 2;
        store.change(ROOM, List.of(said(2, "two")), List.of());
        assertEquals(List.of(said(1, "one"), said(2, "two")), store.of(ROOM));
        database.inTheWay = 2;
        assertEquals("and what was read then is not read twice", List.of(said(1, "one"), said(2, "two")), store.of(ROOM));
        assertEquals(0, database.inTheWay);
    }

    @Test
    public void aChangeThatCannotBeCommittedHasNotHappened() {
        store.change(ROOM, List.of(said(1, "one")), List.of());
        database.failing = true;
        assertThrows(KeptException.class, () -> store.change(ROOM, List.of(said(2, "two")), List.of(said(1, "one"))));
        assertThrows(KeptException.class, () -> store.change(OTHER, List.of(said(2, "two")), List.of()));
        database.failing = false;

        assertEquals(List.of(said(1, "one")), store.of(ROOM));
        assertEquals(List.of(), store.of(OTHER));
    }

    @Test
    public void aDatabaseThatFailsIsToldOfInOneWayEverywhere() throws SQLException {
        store.change(ROOM, List.of(said(1, "one")), List.of());
        run("DROP TABLE ofFedKept");

        KeptException failed =
            assertThrows(KeptException.class, () -> store.change(ROOM, List.of(said(2, "two")), List.of()));
        assertEquals("Cannot write what is kept", failed.getMessage());
        assertTrue(failed.getCause() instanceof SQLException);
        assertThrows(KeptException.class, () -> store.of(ROOM));
        assertThrows(KeptException.class, () -> store.before(NOW));
        assertThrows(KeptException.class, () -> store(100));
        assertEquals("of a room that has nothing nothing is asked", List.of(), store.of(OTHER));
    }

    @Test
    public void whatAnotherNodeHasWrittenSinceIsReadAndForgottenLikeWhatThisOneHas() {
        JdbcKeptStore here = new JdbcKeptStore(() -> 100, () -> true);
        store.change(ROOM, List.of(said(1, "one"), said(2, "two")), List.of());

        assertEquals(List.of(said(1, "one"), said(2, "two")), here.of(ROOM));
        assertEquals(Map.of(ROOM, List.of(said(1, "one"))), here.before(said(2, "").at()));

        here.change(ROOM, List.of(), List.of(said(1, "one")));
        assertEquals(List.of(said(2, "two")), here.of(ROOM));
        here.change(ROOM, List.of(said(3, "three")), List.of());
        assertEquals(List.of(said(2, "two"), said(3, "three")), here.of(ROOM));
    }

    @Test
    public void whatOtherNodesHaveWrittenIsReadWhenTheyAreGoneAsWell() {
        AtomicBoolean others = new AtomicBoolean(true);
        JdbcKeptStore here = new JdbcKeptStore(() -> 100, others::get);
        assertEquals(Map.of(), here.before(said(2, "").at()));
        store.change(ROOM, List.of(said(1, "one")), List.of());
        others.set(false);

        assertEquals(List.of(said(1, "one")), here.of(ROOM));
    }

    @Test
    public void whatCannotBeReadIsLeftOutAndTheRestIsRead() throws SQLException {
        store.change(ROOM, List.of(said(1, "one"), said(2, "two"), said(3, "three")), List.of());
        run("UPDATE ofFedKept SET content='<kept version=\"1\"' WHERE stamp=" + said(1, "").at().toEpochMilli());
        run("UPDATE ofFedKept SET content=REPLACE(content, 'version=\"1\"', 'version=\"7\"') WHERE stamp="
            + said(2, "").at().toEpochMilli());

        assertEquals(List.of(said(3, "three")), store.of(ROOM));
    }

    private static JdbcKeptStore store(int most) {
        return new JdbcKeptStore(() -> most, () -> false);
    }

    private static SlaveAddress room(String master) {
        return SlaveAddress.of(new JID(master), "mirror.remote.example.com");
    }

    /** Said as many seconds after the beginning as its number. */
    private static Kept said(long number, String body) {
        Instant at = NOW.plusSeconds(number);
        return new Kept(number, "Kev", new JID("kev@remote.example.com"), Optional.of("m" + number),
            Payload.of(Xml.stanza("<message><body>" + body + "</body></message>")), at, Kept.State.HELD, at);
    }

    private static Kept in(Kept message, Kept.State state) {
        return new Kept(message.number(), message.nick(), message.user(), message.id(), message.payload(), message.at(), state,
            message.since());
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:hsqldb:mem:kept", "sa", "");
             Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
