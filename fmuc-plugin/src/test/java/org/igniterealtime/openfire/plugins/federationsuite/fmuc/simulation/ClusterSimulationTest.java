package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import java.util.function.LongConsumer;
import java.util.stream.LongStream;

import org.junit.Test;

/**
 * Random walks through the world of a mirror that is a cluster. A seed that fails is in the message; run it alone with
 * {@code run}.
 */
public class ClusterSimulationTest {

    private static final int SEEDS = Integer.getInteger("simulation.seeds", 100);
    private static final int STEPS = Integer.getInteger("simulation.steps", 100);
    private static final String WHOLE = "";
    /** In the message, and that nodes are killed at all. */
    private static final String KILLED = ", killed";

    @Test
    public void whoeverKeepsTheRoomEverybodySeesTheSame() {
        walk(seed -> run(seed, WHOLE, false, false));
        walk(seed -> run(seed, WHOLE, true, false));
    }

    @Test
    public void whicheverNodeIsKilledNobodyIsPutOutAndNothingIsLostThatWasShown() {
        walk(seed -> run(seed, KILLED, false, false));
        walk(seed -> run(seed, KILLED, true, false));
    }

    @Test
    public void whenNodesLoseSightOfEachOtherAndMeetAgainAllSeeTheSameAndWhoeverMayHaveMissedSomethingIsTold() {
        walk(seed -> run(seed, KILLED, false, true));
        walk(seed -> run(seed, KILLED, true, true));
    }

    private static void walk(LongConsumer world) {
        LongStream.range(0, SEEDS).forEach(world);
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
