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
    private static final String PREFIX = "fmuc-";

    /** Tells whether an id is like those of IQs of ours. */
    public static boolean isFreshId(String id) {
        return id.startsWith(PREFIX);
    }

    /** An id for an IQ of ours that nobody else gives by accident. */
    String freshId() {
        return PREFIX + Long.toString(number, DIGITS);
    }
}
