package org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor;

import java.util.Objects;

/**
 * How it stands with one part of the suite.
 *
 * @param id      the part
 * @param state   its state
 * @param trouble why it could not be started, or, when it is off, what went wrong as it was stopped; else empty
 */
public record PartStatus(String id, PartState state, String trouble) {

    /** Checks that nothing is missing. */
    public PartStatus {
        Objects.requireNonNull(id);
        Objects.requireNonNull(state);
        Objects.requireNonNull(trouble);
    }

    static PartStatus of(String id, PartState state) {
        return new PartStatus(id, state, "");
    }

    static PartStatus of(String id, PartState state, Throwable cause) {
        String message = cause.getMessage();
        String kind = cause.getClass().getSimpleName();
        return new PartStatus(id, state, message == null || message.isBlank() ? kind : kind + ": " + message);
    }
}
