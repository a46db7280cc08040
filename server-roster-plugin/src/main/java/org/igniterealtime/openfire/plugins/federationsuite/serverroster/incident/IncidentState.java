package org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident;

import java.util.Locale;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentStatus;

/** How it stands with an incident: one that came in, by what its sender says of it; one of ours, by what became of it. */
public enum IncidentState {
    /** Came in, and is told for the first time. */
    NEW,
    /** Came in again, and more is known. */
    UPDATED,
    /** Came in, and it is over. */
    RESOLVED,
    /** Sent, and not answered yet. */
    WAITING,
    /** Sent, and the peer has taken it. */
    DELIVERED,
    /** Sent, and answered with an error: by the peer, or by this server when the peer cannot be reached. */
    REFUSED,
    /** Sent, and not answered in time, or before the suite was stopped. */
    NO_ANSWER;

    /** The state of an incident that comes in. */
    static IncidentState of(IncidentStatus status) {
        return switch (status) {
            case NEW -> NEW;
            case UPDATED -> UPDATED;
            case RESOLVED -> RESOLVED;
        };
    }

    /** A word that does not change with the language, for the audit. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
