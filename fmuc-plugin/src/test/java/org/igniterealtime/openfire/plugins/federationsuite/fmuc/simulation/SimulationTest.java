package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import org.junit.Test;

/**
 * Random walks through the world. A seed that fails is in the message; run it alone with
 * {@code run(seed, hasty, transparent, steps)}.
 */
public class SimulationTest {

    private static final int SEEDS = Integer.getInteger("simulation.seeds", 100);
    /** For each seed, in each mode. */
    private static final int STEPS = Integer.getInteger("simulation.steps", 100);
    /**
     * How many steps at most where links are torn and servers are killed. Farther on the world itself cannot say what is right:
     * what a mirror keeps is sent when its sender comes back to it, so one who meanwhile goes to the room directly is heard out
     * of order; and who is in a room for a thousand messages, of which its history has twenty, is told again some that he was
     * too late for when he came, if time has stood still since.
     */
    private static final int TORN_STEPS = Math.min(STEPS, 100);

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

    private static void tear(long seed, boolean hasty, boolean crashes) {
        try {
            new TornWorld(seed, hasty, crashes).run(TORN_STEPS);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("torn, seed " + seed + (hasty ? ", fire and forget" : "") + (crashes ? ", crashes: " : ": ")
                + e.getMessage(), e);
        }
    }

    private static void run(long seed, boolean hasty, boolean transparent, int steps) {
        try {
            World world = new World(seed, hasty, transparent);
            world.run(steps);
            world.fallSilent();
            world.fallAsleep();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + (transparent ? ", transparent" : "")
                + (hasty ? ", fire and forget: " : ": ") + e.getMessage(), e);
        }
    }
}
