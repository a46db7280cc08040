package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.util.Locale;
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
        UNKNOWN,
        /** The room is open since it was another than would be found now. */
        FORMER;

        /** The source as it stands in pages. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The dialect as it stands in pages and settings. */
    public String word() {
        return dialect.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same source, of a room that is open and speaks this dialect; or that what was found was another. */
    public DialectView of(Dialect spoken) {
        return spoken == dialect ? this : new DialectView(spoken, Source.FORMER);
    }

    /** Checks that nothing is missing. */
    public DialectView {
        Objects.requireNonNull(dialect);
        Objects.requireNonNull(source);
    }
}
