package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;

/**
 * Random walks through the world. A seed that fails is in the message; run it alone with
 * {@code run(seed, hasty, transparent, steps)}.
 */
public class SimulationTest {

    private static final int SEEDS = Integer.getInteger("simulation.seeds", 100);
    /** For each seed, in each mode. */
    private static final int STEPS = Integer.getInteger("simulation.steps", 100);
    /** How many worlds there are in which thin links are torn: all, but for a build that has little time. */
    private static final int FEWER = SEEDS < 1000 ? Math.max(20, SEEDS / 5) : SEEDS;
    /** How many worlds there are in which a subject passes what waits for a connection. */
    private static final int OVERTAKEN = Math.min(100, SEEDS);
    /** Worlds that once failed, farther on than a build goes by itself. */
    private static final long[] KILLED_ONCE = {396, 456, 526, 541, 668, 684};
    private static final long[] TORN_AND_HASTY_ONCE = {719, 968};
    private static final long TRANSPARENT_ONCE = 949;
    private static final long THIN_ONCE = 23;

    @Test
    public void inNormalModeEverybodySeesTheSameRoom() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, false, false, STEPS);
        }
    }

    @Test
    public void withFireAndForgetNobodyMissesAnythingOrHearsItTwice() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, true, false, STEPS);
        }
    }

    @Test
    public void whoeverJoinsByTheRoomsOwnAddressSeesTheSameRoom() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, false, true, STEPS);
        }
    }

    @Test
    public void whoeverJoinsByTheRoomsOwnAddressMissesNothingWithFireAndForget() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, true, true, STEPS);
        }
    }

    @Test
    public void whateverAdministratorsOfTheRoomDoEverybodySeesIt() {
        for (long seed = 0; seed < SEEDS; seed++) {
            administer(seed);
        }
    }

    @Test
    public void whateverLinksDoEverythingIsHeardOnce() {
        for (long seed = 0; seed < SEEDS; seed++) {
            tear(seed, false, false);
        }
    }

    @Test
    public void whateverLinksDoEverythingIsHeardOnceWithFireAndForget() {
        for (long seed = 0; seed < SEEDS; seed++) {
            tear(seed, true, false);
        }
    }

    @Test
    public void whateverTheSubjectOvertakesWhenALinkIsBackEverythingIsHeardOnce() {
        for (long seed = 0; seed < OVERTAKEN; seed++) {
            tear(new TornWorld(seed, false, false).overtaken(), "overtaken, seed " + seed);
            tear(new TornWorld(seed, true, false).overtaken(), "overtaken, fire and forget, seed " + seed);
        }
    }

    @Test
    public void whateverIsKilledNothingIsLostThatWasShown() {
        for (long seed = 0; seed < SEEDS; seed++) {
            tear(seed, false, true);
        }
    }

    @Test
    public void whateverIsKilledNothingIsLostThatWasShownWithFireAndForget() {
        for (long seed = 0; seed < SEEDS; seed++) {
            tear(seed, true, true);
        }
    }

    @Test
    public void whatOnceFailedFartherOnHolds() {
        for (long seed : KILLED_ONCE) {
            tear(seed, false, true);
            tear(seed, true, true);
        }
        for (long seed : TORN_AND_HASTY_ONCE) {
            tear(seed, true, false);
        }
        run(TRANSPARENT_ONCE, false, true, STEPS);
        tear(THIN_ONCE, false, false, true);
        tear(THIN_ONCE, true, false, true);
    }

    @Test
    @Conforms({"thin-1", "thin-2", "thin-3", "thin-4"})
    public void overThinLinksEverybodySeesTheSameRoomButForStatuses() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, false, false, true, STEPS);
        }
    }

    @Test
    @Conforms({"thin-1", "thin-2", "thin-3", "thin-4"})
    public void overThinLinksNobodyMissesAnythingWithFireAndForget() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, true, false, true, STEPS);
        }
    }

    @Test
    @Conforms("thin-3")
    public void whateverThinLinksDoEverythingIsHeardOnce() {
        for (long seed = 0; seed < FEWER; seed++) {
            tear(seed, false, false, true);
        }
    }

    @Test
    @Conforms("thin-3")
    public void whateverThinLinksDoEverythingIsHeardOnceWithFireAndForget() {
        for (long seed = 0; seed < FEWER; seed++) {
            tear(seed, true, false, true);
        }
    }

    private static void tear(long seed, boolean hasty, boolean crashes) {
        tear(seed, hasty, crashes, false);
    }

    private static void tear(long seed, boolean hasty, boolean crashes, boolean thin) {
        tear(new TornWorld(seed, hasty, crashes, thin), "torn, seed " + seed + (hasty ? ", fire and forget" : "")
            + (thin ? ", thin" : "") + (crashes ? ", crashes" : ""));
    }

    private static void tear(TornWorld world, String which) {
        try {
            world.run(STEPS);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(which + ": " + e.getMessage(), e);
        }
    }

    private static void administer(long seed) {
        try {
            World world = new World(seed, false, false).administered();
            world.run(STEPS);
            world.fallSilent();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("administered, seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private static void run(long seed, boolean hasty, boolean transparent, int steps) {
        run(seed, hasty, transparent, false, steps);
    }

    private static void run(long seed, boolean hasty, boolean transparent, boolean thin, int steps) {
        try {
            World world = new World(seed, hasty, transparent, thin);
            world.run(steps);
            world.fallSilent();
            world.fallAsleep();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + (transparent ? ", transparent" : "") + (thin ? ", thin" : "")
                + (hasty ? ", fire and forget: " : ": ") + e.getMessage(), e);
        }
    }
}
