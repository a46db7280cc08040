package org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.Test;

/** How far another clock is from ours. */
public class ClockOffsetTest {

    private static final Instant NOON = Instant.parse("2030-01-02T12:00:00Z");

    @Test
    public void theOtherClockIsComparedWithTheMiddleOfOurWait() {
        ClockOffset offset = ClockOffset.of(NOON, NOON.plusSeconds(25), NOON.plusSeconds(10));

        assertEquals(new ClockOffset(Duration.ofSeconds(20), Duration.ofSeconds(5)), offset);
        assertFalse(offset.tolerable());
    }

    @Test
    public void aSlowLinkIsNoReasonToBlameAClock() {
        // On a link that took 40 s the other clock may have been read 20 s before or after the middle.
        assertTrue(ClockOffset.of(NOON, NOON, NOON.plusSeconds(40)).tolerable());
        assertTrue(ClockOffset.of(NOON, NOON.plusSeconds(50), NOON.plusSeconds(40)).tolerable());
        assertFalse(ClockOffset.of(NOON, NOON.plusSeconds(51), NOON.plusSeconds(40)).tolerable());
    }

    @Test
    public void aClockThatIsBehindCountsAsOneThatIsAhead() {
        assertTrue(ClockOffset.of(NOON, NOON.minusSeconds(10), NOON).tolerable());
        assertFalse(ClockOffset.of(NOON, NOON.minusSeconds(11), NOON).tolerable());
        assertEquals(Duration.ofSeconds(-11), ClockOffset.of(NOON, NOON.minusSeconds(11), NOON).ahead());
    }

    @Test
    public void progressOfTwoPartsIsToldTogether() {
        CheckProgress running = new CheckProgress(true, 1, 3, Optional.empty());
        CheckProgress ended = new CheckProgress(false, 2, 2, Optional.of(NOON));

        assertEquals(new CheckProgress(true, 3, 5, Optional.empty()), running.and(ended));
        assertEquals(ended, CheckProgress.NONE.and(ended));
        assertEquals(ended, ended.and(CheckProgress.NONE));
        assertEquals(Optional.of(NOON.plusSeconds(1)),
            ended.and(new CheckProgress(false, 0, 0, Optional.of(NOON.plusSeconds(1)))).ended());
    }
}
