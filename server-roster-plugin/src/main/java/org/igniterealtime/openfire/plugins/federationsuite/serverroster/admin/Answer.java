package org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin;

import java.util.Objects;

/**
 * What came of an order.
 *
 * @param done whether it was carried out
 * @param text in words, in the language of the server; not escaped, and it may hold what was typed
 */
public record Answer(boolean done, String text) {

    /** Checks that nothing is missing. */
    public Answer {
        Objects.requireNonNull(text);
    }
}
