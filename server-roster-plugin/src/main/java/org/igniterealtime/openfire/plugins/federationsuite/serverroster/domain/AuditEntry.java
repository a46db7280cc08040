package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.time.Instant;
import java.util.Objects;

/**
 * One line of the audit: what changed about a peer, and by whom.
 *
 * @param at     when
 * @param domain the peer
 * @param by     who, and from where
 * @param action what was decided, a word such as {@code approve}
 * @param before how it stood with the peer before, in words
 * @param after  and afterwards
 */
public record AuditEntry(Instant at, String domain, Actor by, String action, String before, String after) {

    /** Checks that nothing is missing. */
    public AuditEntry {
        Objects.requireNonNull(at);
        Objects.requireNonNull(domain);
        Objects.requireNonNull(by);
        Objects.requireNonNull(action);
        Objects.requireNonNull(before);
        Objects.requireNonNull(after);
    }
}
