package org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire;

import static org.junit.Assert.assertEquals;

import java.util.Arrays;
import java.util.Set;

import org.junit.Test;

/** Who the others are in a cluster. */
public class OpenfireNodesTest {

    private static final Set<String> THREE = Set.of("one", "two", "three");

    @Test
    public void theOthersAreAllButThisNode() {
        assertEquals(Set.of("two", "three"), OpenfireNodes.others(THREE, "one", "one"));
        assertEquals(Set.of(), OpenfireNodes.others(Set.of("one"), "one", "one"));
    }

    @Test
    public void aNodeThatIsCalledOtherwiseInTheClusterThatTakesItInHasNoOthers() {
        assertEquals(Set.of(), OpenfireNodes.others(Set.of("one", "two", "three again"), "three", "three"));
    }

    @Test
    public void norHasItWhenTheServerKnowsTheNewNameAndIsStillBusyWithJoining() {
        Set<String> again = Set.of("one", "two", "three again");
        assertEquals(Set.of(), OpenfireNodes.others(again, "three again", "three"));
        assertEquals(Set.of("one", "two"), OpenfireNodes.others(again, "three again", "three again"));
    }

    @Test
    public void whoeverIsThereAndNotListedYetIsAskedForIfTheLeadingNodeIsNotListed() {
        assertEquals(Set.of("one", "two"),
            OpenfireNodes.unlisted(Set.of("three"), "one", () -> Arrays.asList("one", "two", "three", "", null, true)));
    }

    @Test
    public void nobodyIsAskedIfTheLeadingNodeIsListed() {
        assertEquals(Set.of(), OpenfireNodes.unlisted(THREE, "one", () -> {
            throw new AssertionError("asked");
        }));
    }
}
