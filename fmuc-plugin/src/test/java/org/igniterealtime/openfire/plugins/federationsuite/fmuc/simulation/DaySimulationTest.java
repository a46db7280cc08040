package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongFunction;

import org.junit.Test;

/**
 * Days in the simulated worlds, of 24 hours by their clocks. By night nobody does anything: servers ask whether all are there,
 * find that links are lost, and join again. By day people come, talk and go, and links break and servers are killed. At the end
 * of each hour all agree on who is in the room and on what was said, as in the other walks, and what each server remembers is
 * within a bound. A seed that fails is in the message.
 */
public class DaySimulationTest {

    /** Days in each world: one in each build, nineteen in nightly. */
    private static final int DAYS = Math.max(1, Math.min(Integer.getInteger("simulation.seeds", 100) / 50, 20) - 1);
    /** How much happens in each busy hour. */
    private static final int STEPS = Math.max(10, Math.min(Integer.getInteger("simulation.steps", 100) / 10, 40));
    private static final int BEGIN_OF_WORK = 8;
    private static final int END_OF_WORK = 18;
    /** Entries in all collections of a room's rules. Where thirty times as much happens as in a build, there were 670. */
    private static final int MOST_REMEMBERED = 2000;
    /** By so much it may become more in a night: an ordinary room says good evening, and mirrors remember that it did. */
    private static final int MORE_BY_NIGHT = 20;

    @Test
    public void throughADayAllSeeTheSameRoomAndNoServerRemembersMoreAndMore() {
        live("links that hold", seed -> new World(seed, seed % 2 == 1, false));
    }

    @Test
    public void throughADayOfBrokenLinksNothingIsLostAndNoServerRemembersMoreAndMore() {
        live("torn", seed -> new TornWorld(seed, seed % 2 == 1, false));
    }

    @Test
    public void throughADayOnWhichServersAreKilledNothingIsLostAndNoServerRemembersMoreAndMore() {
        live("torn, crashes", seed -> new TornWorld(seed, seed % 2 == 1, true));
    }

    @Test
    public void throughADayAtAnOrdinaryRoomNothingIsLostAndNoServerRemembersMoreAndMore() {
        live("an ordinary room", seed -> new PlainWorld(seed, true));
    }

    @Test
    public void throughADayWithMirrorsOfEachKindAllSeeTheSameRoomAndNoServerRemembersMoreAndMore() {
        live("mixed", seed -> new MixedWorld(seed, seed % 2 == 1));
    }

    @Test
    public void throughADayOnWhichNodesComeAndAreKilledNothingIsLostAndNoNodeRemembersMoreAndMore() {
        live("cluster", seed -> new ClusterWorld(seed, seed % 2 == 1, true, false));
    }

    private static void live(String what, LongFunction<DailyWorld> worlds) {
        for (long seed = 0; seed < DAYS; seed++) {
            DailyWorld world = worlds.apply(seed);
            Instant midnight = world.now();
            int evening = 0;
            try {
                for (int hour = 0; hour < 24; hour++) {
                    live(world, hour >= BEGIN_OF_WORK && hour < END_OF_WORK, midnight.plus(Duration.ofHours(hour + 1L)));
                    evening = hour == END_OF_WORK ? remembered(world) : evening;
                }
                assertTrue("it remembers " + evening + " things in the evening, and at midnight " + remembered(world),
                    remembered(world) <= evening + MORE_BY_NIGHT);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(what + ", seed " + seed + ", after " + Duration.between(midnight, world.now()) + ": "
                    + e.getMessage(), e);
            }
        }
    }

    /** An hour, or a little more if in a busy one there is much to come to rest from. */
    private static void live(DailyWorld world, boolean busy, Instant end) {
        if (busy) {
            world.run(STEPS);
        }
        while (world.now().isBefore(end)) {
            world.idle(Duration.ofMinutes(1));
        }
        world.comeToRest();
        assertTrue("it remembers " + remembered(world) + " things", remembered(world) <= MOST_REMEMBERED);
    }

    /** How much is remembered by the server that remembers most. */
    private static int remembered(DailyWorld world) {
        return world.remembered().mapToInt(Remembered::in).max().orElse(0);
    }
}
