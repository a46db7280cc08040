package org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin;

import java.util.Objects;

/**
 * What came of a line of a file.
 *
 * @param line   the number of the line
 * @param domain the peer
 * @param answer what came of it
 */
public record Outcome(int line, String domain, Answer answer) {

    /** Checks that nothing is missing. */
    public Outcome {
        Objects.requireNonNull(domain);
        Objects.requireNonNull(answer);
    }
}
