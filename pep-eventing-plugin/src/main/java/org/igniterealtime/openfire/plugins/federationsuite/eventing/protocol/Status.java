package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.Objects;
import java.util.Optional;

/**
 * A line that a user wrote about his availability (RFC 6121, section 4.7.2.2).
 *
 * @param language the language it is marked with, if any
 * @param text     the line, as it came; may be empty
 */
public record Status(Optional<String> language, String text) {

    /** Checks that nothing is missing. */
    public Status {
        Objects.requireNonNull(language);
        Objects.requireNonNull(text);
    }
}
