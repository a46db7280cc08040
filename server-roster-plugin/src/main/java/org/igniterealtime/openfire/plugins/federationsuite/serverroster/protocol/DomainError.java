package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;

import java.util.Objects;

/**
 * An error that answers presence between two bare domains (RFC 6120, section 8.3). Immutable.
 *
 * @param from      the domain that answers, normalised
 * @param to        the domain that spoke, normalised
 * @param condition the condition's name, such as {@code item-not-found}; {@link #UNDEFINED} where there was none
 */
public record DomainError(String from, String to, String condition) {

    /** The condition of an error that names none. */
    public static final String UNDEFINED = "undefined-condition";

    /** Checks that nothing is missing. */
    public DomainError {
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        Objects.requireNonNull(condition);
    }
}
