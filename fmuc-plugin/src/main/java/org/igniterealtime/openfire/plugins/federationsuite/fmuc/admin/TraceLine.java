package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.time.Instant;
import java.util.Objects;

/**
 * A stanza in a trace. Immutable.
 *
 * @param at   when it crossed
 * @param out  whether it went out
 * @param size how many characters the stanza has as XML
 * @param text the stanza, as far as it is shown
 */
public record TraceLine(Instant at, boolean out, int size, String text) {

    /** Checks that nothing is missing. */
    public TraceLine {
        Objects.requireNonNull(at);
        Objects.requireNonNull(text);
    }
}
