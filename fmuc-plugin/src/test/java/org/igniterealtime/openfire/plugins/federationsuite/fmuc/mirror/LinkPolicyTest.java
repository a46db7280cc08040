package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.Test;

/** How long a mirror waits until it asks a lost master again whether it is there. */
public class LinkPolicyTest {

    private static final LinkPolicy POLICY = LinkPolicy.DEFAULT;

    @Test
    public void eachWaitIsTwiceAsLongUpToABound() {
        assertEquals("2 4 8 16 32 64 120 120", String.join(" ", IntStream.range(0, 8)
            .mapToObj(attempts -> String.valueOf(POLICY.waitAfter(attempts).toSeconds())).toList()));
        assertEquals("however often it was asked", Duration.ofSeconds(120), POLICY.waitAfter(1_000_000));
    }

    @Test
    public void chanceMakesItShorterByHalfAtMost() {
        assertEquals(Duration.ofSeconds(1), POLICY.withJitter(1).waitAfter(0));
        assertEquals(Duration.ofMillis(1500), POLICY.withJitter(0.5).waitAfter(0));
        assertEquals(Duration.ofSeconds(60), POLICY.withJitter(1).waitAfter(20));
    }

    @Test
    public void otherBoundsLeaveTheRestAsItIs() {
        LinkPolicy other = POLICY.withLocalTalk(false).keeping(1, 2, Duration.ofSeconds(3)).withJitter(0.25);
        assertEquals(new LinkPolicy(false, POLICY.patience(), POLICY.first(), POLICY.longest(), POLICY.margin(), 1, 2,
            Duration.ofSeconds(3), 0.25, POLICY.words()), other);
    }
}
