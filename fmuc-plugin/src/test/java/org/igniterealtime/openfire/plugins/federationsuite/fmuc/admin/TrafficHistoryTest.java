package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId.Side;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.TrafficHistory.Source;
import org.junit.Test;
import org.xmpp.packet.JID;

/** What crossed over time: when it is looked at, how much of it is kept, and what becomes of it when links end. */
public class TrafficHistoryTest {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RoomId ROOM = new RoomId(Side.MASTER, new JID("room@talk.lit"));

    private final TrafficHistory history = new TrafficHistory();
    private final Map<Source, Tally> counters = new HashMap<>();
    private Instant now = START;

    @Test
    public void aRoomBeginsAtNothingWhenItIsFirstSeenAndIsSampledEachInterval() {
        count("a", 100, 300);
        tick();
        for (int second = 1; second <= 120; second++) {
            count("a", 100 + second, 300 + 10L * second);
            after(Duration.ofSeconds(1));
        }
        assertEquals(List.of(sample(0, 0, 0), sample(60, 160, 900), sample(120, 220, 1500)), history.of(ROOM, now));
    }

    @Test
    public void whatItHasComeToByNowStandsAtTheEnd() {
        count("a", 5, 7);
        tick();
        now = now.plusSeconds(3);
        assertEquals(List.of(sample(0, 0, 0), sample(3, 5, 7)), history.of(ROOM, now));
        assertEquals(List.of(sample(0, 5, 7), sample(3, 9, 9)), history.ofAll(sample(3, 9, 9)));
    }

    @Test
    public void whatALinkCountedStaysCountedWhenItEnds() {
        count("a", 100, 200);
        count("b", 10, 20);
        tick();
        counters.remove(new Source(ROOM, "b"));
        count("a", 101, 202);
        after(MINUTE);
        // The link is back, and counts from nothing.
        count("b", 3, 4);
        after(MINUTE);
        assertEquals(List.of(sample(0, 0, 0), sample(60, 111, 222), sample(120, 114, 226)), history.of(ROOM, now));
    }

    @Test
    public void onlyTheLastSixtyStepsAreKeptAndForTheDayOneOfFifteen() {
        for (int minute = 0; minute < 2000; minute++) {
            count("a", minute, minute);
            after(MINUTE);
        }
        assertEquals(TrafficHistory.POINTS + 1, history.of(ROOM, now).size());
        assertEquals(new Sample(now, 1999, 1999), last(history.of(ROOM, now)));
        assertEquals(new Sample(now.minus(Duration.ofHours(1)), 1939, 1939), history.of(ROOM, now).get(0));
        List<Sample> day = history.ofAllForLong(new Sample(now, 1999, 1999));
        assertTrue(String.valueOf(day.size()), day.size() <= TrafficHistory.QUARTERS + 2);
        assertEquals(15, day.get(1).crossed() - day.get(0).crossed());
    }

    @Test
    public void aRoomThatIsGoneIsForgottenAndOfTooManySomeHaveNoHistory() {
        count("a", 1, 1);
        tick();
        counters.clear();
        for (int i = 0; i < TrafficHistory.MOST_ROOMS + 5; i++) {
            counters.put(new Source(new RoomId(Side.MIRROR, new JID("room" + i + "@talk.lit")), ""), Tally.ZERO);
        }
        tick();
        assertEquals(List.of(), history.of(ROOM, now));
        long known = counters.keySet().stream().filter(source -> !history.of(source.id(), now).isEmpty()).count();
        assertEquals(TrafficHistory.MOST_ROOMS, known);
    }

    @Test
    public void aClockThatIsSetBackDoesNotStopIt() {
        count("a", 1, 1);
        tick();
        now = START.minus(Duration.ofDays(1));
        tick();
        count("a", 2, 2);
        after(MINUTE);
        assertEquals(2, last(history.of(ROOM, now)).crossed());
        assertTrue(history.of(ROOM, now).size() >= 3);
    }

    private void count(String link, long crossed, long plain) {
        counters.put(new Source(ROOM, link), new Tally(new Tally.Volume(1, crossed), Tally.Volume.NONE,
            new Tally.Volume(1, plain), Tally.Volume.NONE));
    }

    private void after(Duration time) {
        now = now.plus(time);
        tick();
    }

    private void tick() {
        history.tick(now, MINUTE, Map.copyOf(counters), counters.values().stream().reduce(Tally.ZERO, Tally::plus));
    }

    private static Sample sample(int second, long crossed, long plain) {
        return new Sample(START.plusSeconds(second), crossed, plain);
    }

    private static Sample last(List<Sample> samples) {
        return samples.get(samples.size() - 1);
    }
}
