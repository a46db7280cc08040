package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import org.junit.Test;

/**
 * Random walks through the world of a mirror that is a cluster. A seed that fails is in the message; run it alone with
 * {@code run(seed, hasty, faults)}.
 */
public class ClusterSimulationTest {

    private static final int SEEDS = Math.min(Integer.getInteger("simulation.seeds", 100), 400);
    private static final int STEPS = Math.min(Integer.getInteger("simulation.steps", 100), 100);

    @Test
    public void whoeverKeepsTheRoomEverybodySeesTheSame() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, false, false);
            run(seed, true, false);
        }
    }

    @Test
    public void whicheverNodeIsKilledNobodyIsPutOutAndNothingIsLostThatWasShown() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, false, true);
            run(seed, true, true);
        }
    }

    private static void run(long seed, boolean hasty, boolean faults) {
        try {
            new ClusterWorld(seed, hasty, faults).run(STEPS);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("cluster, seed " + seed + (faults ? ", killed" : "") + (hasty ? ", fire and forget: " : ": ")
                + e.getMessage(), e);
        }
    }
}
