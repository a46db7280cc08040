package org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv;

import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Effect.Reason;

/**
 * Why a line of a file is not carried out.
 *
 * @param kind   what is wrong
 * @param detail the text in the file that is wrong, or the other line; may be empty
 */
public record Flaw(Kind kind, String detail) {

    /** Checks that nothing is missing. */
    public Flaw {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(detail);
    }

    /** A flaw for the reason that the rules give. */
    static Flaw of(Reason reason) {
        return new Flaw(Kind.REFUSED, reason.name());
    }

    /** What can be wrong. */
    public enum Kind {
        /** The file has no line at all. */
        EMPTY,
        /** The file has too many lines; how many it may have. */
        TOO_LONG,
        /** The first line has a column that there is not; its name. */
        UNKNOWN_COLUMN,
        /** The first line has a column twice; its name. */
        COLUMN_TWICE,
        /** The first line has no column for the domain. */
        NO_DOMAIN_COLUMN,
        /** A quote is missing or too many. */
        QUOTES,
        /** The line has more or fewer cells than the first one; how many it should have. */
        CELLS,
        /** The domain is none, or our own or that of one of our components; the text. */
        NOT_A_PEER,
        /** The domain is in an earlier line; its number. */
        DOMAIN_TWICE,
        /** The state is none; the text. */
        UNKNOWN_STATE,
        /** The cell for trust is neither yes nor no; the text. */
        NOT_YES_OR_NO,
        /** A date is none; the text. */
        NOT_A_DATE,
        /** The end of an approval is in the past; the text. */
        PAST,
        /** The note is too long; how long it may be. */
        NOTE_TOO_LONG,
        /** The rules refuse it; the name of the {@link Reason}. */
        REFUSED
    }
}
