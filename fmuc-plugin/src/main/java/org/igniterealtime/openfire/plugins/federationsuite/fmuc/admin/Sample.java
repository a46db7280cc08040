package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.time.Instant;
import java.util.Objects;

/**
 * How much had crossed at a moment, since counting began.
 *
 * @param at      the moment
 * @param crossed bytes that had crossed
 * @param plain   bytes that would have crossed without a mirror
 */
public record Sample(Instant at, long crossed, long plain) {

    /** Checks that nothing is missing. */
    public Sample {
        Objects.requireNonNull(at);
    }
}
