package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import org.junit.Test;

/**
 * Random walks through the world of a mirror that is a cluster. A seed that fails is in the message; run it alone with
 * {@code run}.
 */
public class ClusterSimulationTest {

    private static final int SEEDS = Math.min(Integer.getInteger("simulation.seeds", 100), 400);
    private static final String KILLED = ", killed";
    private static final int STEPS = Math.min(Integer.getInteger("simulation.steps", 100), 100);

    @Test
    public void whoeverKeepsTheRoomEverybodySeesTheSame() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, "", false, false);
            run(seed, "", true, false);
        }
    }

    @Test
    public void whicheverNodeIsKilledNobodyIsPutOutAndNothingIsLostThatWasShown() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, KILLED, false, false);
            run(seed, KILLED, true, false);
        }
    }

    @Test
    public void whenNodesLoseSightOfEachOtherAndMeetAgainAllSeeTheSameAndWhoeverMayHaveMissedSomethingIsTold() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, KILLED, false, true);
            run(seed, KILLED, true, true);
        }
    }

    private static void run(long seed, String faults, boolean hasty, boolean splits) {
        try {
            new ClusterWorld(seed, hasty, !faults.isEmpty(), splits).run(STEPS);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("cluster, seed " + seed + faults + (splits ? ", split" : "")
                + (hasty ? ", fire and forget: " : ": ") + e.getMessage(), e);
        }
    }
}
