package org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin;

import java.util.Objects;

/**
 * What a line of a file would change, or why it would not. Immutable.
 *
 * @param line   the number of the line
 * @param domain the peer; as it was written if it is none
 * @param kind   what it is
 * @param text   in words: what would be done, or what is wrong; not escaped
 * @param before how it stands with the peer, in words; empty if there is a flaw
 * @param print  tells this change from the one that the same line would make if it stood otherwise
 */
public record Change(int line, String domain, Kind kind, String text, String before, String print) {

    /** Checks that nothing is missing. */
    public Change {
        Objects.requireNonNull(domain);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(text);
        Objects.requireNonNull(before);
        Objects.requireNonNull(print);
    }

    /** What a line is. */
    public enum Kind {
        /** It changes something. */
        CHANGE,
        /** It is so already. */
        SAME,
        /** It is wrong. */
        FLAW
    }
}
