package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.time.Instant;
import java.util.Locale;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;

/**
 * What the audit tells of peers. The words stand in the database for years: none may be changed, or used for something else;
 * they have at most 32 characters.
 */
public enum RosterAction {
    /** {@link Order.Simple#REQUEST}. */
    REQUEST,
    /** {@link Order.Simple#UNREQUEST}. */
    UNREQUEST,
    /** {@link Order.Simple#APPROVE}. */
    APPROVE,
    /** {@link Order.Simple#DENY}. */
    DENY,
    /** {@link Order.Simple#REVOKE}. */
    REVOKE,
    /** {@link Order.Simple#UNDO}. */
    UNDO,
    /** {@link Order.Simple#BLOCK}. */
    BLOCK,
    /** {@link Order.Simple#UNBLOCK}. */
    UNBLOCK,
    /** {@link Order.Simple#TRUST}. */
    TRUST,
    /** {@link Order.Simple#UNTRUST}. */
    UNTRUST,
    /** {@link Order.Note}. */
    NOTE,
    /** {@link Order.Expire}. */
    EXPIRY,
    /** {@link Order.Review}. */
    REVIEW,
    /** A peer asked that had been asked before, and was accepted with that. */
    ACCEPT_INVITED,
    /** A peer approved us. */
    PEER_SUBSCRIBED,
    /** A peer answered our request with an error. */
    PEER_ERROR,
    /** A peer gave up what we had approved. */
    PEER_UNSUBSCRIBE,
    /** A peer refused our request, or took its approval back. */
    PEER_UNSUBSCRIBED,
    /** A peer did not answer our request in time. */
    NO_ANSWER,
    /** A peer caused more entries than are written. */
    LEFT_OUT,
    /** An incident was sent. */
    INCIDENT_SENT,
    /** A peer said something about an incident that was sent, or could not be reached. */
    INCIDENT_ANSWERED,
    /** An incident came in. */
    INCIDENT_RECEIVED,
    /** More came in about an incident. */
    INCIDENT_UPDATED,
    /** An incident was marked as handled. */
    INCIDENT_HANDLED,
    /** That was taken back. */
    INCIDENT_REOPENED,
    /** An incident was removed. */
    INCIDENT_REMOVED,
    /** That was taken back. */
    INCIDENT_RESTORED;

    /** The one of an order. */
    public static RosterAction of(Order.Simple order) {
        return valueOf(order.name());
    }

    /** The word in the audit: {@code NO_ANSWER} is {@code no-answer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * An entry of the audit.
     *
     * @param at     when
     * @param peer   the domain of the peer
     * @param by     who
     * @param before how it was before, in words
     * @param after  how it is since
     */
    public AuditEntry entry(Instant at, String peer, Actor by, String before, String after) {
        return new AuditEntry(at, peer, by, word(), before, after);
    }
}
