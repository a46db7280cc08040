package org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck;

import java.time.Duration;
import java.time.Instant;

/**
 * How far another clock is from ours, from one question over a link (as in RFC 5905, section 8, with one time for both of the
 * other's).
 *
 * @param ahead       how much the other clock is ahead; negative if it is behind
 * @param uncertainty how much of that can be the time that question and answer took
 */
public record ClockOffset(Duration ahead, Duration uncertainty) {

    /** What does not matter to anybody who reads times of messages. */
    public static final Duration TOLERANCE = Duration.ofSeconds(10);

    /**
     * Compares.
     *
     * @param asked    when we asked, by our clock
     * @param theirs   what the other said that it was
     * @param answered when the answer came, by our clock
     */
    public static ClockOffset of(Instant asked, Instant theirs, Instant answered) {
        Duration half = Duration.between(asked, answered).abs().dividedBy(2);
        return new ClockOffset(Duration.between(asked.plus(half), theirs), half);
    }

    /** Whether the clocks agree as far as can be told. */
    public boolean tolerable() {
        return ahead.abs().minus(uncertainty).compareTo(TOLERANCE) <= 0;
    }
}
