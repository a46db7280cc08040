package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;

import java.util.Objects;

/**
 * A presence stanza between two bare domains (XEP-0267). Immutable. Both domains are normalised, and neither has a node
 * or a resource beside it.
 *
 * @param kind what is said
 * @param from the domain that speaks, never empty
 * @param to   the domain that is spoken to, never empty
 */
public record DomainPresence(Kind kind, String from, String to) {

    /** Checks that nothing is missing. */
    public DomainPresence {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
    }

    /** What one domain says to another: the presence types of RFC 6121, section 4.7.1, without errors. */
    public enum Kind {
        /** "I am here" (section 4.2). Has no type on the wire. */
        AVAILABLE,
        /** "I am gone" (section 4.5). */
        UNAVAILABLE,
        /** "Are you there?" (section 4.3). */
        PROBE,
        /** "May I see your presence?" (section 3.1). */
        SUBSCRIBE,
        /** "You may see my presence" (section 3.1). */
        SUBSCRIBED,
        /** "I do not want to see your presence any more" (section 3.3). */
        UNSUBSCRIBE,
        /** "You may not see my presence", to whom it was shown or who asked (section 3.2; to a probe, section 4.3.2). */
        UNSUBSCRIBED
    }
}
