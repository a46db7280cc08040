package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import org.junit.Test;

/** Random walks through a world in which the room knows nothing of mirrors. A seed that fails is in the message. */
public class PlainSimulationTest {

    private static final int SEEDS = Integer.getInteger("simulation.seeds", 100);
    private static final int STEPS = Integer.getInteger("simulation.steps", 100);

    @Test
    public void behindTheMirrorOfAnOrdinaryRoomEverybodySeesTheSameRoom() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, false);
        }
    }

    @Test
    public void whateverLinksToAnOrdinaryRoomDoNothingIsHeardTwiceAndNothingThatWasShownIsLost() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, true);
        }
    }

    private static void run(long seed, boolean torn) {
        try {
            new PlainWorld(seed, torn).run(STEPS);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError((torn ? "torn, seed " : "seed ") + seed + ": " + e.getMessage(), e);
        }
    }
}
