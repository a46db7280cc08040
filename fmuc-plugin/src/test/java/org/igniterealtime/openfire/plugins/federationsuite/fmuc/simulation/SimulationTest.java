package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import org.junit.Test;

/** Random walks through the world. A seed that fails is in the message; run it alone with {@code run(seed, hasty)}. */
public class SimulationTest {

    private static final int SEEDS = Integer.getInteger("simulation.seeds", 100);
    /** For each seed, in each mode. */
    private static final int STEPS = Integer.getInteger("simulation.steps", 100);

    @Test
    public void inNormalModeEverybodySeesTheSameRoom() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, false);
        }
    }

    @Test
    public void withFireAndForgetNobodyMissesAnythingOrHearsItTwice() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, true);
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
            new TornWorld(seed, hasty, crashes).run(STEPS);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("torn, seed " + seed + (hasty ? ", fire and forget" : "") + (crashes ? ", crashes: " : ": ")
                + e.getMessage(), e);
        }
    }

    private static void run(long seed, boolean hasty) {
        try {
            World world = new World(seed, hasty);
            world.run(STEPS);
            world.fallSilent();
            world.fallAsleep();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + (hasty ? ", fire and forget: " : ": ") + e.getMessage(), e);
        }
    }
}
