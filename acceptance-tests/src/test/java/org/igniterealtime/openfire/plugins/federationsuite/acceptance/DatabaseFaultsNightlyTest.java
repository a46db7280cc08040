package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.igniterealtime.openfire.plugins.federationsuite.acceptance.TornConversation.awaitHeard;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.databases.PostgresDatabase;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.Database;
import org.junit.Test;

/**
 * The database of the mirror's server is away for a while, or takes nothing: people go on talking, and nothing that was
 * acknowledged is lost.
 */
public class DatabaseFaultsNightlyTest extends TornLinkTest {

    private static final Duration AWAY = Duration.ofSeconds(60);

    private PostgresDatabase server;
    private Database database;

    /** Runs on one kind of server. */
    public DatabaseFaultsNightlyTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        server = PostgresDatabase.start(bed());
        database = server.create("openfire");
        return super.montague(spec.database(database));
    }

    @Test
    public void whileTheDatabaseHangsForAMinutePeopleGoOnTalkingAndADecisionIsMadeOnceItIsBackOrNotAtAll() throws Exception {
        TornConversation talk = conversation();
        RosterAdmin admin = new RosterAdmin(login(montague(), "admin", "desk"), montague());
        admin.peers();
        FaultNotes notes = new FaultNotes("The database hangs for a minute", montague(), capulet());
        notes.shows(montague(), "Up");
        signal("STOP");
        try {
            long begun = System.nanoTime();
            int said = 0;
            while (System.nanoTime() - begun < AWAY.toNanos()) {
                String words = "d" + said++;
                kev.say(SLAVE, words);
                Stream.of(curtis, kev, amy).forEach(one -> awaitHeard(one, words));
            }
            assertTrue("they talked: " + said, said > 10);
            String answer = admin.order(RosterAdmin.PEER + "block", "verona.lit");
            assertTrue(answer, answer.contains("takes longer than usual"));
        } finally {
            signal("CONT");
        }
        admin.awaitState("verona.lit", "blocked");
        assertEquals("once", "1", value("SELECT count(*) FROM ofFedAudit WHERE entryAction='block'"));
        talk.goesOn(2);
        talk.isWhole();
        notes.shows(montague(), "Up");
        notes.end();
    }

    @Test
    public void whileTheDatabaseTakesNothingADecisionIsRefusedAndWhatCannotBeKeptIsNotAcknowledged() throws Exception {
        TornConversation talk = conversation();
        RosterAdmin admin = new RosterAdmin(login(montague(), "admin", "desk"), montague());
        FaultNotes notes = new FaultNotes("The database takes nothing, and the link is lost as well", montague(), capulet());
        notes.logsIn(montague());
        notes.shows(montague(), "Up");
        readOnly(true);
        talk.goesOn(2);
        talk.isWhole();
        String answer = admin.order(RosterAdmin.PEER + "block", "verona.lit");
        assertTrue(answer, answer.contains("could not"));
        assertEquals("", admin.state("verona.lit"));
        toRooms().cut();
        Map<String, String> ids = new LinkedHashMap<>();
        for (int i = 0; i < 4; i++) {
            String words = "unkept" + i;
            ids.put(words, kev.say(SLAVE, words));
            Waiting.until(words + " to be refused, or shown", Waiting.PATIENCE,
                () -> isShown(kev, words) || isRefused(words, ids.get(words)), () -> kev.received().toString());
        }
        notes.shows(montague(), "Lost");
        notes.logs(montague(), "could not be written down");
        readOnly(false);
        toRooms().heal();
        tryUntil("the room to be heard again", () -> kev.say(SLAVE, "back"), () -> isShown(curtis, "back"), () -> "");
        ids.forEach((words, id) -> assertEquals(words + " was told to be refused, or reaches the room", !isRefused(words, id),
            isShown(curtis, words)));
        assertEquals("nothing was promised that could not be kept", List.of(),
            ids.keySet().stream().filter(words -> isShown(kev, words) != isShown(curtis, words)).toList());
        admin.order(RosterAdmin.PEER + "block", "verona.lit");
        admin.awaitState("verona.lit", "blocked");
        notes.shows(montague(), "Up");
        notes.end();
    }

    private static boolean isShown(Client client, String words) {
        return client.received().stream().anyMatch(stanza -> stanza.type().equals("groupchat") && stanza.body().equals(words));
    }

    /** By an error, or by a notice that has the words in it. */
    private boolean isRefused(String words, String id) {
        return kev.received().stream().anyMatch(stanza -> stanza.name().equals("message") && !stanza.type().equals("groupchat")
            && (stanza.id().equals(id) || stanza.body().contains(words)));
    }

    /** Tells the database's processes to stop, or to go on. */
    private void signal(String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name, Long.toString(server.pid())));
        ProcessHandle.of(server.pid()).orElseThrow().descendants().forEach(one -> command.add(Long.toString(one.pid())));
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }

    /** Has the database refuse all writing, as one on a full disk does, from the next connections on; the old ones end. */
    private void readOnly(boolean isSo) throws SQLException {
        try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            statement.execute("ALTER DATABASE openfire SET default_transaction_read_only = " + (isSo ? "on" : "off"));
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'openfire'"
                + " AND pid <> pg_backend_pid()");
        }
    }

    private String value(String query) throws SQLException {
        try (Connection connection = database.connect(); Statement statement = connection.createStatement();
             ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getString(1) : "";
        }
    }
}
