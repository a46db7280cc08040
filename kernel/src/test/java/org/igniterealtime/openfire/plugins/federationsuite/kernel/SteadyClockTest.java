package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.time.Duration;
import java.time.Instant;

import org.junit.Test;

/** The clock that timers go by. */
public class SteadyClockTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Instant machine = NOON;
    private long nanoseconds = Long.MAX_VALUE - 5;
    private final SteadyClock clock = new SteadyClock(() -> machine, () -> nanoseconds);

    private Instant after(Duration passed) {
        machine = machine.plus(passed);
        nanoseconds += passed.toNanos();
        return clock.instant();
    }

    @Test
    public void itShowsWhatTheMachineShows() {
        assertEquals(NOON, clock.instant());
        assertEquals(NOON.plusSeconds(10), after(Duration.ofSeconds(10)));
        assertEquals(NOON.plusSeconds(11), after(Duration.ofSeconds(1)));
        assertEquals(Duration.ZERO, clock.lead());
    }

    @Test
    public void itFollowsAMachineThatIsSetOn() {
        machine = NOON.plusSeconds(3600);
        assertEquals(NOON.plusSeconds(3601), after(Duration.ofSeconds(1)));
    }

    @Test
    public void whereTheMachineIsSetBackItGoesOnAtHalfTheSpeedUntilBothAgree() {
        machine = NOON.minusSeconds(60);
        assertEquals(NOON.plusSeconds(5), after(Duration.ofSeconds(10)));
        assertEquals(NOON.plusSeconds(10), after(Duration.ofSeconds(10)));
        assertEquals("one minute took two", NOON.plusSeconds(60), after(Duration.ofSeconds(100)));
        assertEquals(NOON.plusSeconds(61), after(Duration.ofSeconds(1)));
        assertEquals("they agree", machine, clock.instant());
        assertEquals("it was ahead", Duration.ofSeconds(55), clock.lead());
    }

    @Test
    public void whoAsksAllTheTimeSeesItGoOn() {
        machine = NOON.minusSeconds(60);
        for (int i = 0; i < 1000; i++) {
            nanoseconds++;
            Instant before = clock.instant();
            assertFalse(clock.instant().isBefore(before));
        }
        assertEquals(NOON.plusNanos(500), clock.instant());
    }
}
