package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;

/** Random walks through worlds whose room is a node that speaks XEP-0289. A seed that fails is in the message. */
public class NodeSimulationTest {

    private static final int SEEDS = Math.max(20, Integer.getInteger("simulation.seeds", 100) / 2);
    private static final int STEPS = Integer.getInteger("simulation.steps", 150);
    /** Where the servers of rooms of Openfire are killed no more than this: nobody has looked what comes of more. */
    private static final int CRASHING_NATIVE_STEPS = Math.min(STEPS, 500);

    @Test
    @Conforms({"xep-0289-joining-11", "xep-0289-joining-16"})
    public void atANodeThatDoesAsTheSpecificationHasItEverybodySeesTheSameRoom() {
        run(FakeNode.Kind.CONFORMING, false);
    }

    @Test
    @Conforms({"xep-0289-joining-11", "xep-0289-joining-16"})
    public void atARoomOfOpenfireEverybodySeesTheSameRoom() {
        run(FakeNode.Kind.NATIVE, false);
    }

    @Test
    public void aReplicaSeesWhatItsPrimarySees() {
        run(FakeNode.Kind.PRIMARY, false);
    }

    @Test
    public void aNodeThatHasForgottenItsMirrorsIsJoinedAnew() {
        run(FakeNode.Kind.CONFORMING, true);
        run(FakeNode.Kind.NATIVE, true);
    }

    private static void run(FakeNode.Kind kind, boolean crashes) {
        int steps = crashes && kind == FakeNode.Kind.NATIVE ? CRASHING_NATIVE_STEPS : STEPS;
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                new NodeWorld(seed, kind, crashes).run(steps);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(kind + (crashes ? ", crashes" : "") + ", seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
