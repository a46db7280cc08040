package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import org.junit.Test;

/** Random walks through a world of servers that trust each other or do not. A seed that fails is in the message. */
public class RosterSimulationTest {

    private static final int SEEDS = Integer.getInteger("simulation.seeds", 100);
    /** For each seed. */
    private static final int STEPS = Integer.getInteger("simulation.steps", 100);

    @Test
    public void whateverIsLostBothServersSayTheSameInTheEnd() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, false);
        }
    }

    @Test
    public void whateverIsOvertakenAServerThatAsksAgainKnowsHowItStands() {
        for (long seed = 0; seed < SEEDS; seed++) {
            run(seed, true);
        }
    }

    private static void run(long seed, boolean wild) {
        try {
            new RosterWorld(seed, wild).run(STEPS);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + (wild ? ", wild: " : ": ") + e.getMessage(), e);
        }
    }
}
