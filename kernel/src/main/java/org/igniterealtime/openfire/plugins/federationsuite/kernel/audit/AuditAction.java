package org.igniterealtime.openfire.plugins.federationsuite.kernel.audit;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * What administrators do that is not a decision about a peer; the words for those are the server roster's. The words stand in
 * the database for years: none may be changed, or used for something else.
 */
public enum AuditAction {
    /** Settings were changed. */
    SETTINGS_CHANGED,
    /** A change of settings was taken back. */
    SETTINGS_UNDONE,
    /** A plugin of the suite was switched on. */
    SWITCHED_ON,
    /** A plugin of the suite was switched off. */
    SWITCHED_OFF,
    /** A trace of a room or a server was begun. */
    TRACE_BEGUN,
    /** A trace was stopped before its time. */
    TRACE_STOPPED,
    /** The mirror of a room elsewhere was closed here. */
    MIRROR_CLOSED,
    /** A mirror elsewhere had to leave a room of this server. */
    MIRROR_SENT_AWAY,
    /** A subscription that waited for a user was refused in his place. */
    SUBSCRIPTION_REFUSED,
    /** A token was made with which metrics can be read without a login. */
    TOKEN_MADE,
    /** That token was taken away. */
    TOKEN_REMOVED;

    /** The word in the audit: {@code SETTINGS_CHANGED} is {@code settings-changed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Tells whether a word in the audit is one of these; if not, the entry is about a peer. */
    public static boolean isOne(String word) {
        return Arrays.stream(values()).anyMatch(action -> action.word().equals(word));
    }

    /**
     * An entry of the audit.
     *
     * @param at     when
     * @param about  the address of a room, the domain of a service, or this server's own domain
     * @param by     who
     * @param before how it was before, in words
     * @param after  how it is since
     */
    public AuditEntry entry(Instant at, String about, Actor by, String before, String after) {
        return new AuditEntry(at, about, by, word(), before, after);
    }
}
