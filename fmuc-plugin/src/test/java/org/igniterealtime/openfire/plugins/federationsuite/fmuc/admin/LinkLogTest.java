package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.LinkLog.Count;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.LinkLog.Line;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.LinkLog.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId.Side;
import org.junit.Test;

/** What an administrator reads of links. */
public class LinkLogTest {

    private static final Peer ROOMS = new Peer(Side.MIRROR, "conference.capulet.lit");
    private static final Peer MIRROR = new Peer(Side.MASTER, "mirror.montague.lit");
    private static final String LOST = "The link to conference.capulet.lit is lost: rooms that are mirrored here wait for it"
        + " (2 of 3), and what is said in them meanwhile is kept";

    private final LinkLog log = new LinkLog();
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    private List<Line> sees(Peer peer, int rooms, int lost, int secondsLater) {
        now = now.plusSeconds(secondsLater);
        return log.see(Map.of(peer, new Count(rooms, lost)), now);
    }

    @Test
    public void ofALinkThatHoldsNothingIsSaid() {
        assertEquals(List.of(), sees(ROOMS, 3, 0, 1));
        assertEquals(List.of(), sees(ROOMS, 3, 0, 100));
    }

    @Test
    public void aLossIsToldOnceForAllRoomsAndSoIsItsEnd() {
        assertEquals(List.of(new Line(true, LOST)), sees(ROOMS, 3, 2, 1));
        assertEquals(List.of(), sees(ROOMS, 3, 3, 1));
        assertEquals("one waits still", List.of(), sees(ROOMS, 3, 1, 1));
        assertEquals(List.of(new Line(false, "The link to conference.capulet.lit is back, after 12 s")),
            sees(ROOMS, 3, 0, 10));
        assertEquals(List.of(), sees(ROOMS, 3, 0, 1));
    }

    @Test
    public void aMirrorThatMayHaveMissedSomethingIsTold() {
        assertEquals(List.of(new Line(true, "The mirror mirror.montague.lit may have missed something, and is asked to join"
            + " its rooms again (1 of 1)")), sees(MIRROR, 1, 1, 1));
        assertEquals(List.of(new Line(false, "The mirror mirror.montague.lit has joined its rooms again, after 5 s")),
            sees(MIRROR, 1, 0, 5));
    }

    @Test
    public void whatComesAndGoesIsToldOnceAMinute() {
        sees(ROOMS, 3, 2, 1);
        sees(ROOMS, 3, 0, 1);
        assertEquals(List.of(), sees(ROOMS, 3, 2, 1));
        assertEquals("nor its end", List.of(), sees(ROOMS, 3, 0, 1));
        assertEquals(List.of(), sees(ROOMS, 3, 2, 1));
        assertEquals(List.of(), sees(ROOMS, 3, 0, 55));
        assertEquals("the minute is over", List.of(new Line(true, LOST + " (and 2 more times since this was said last)")),
            sees(ROOMS, 3, 2, 1));
    }

    @Test
    public void afterAMinuteOfPeaceItBeginsAnew() {
        sees(ROOMS, 3, 2, 1);
        sees(ROOMS, 3, 0, 1);
        sees(ROOMS, 3, 0, 60);
        assertEquals(List.of(new Line(true, LOST)), sees(ROOMS, 3, 2, 1));
    }

    @Test
    public void whereNoRoomIsLeftNothingIsSaidToBeBack() {
        sees(ROOMS, 3, 2, 1);
        assertEquals(List.of(), log.see(Map.of(), now.plusSeconds(5)));
        assertEquals(List.of(), sees(ROOMS, 3, 0, 10));
    }

    @Test
    public void ifItIsLostAtTheEndOfTheMinuteThatIsTold() {
        sees(ROOMS, 3, 2, 1);
        sees(ROOMS, 3, 0, 1);
        assertEquals("not yet", List.of(), sees(ROOMS, 3, 2, 1));
        assertEquals(List.of(), sees(ROOMS, 3, 2, 57));
        assertEquals(List.of(new Line(true, LOST)), sees(ROOMS, 3, 2, 1));
        assertEquals("of which the end is told", List.of(
            new Line(false, "The link to conference.capulet.lit is back, after 68 s")), sees(ROOMS, 3, 0, 10));
    }

    @Test
    public void roomsThatCloseAndOpenAgainMakeNoMoreLines() {
        sees(ROOMS, 3, 2, 1);
        log.see(Map.of(), now.plusSeconds(1));
        assertEquals(List.of(), sees(ROOMS, 3, 2, 2));
    }
}
