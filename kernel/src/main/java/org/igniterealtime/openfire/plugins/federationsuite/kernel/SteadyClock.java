package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * A clock for what waits: it never goes back, and never stands still, whatever an administrator or the network does to the
 * machine's own. Where that is set on, this one follows at once; where it is set back, this one goes at half the speed until the
 * other has caught up, so that what is to happen in ten seconds happens within twenty, and not after the hours by which the
 * other was wrong. Not for what is written down for people. Thread-safe.
 */
public final class SteadyClock implements InstantSource {

    private final InstantSource machine;
    private final LongSupplier nanoseconds;
    private Instant last;
    private long lastRead;
    private Duration lead = Duration.ZERO;

    /** A clock beside the machine's own. */
    public SteadyClock(InstantSource machine) {
        this(machine, System::nanoTime);
    }

    /**
     * A clock beside another.
     *
     * @param machine     the clock that may jump
     * @param nanoseconds what has passed, counted from anywhere, in nanoseconds; like {@link System#nanoTime()}
     */
    SteadyClock(InstantSource machine, LongSupplier nanoseconds) {
        this.machine = Objects.requireNonNull(machine);
        this.nanoseconds = Objects.requireNonNull(nanoseconds);
        last = machine.instant();
        lastRead = nanoseconds.getAsLong();
    }

    @Override
    public synchronized Instant instant() {
        long read = nanoseconds.getAsLong();
        // Two nanoseconds at least, or who asks all the time would find it standing.
        long passed = read - lastRead;
        if (passed > 1) {
            lastRead = read;
            Instant slow = last.plus(Duration.ofNanos(passed / 2));
            Instant shown = machine.instant();
            last = shown.isBefore(slow) ? slow : shown;
            Duration ahead = Duration.between(shown, last);
            lead = ahead.compareTo(lead) > 0 ? ahead : lead;
        }
        return last;
    }

    /**
     * By how much this clock was ahead of the machine's at most: whoever asks others for what happened since a time of this clock
     * has to ask for that much more, since they go by real time.
     */
    public synchronized Duration lead() {
        return lead;
    }
}
