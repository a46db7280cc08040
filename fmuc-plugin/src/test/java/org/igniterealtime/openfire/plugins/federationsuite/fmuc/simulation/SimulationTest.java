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
