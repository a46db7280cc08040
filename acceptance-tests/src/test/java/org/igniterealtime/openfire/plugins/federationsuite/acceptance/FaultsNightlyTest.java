package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.igniterealtime.openfire.plugins.federationsuite.acceptance.TornConversation.awaitHeard;
import static org.igniterealtime.openfire.plugins.federationsuite.acceptance.TornConversation.heard;
import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.junit.Test;

/**
 * What is seen of faults by those who run the servers. That nothing is lost by most of them has tests of its own, of which this
 * is no substitute.
 */
public class FaultsNightlyTest extends TornLinkTest {

    private static final String SUITE_NAME = "federationsuite";
    private static final String UP = "Up";
    private static final String LOST = "Lost";
    private static final String IS_LOST = "The link to conference.capulet.lit is lost";
    private static final String IS_BACK = "The link to conference.capulet.lit is back";
    private static final long MODEM = 9600;
    /** In nanoseconds, of the server's own database. More than the second after which it writes. */
    private static final long WRITE_DELAY = Duration.ofSeconds(2).toNanos();

    /** Runs on one kind of server. */
    public FaultsNightlyTest(String kindName) {
        super(kindName);
    }

    private void isLost(String fault, Runnable lose, Runnable heal) {
        TornConversation talk = conversation();
        FaultNotes notes = new FaultNotes(fault, montague(), capulet());
        notes.shows(montague(), UP);
        notes.shows(capulet(), UP);
        lose.run();
        talk.goesOn(2);
        talk.isLost(1);
        notes.shows(montague(), LOST);
        notes.logs(montague(), IS_LOST);
        heal.run();
        talk.isWhole();
        notes.shows(montague(), UP);
        notes.shows(capulet(), UP);
        notes.logs(montague(), IS_BACK);
        notes.end();
    }

    @Test
    public void theLinkIsCut() {
        isLost("The link is cut", toRooms()::cut, toRooms()::heal);
    }

    @Test
    public void theLinkIsSilentButNoConnectionEnds() {
        isLost("The link is silent, but no connection ends", toRooms()::hold, toRooms()::release);
    }

    @Test
    public void nothingArrivesFromTheMirror() {
        isLost("Nothing arrives from the mirror any more", toRooms()::swallow, toRooms()::heal);
    }

    @Test
    public void connectionsEndForTheMirrorsServerAlone() {
        isLost("Connections end for the mirror's server alone", toRooms()::halfClose, toRooms()::heal);
    }

    @Test
    public void theMirrorsServerIsKilled() {
        conversation().goesOn(1);
        List.of(curtis, kev, amy).forEach(one -> List.of("k0", "a0", "c0").forEach(words -> awaitHeard(one, words)));
        FaultNotes notes = new FaultNotes("The mirror's server is killed and started again", montague(), capulet());
        montague().kill();
        montague().start();
        kev = login(montague(), "kev", "Swift");
        joins(kev, SLAVE, "Kev");
        amy = login(montague(), "amy", "Swift");
        joins(amy, SLAVE, "Amy");
        kev.say(SLAVE, "k1");
        List.of(curtis, kev, amy).forEach(one -> awaitHeard(one, "k1"));
        assertEquals("once", List.of("k0", "k1"), heard(curtis, "k"));
        notes.shows(montague(), UP);
        notes.shows(capulet(), UP);
        notes.end();
    }

    @Test
    public void theRoomsServerIsKilled() {
        conversation();
        isWritten();
        FaultNotes notes = new FaultNotes("The rooms' server is killed and started again", montague(), capulet());
        capulet().kill();
        kev.say(SLAVE, "k0");
        Stream.of(kev, amy).forEach(one -> one.await("to be told of the loss",
            stanza -> stanza.body().startsWith(TornConversation.LOST)));
        notes.shows(montague(), LOST);
        notes.logs(montague(), IS_LOST);
        capulet().start();
        curtis = login(capulet(), "curtis", "Psi");
        curtis.join(MASTER, "Curtis");
        Stream.of(kev, amy).forEach(one -> one.await("to be told of its end",
            stanza -> stanza.body().startsWith(TornConversation.BACK)));
        curtis.say(MASTER, "c1");
        List.of(curtis, kev, amy).forEach(one -> Stream.of("k0", "c1").forEach(words -> awaitHeard(one, words)));
        assertEquals("once", List.of("k0"), heard(curtis, "k"));
        notes.shows(montague(), UP);
        notes.shows(capulet(), UP);
        notes.logs(montague(), IS_BACK);
        notes.end();
    }

    /**
     * Waits until the room is as it is in the server's database, too: that writes what it has been told a second later, and
     * a room that is not known to have been configured is locked when the server starts again. There is nothing to see of it.
     */
    private static void isWritten() {
        long now = System.nanoTime();
        Waiting.until("the database to have written the room", Waiting.PATIENCE, () -> System.nanoTime() - now > WRITE_DELAY);
    }

    @Test
    public void thePeerIsSlow() {
        TornConversation talk = conversation();
        FaultNotes notes = new FaultNotes("The peer is slow: 9600 bit/s, half a second one way", montague(), capulet());
        // As it is by itself: two seconds are no patience for such a link.
        montague().control().setProperty(FMUC + "mirror.link-timeout", "15");
        toRooms().shape(MODEM, Duration.ofMillis(500));
        talk.goesOn(3);
        talk.isWhole();
        notes.shows(montague(), UP);
        notes.shows(capulet(), UP);
        Stream.of(montague(), capulet()).forEach(notes::complainsOfNothing);
        notes.end();
    }

    @Test
    public void theSuiteIsUnloadedAndLoadedAgainWherePeopleTalk() {
        TornConversation talk = conversation();
        FaultNotes notes = new FaultNotes("The suite is unloaded on the mirror's server and loaded again, while people talk",
            montague(), capulet());
        talk.goesOn(2);
        montague().control().deletePlugin(SUITE_NAME);
        Stream.of(kev, amy).forEach(one -> one.await("to be told that the service has ended", stanza ->
            stanza.name().equals("presence") && stanza.type().equals("unavailable") && stanza.text().contains("332")));
        montague().control().installPlugin(SUITE);
        Stream.of(kev, amy).forEach(one -> joins(one, SLAVE, one == kev ? "Kev" : "Amy"));
        kev.say(SLAVE, "again");
        List.of(curtis, kev, amy).forEach(one -> awaitHeard(one, "again"));
        assertEquals("once", List.of("k0", "k1"), heard(curtis, "k"));
        notes.shows(montague(), UP);
        notes.shows(capulet(), UP);
        notes.end();
    }
}
