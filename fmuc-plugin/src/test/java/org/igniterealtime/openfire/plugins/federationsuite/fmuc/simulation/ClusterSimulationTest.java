package org.igniterealtime.openfire.plugins.federationsuite.fmuc.simulation;

import java.util.Set;
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
    /** Nothing is known to fail in so few steps. */
    private static final int SOON = 100;
    private static final String WHOLE = "";
    /** In the message, and that nodes are killed at all. */
    private static final String KILLED = ", killed";
    /** Of what one speaker says, the keeper on one side of a split has only the later, which is heard before the earlier. */
    private static final Set<Long> APART = Set.of(767L);
    /**
     * Somebody is told neither that he is in nor that he is not, after two splits within moments (93); the room has somebody who
     * believes that he is out (754); what the room refused, because its speaker was out there, is shown again, and lost (844).
     */
    private static final Set<Long> APART_AND_HASTY = Set.of(93L, 754L, 844L);

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
        walk(seed -> run(seed, KILLED, false, true), APART);
        walk(seed -> run(seed, KILLED, true, true), APART_AND_HASTY);
    }

    private static void walk(LongConsumer world) {
        walk(world, Set.of());
    }

    /** All worlds but those of which it is known that they fail, and where: a thousand steps is as far as anybody has looked. */
    private static void walk(LongConsumer world, Set<Long> failing) {
        LongStream.range(0, SEEDS).filter(seed -> STEPS <= SOON || !failing.contains(seed)).forEach(world);
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
