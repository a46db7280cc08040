package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.acceptance.database.DatabaseKind;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Database;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * A server that is killed (kill -9) while an administrator's decision is on its way: afterwards the decision is stored and
 * the other server knows, or neither. The database is PostgreSQL, which writes when it commits, and lets a test hold it at
 * each step.
 */
public class DurabilityAcceptanceTest extends FederationTest {

    private static final String APPROVE = RosterAdmin.PEER + "approve";
    private static final String DENY = RosterAdmin.PEER + "deny";
    private static final String REVOKE = RosterAdmin.PEER + "revoke";
    private static final String BLOCK = RosterAdmin.PEER + "block";
    private static final String WAITS = "none, waits for a decision";

    private Database database;

    /** Runs on one kind of server. */
    public DurabilityAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        database = DatabaseKind.POSTGRESQL.start(bed()).create("openfire");
        return montague(spec.database(database));
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.property("plugin.federationsuite.server-roster.retry-after", "2");
    }

    @Test
    public void killedWhileTheDecisionIsBeingWrittenItHasNotBeenMade() throws SQLException {
        RosterAdmin montagues = admin(montague());
        montagues.request("capulet.lit");
        RosterAdmin capulets = admin(capulet());
        capulets.awaitState("montague.lit", WAITS);
        Waiting.until("it to be known how it came", Waiting.PATIENCE,
            () -> value("SELECT cameBy FROM ofFedPeer").equals("DIALBACK"));
        try (Connection lock = database.connect(); Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("LOCK TABLE ofFedPeer IN SHARE ROW EXCLUSIVE MODE");
            String answer = capulets.order(APPROVE, "montague.lit");
            assertTrue(answer, answer.contains("takes longer than usual"));
            assertEquals("the write is held", "1", value("SELECT count(*) FROM pg_locks WHERE NOT granted"));
            capulet().kill();
        }
        capulet().start();

        RosterAdmin after = admin(capulet());
        assertEquals(WAITS, after.state("montague.lit"));
        assertEquals("none, asked, invited", montagues.state("capulet.lit"));
        assertEquals("nor anything written down", "0", value("SELECT count(*) FROM ofFedAudit"));
        assertEquals("nor said", List.of(), subscriptions());

        after.order(APPROVE, "montague.lit");
        after.awaitState("montague.lit", "both");
        montagues.awaitState("capulet.lit", "both");
        assertEquals("said once", List.of("subscribed", "subscribe"), subscriptions());
        String where = value("SELECT actorAddress FROM ofFedAudit WHERE entryAction='approve'");
        assertTrue(where, where.matches("admin@capulet\\.lit/desk\\d+ 127\\.0\\.0\\.1"));
    }

    @Test
    public void killedBeforeADecisionCouldLeaveItArrivesWithoutAnybodysDoing() throws SQLException {
        RosterAdmin montagues = admin(montague());
        montagues.request("capulet.lit");
        killedAfter(DENY);
        montagues.awaitState("capulet.lit", "none");

        montagues.request("capulet.lit");
        killedAfter(APPROVE);
        montagues.awaitState("capulet.lit", "both");
        admin(capulet()).awaitState("montague.lit", "both");

        killedAfter(REVOKE);
        montagues.awaitState("capulet.lit", "none");

        montagues.request("capulet.lit");
        RosterAdmin capulets = admin(capulet());
        capulets.awaitState("montague.lit", WAITS);
        capulets.order(APPROVE, "montague.lit");
        capulets.awaitState("montague.lit", "both");
        Waiting.until("all of it to have arrived", Waiting.PATIENCE, () -> unsent().isEmpty());
        killedAfter(BLOCK);
        montagues.awaitState("capulet.lit", "none");
        assertEquals("blocked", admin(capulet()).state("montague.lit"));
        Waiting.until("it to be marked", Waiting.PATIENCE, () -> unsent().isEmpty());
    }

    /** Decides while there is no connection, kills the server, and starts it while there still is none. */
    private void killedAfter(String order) throws SQLException {
        RosterAdmin before = admin(capulet());
        if (!order.equals(REVOKE) && !order.equals(BLOCK)) {
            before.awaitState("montague.lit", WAITS);
        }
        toMirror().cut();
        before.order(order, "montague.lit");
        String decided = before.state("montague.lit").replaceAll(", not reachable: [a-z-]+", "");
        capulet().kill();
        assertNotEquals("", unsent());
        capulet().start();
        RosterAdmin after = admin(capulet());
        if (order.equals(APPROVE)) {
            Waiting.until("an attempt without a connection", Waiting.PATIENCE,
                () -> after.state("montague.lit").contains("not reachable"), () -> after.peers().toString());
        }
        assertEquals(decided, after.state("montague.lit").replaceAll(", not reachable: [a-z-]+", ""));
        assertNotEquals("", unsent());
        toMirror().heal();
    }

    @Test
    public void killedBeforeADecisionWasMarkedAsSaidItIsSaidAgainAndChangesNothing() throws SQLException {
        RosterAdmin montagues = admin(montague());
        montagues.request("capulet.lit");
        RosterAdmin capulets = admin(capulet());
        capulets.awaitState("montague.lit", WAITS);
        execute("CREATE FUNCTION hold() RETURNS trigger AS $$ BEGIN PERFORM pg_sleep(600); RETURN NEW; END $$ LANGUAGE plpgsql");
        execute("CREATE TRIGGER hold BEFORE UPDATE ON ofFedPeer FOR EACH ROW WHEN (OLD.unsent <> '' AND NEW.unsent = '')"
            + " EXECUTE FUNCTION hold()");
        capulets.order(APPROVE, "montague.lit");
        Waiting.until("it to be being marked", Waiting.PATIENCE,
            () -> value("SELECT count(*) FROM pg_stat_activity WHERE wait_event='PgSleep'").equals("1"));
        Waiting.until("it to have arrived", Waiting.PATIENCE, () -> montagues.state("capulet.lit").equals("both"),
            () -> montagues.peers().toString());
        capulet().kill();
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event='PgSleep'");
        execute("DROP TRIGGER hold ON ofFedPeer");
        assertEquals("SUBSCRIBED,AVAILABLE,SUBSCRIBE", unsent());
        toMirror().reset();
        capulet().start();

        RosterAdmin after = admin(capulet());
        after.awaitState("montague.lit", "both");
        Waiting.until("it to be marked", Waiting.PATIENCE, () -> unsent().isEmpty());
        assertEquals("said again", List.of("subscribed", "subscribe"), subscriptions());
        assertEquals("both", montagues.state("capulet.lit"));
    }

    private List<String> subscriptions() {
        return toMirror().stanzas().stream().filter(stanza -> stanza.name().equals("presence")).map(Stanza::type)
            .filter(type -> type.contains("subscribe")).toList();
    }

    private RosterAdmin admin(Server server) {
        return new RosterAdmin(login(server, "admin", "desk" + System.nanoTime()), server);
    }

    private String unsent() throws SQLException {
        return value("SELECT unsent FROM ofFedPeer");
    }

    private String value(String query) throws SQLException {
        try (Connection connection = database.connect(); Statement statement = connection.createStatement();
             ResultSet row = statement.executeQuery(query)) {
            assertTrue(query, row.next());
            return row.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
