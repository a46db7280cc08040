package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;
import org.xmpp.packet.JID;

/** Who has just left a room, and for how long that is of interest. */
public class DeparturesTest {

    private static final Instant NOW = Master.START;
    private static final JID KEV = new JID(Master.jid("Kev"));
    private static final JID SLAVE = new JID("jabberchat\\40talk.example.com@mirror.remote.example.com");

    @Test
    public void whoeverLeftHasJustLeftForTenSecondsOnWhicheverSideOfTheClock() {
        Departures gone = Departures.NONE.with(KEV, NOW);
        assertTrue(gone.hasJust(KEV, NOW));
        for (long millis : new long[] {9_999, -9_999}) {
            assertTrue(gone.hasJust(KEV, NOW.plusMillis(millis)));
            assertSame(gone, gone.at(NOW.plusMillis(millis)));
        }
        for (long millis : new long[] {10_000, -10_000}) {
            assertFalse(gone.hasJust(KEV, NOW.plusMillis(millis)));
            assertTrue(gone.at(NOW.plusMillis(millis)).isEmpty());
        }
        assertFalse(gone.isEmpty());
        assertFalse(gone.hasJust(new JID(Master.jid("Amy")), NOW));
    }

    @Test
    public void onlyThoseWhoLeftLongAgoAreForgotten() {
        JID amy = new JID(Master.jid("Amy"));
        Departures gone = Departures.NONE.with(KEV, NOW).with(amy, NOW.plusSeconds(1)).at(NOW.plusSeconds(10));
        assertFalse(gone.has(KEV));
        assertTrue(gone.has(amy));
        assertSame(gone, gone.without(KEV));
        assertTrue(gone.without(amy).isEmpty());
    }

    @Test
    @Conforms("master-15")
    public void aMirrorThatComesAndGoesMakesNothingGrow() {
        Departures gone = Departures.NONE;
        for (int i = 0; i < 1001; i++) {
            gone = gone.with(new JID("u" + i + "@remote.example.com/x"), NOW.plusNanos(i)).telling(occupant("N" + i), NOW);
        }
        assertEquals(1000, gone.users().size());
        assertFalse("who left first", gone.has(new JID("u0@remote.example.com/x")));
        assertTrue(gone.has(new JID("u1@remote.example.com/x")) && gone.has(new JID("u1000@remote.example.com/x")));
        assertEquals(32, gone.news().size());
        assertFalse(gone.isTold(SLAVE, "N968"));
        assertTrue(gone.isTold(SLAVE, "N969") && gone.isTold(SLAVE, "N1000"));
    }

    @Test
    public void newsAreForgottenWhenTheNickIsSeenAgainAndTheUserIsNot() {
        Departures gone = Departures.NONE.with(KEV, NOW).telling(occupant("Kev"), NOW)
            .telling(occupant("Amy"), NOW);
        assertSame(gone, gone.without("Bob"));
        assertFalse(gone.without("Kev").isTold(SLAVE, "Kev"));
        assertTrue(gone.without("Kev").isTold(SLAVE, "Amy"));
        assertTrue(gone.without("Kev").has(KEV));
        assertFalse(gone.isTold(new JID("other\\40talk.example.com@mirror.remote.example.com"), "Kev"));
    }

    @Test
    public void aSlaveHasJustBeenToldForTenSecondsAndThenThatIsForgotten() {
        Departures gone = Departures.NONE.telling(occupant("Kev"), NOW);
        assertTrue(gone.hasJustBeenTold(SLAVE, "Kev", NOW.plusMillis(9_999)));
        assertFalse(gone.hasJustBeenTold(SLAVE, "Kev", NOW.plusMillis(10_000)));
        assertFalse(gone.hasJustBeenTold(SLAVE, "Amy", NOW));
        assertFalse(gone.hasJustBeenTold(new JID("other\\40talk.example.com@mirror.remote.example.com"), "Kev", NOW));
        assertSame(gone, gone.at(NOW.plusMillis(9_999)));
        assertTrue(gone.at(NOW.plusMillis(10_000)).news().isEmpty());
    }

    @Test
    @Conforms("master-3")
    public void aRoomThatEverybodyHasLeftRemembersNothingElse() {
        Master master = new Master().has("Kev").receives("<iq type='get' id='q' from='" + SLAVE + "/Kev' "
            + "to='jabberchat@talk.example.com'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
        assertEquals(1, master.room().questions().size());
        assertFalse(master.room().isUnmirrored());
        master.roomShowsGone("Kev", "Kev", "<status code='110'/>");
        assertTrue(master.room().isUnmirrored());
        assertFalse(master.room().isForgettable());
        assertTrue(master.room().hasDeparted(KEV));
        assertEquals(0, master.room().questions().size());
        assertFalse(master.after(Duration.ofMillis(9_999)).room().isForgettable());
        assertTrue(master.after(Duration.ofMillis(1)).room().isForgettable());
        assertTrue(master.room().departures().news().isEmpty());
    }

    @Test
    public void aRoomThatShowsSomebodyElseWithTheNickOfOneWhoLeftStillKnowsThatHeLeft() {
        Master master = new Master().has("Kev", "Amy").roomShowsGone("Kev", "Kev", "<status code='110'/>")
            .roomShows("Kev", "Amy");
        assertTrue(master.room().hasDeparted(KEV));
        master.asked("Kev");
        assertFalse("he comes again", master.room().hasDeparted(KEV));
    }

    private static VirtualOccupant occupant(String nick) {
        return VirtualOccupant.joining(new JID(Master.jid(nick)), nick, SLAVE, 1, NOW);
    }
}
