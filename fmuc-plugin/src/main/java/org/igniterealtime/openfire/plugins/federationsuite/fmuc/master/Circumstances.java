package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Instant;

/**
 * What else a rule needs to know of the moment.
 *
 * @param now    the time
 * @param number a number that was never given before on this server, and is not again
 * @param policy what holds on this server
 */
public record Circumstances(Instant now, long number, MasterPolicy policy) {

    private static final int DIGITS = 36;

    /** An id for an IQ of ours that nobody else gives by accident. */
    String freshId() {
        return "fmuc-" + Long.toString(number, DIGITS);
    }
}
