package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;

/**
 * Which dialect is spoken with a room, and why.
 *
 * @param dialect the dialect
 * @param source  how it was found
 */
public record DialectView(Dialect dialect, Source source) {

    /** How a dialect is found. */
    public enum Source {
        /** An administrator set it. */
        SET,
        /** The service says that it speaks FMUC. */
        ADVERTISED,
        /** The service says what it speaks, and FMUC is not among it. */
        NOT_ADVERTISED,
        /** The service was not asked, or did not answer. */
        UNKNOWN
    }

    /** Checks that nothing is missing. */
    public DialectView {
        Objects.requireNonNull(dialect);
        Objects.requireNonNull(source);
    }
}
