package org.igniterealtime.openfire.plugins.federationsuite.kernel.audit;

import java.time.Instant;
import java.util.Objects;

/**
 * One line of the audit: what changed, and by whom.
 *
 * @param at     when
 * @param about  what it is about: a peer's domain, the address of a room, or this server's own domain where it is about the
 *               suite itself
 * @param by     who, and from where
 * @param action what was decided, a word such as {@code approve} or one of {@link AuditAction}; at most 32 characters
 * @param before how it stood before, in words; never empty, for there are databases that take an empty text for none
 * @param after  and afterwards; never empty
 */
public record AuditEntry(Instant at, String about, Actor by, String action, String before, String after) {

    /** Checks that nothing is missing. */
    public AuditEntry {
        Objects.requireNonNull(at);
        Objects.requireNonNull(about);
        Objects.requireNonNull(by);
        Objects.requireNonNull(action);
        Objects.requireNonNull(before);
        Objects.requireNonNull(after);
    }
}
