package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;

/** Random walks through a world in which one room has mirrors of each kind. A seed that fails is in the message. */
public class MixedSimulationTest {

    private static final int WORLDS = Integer.getInteger("simulation.seeds", 100);
    /** Half of them, but where there is time for all. */
    private static final int SEEDS = WORLDS > 100 ? WORLDS : Math.max(20, WORLDS / 2);
    private static final int STEPS = Integer.getInteger("simulation.steps", 100);

    @Test
    @Conforms({"xep-0289-joined-7", "xep-0289-joined-8", "xep-0289-joined-9", "xep-0289-joined-10", "xep-0289-joined-13",
        "xep-0289-joined-17"})
    public void inEveryDialectAtOnceEverybodySeesTheSameRoom() {
        run(false);
    }

    @Test
    @Conforms({"xep-0289-joined-15", "xep-0289-joined-17"})
    public void whereTheNodeIsAReplicaEverybodySeesTheSameRoomInOneOrder() {
        run(true);
    }

    private static void run(boolean replica) {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                new MixedWorld(seed, replica).run(STEPS);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError((replica ? "replica, seed " : "seed ") + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
