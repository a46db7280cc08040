package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;

import java.util.Objects;

/**
 * A presence stanza between two bare domains (XEP-0267). Immutable. Both domains are normalised, and neither has a node
 * or a resource beside it.
 */
public sealed interface DomainPresence {

    /**
     * The domain that speaks.
     *
     * @return a domain, never empty
     */
    String from();

    /**
     * The domain that is spoken to.
     *
     * @return a domain, never empty
     */
    String to();

    /**
     * "Are you there?" (RFC 6121, section 4.3).
     *
     * @param from the domain that asks
     * @param to   the domain that is asked
     */
    record Probe(String from, String to) implements DomainPresence {
        /** Checks that nothing is missing. */
        public Probe {
            Objects.requireNonNull(from);
            Objects.requireNonNull(to);
        }
    }

    /**
     * "I am here" (RFC 6121, section 4.2).
     *
     * @param from the domain that is available
     * @param to   the domain that is told
     */
    record Available(String from, String to) implements DomainPresence {
        /** Checks that nothing is missing. */
        public Available {
            Objects.requireNonNull(from);
            Objects.requireNonNull(to);
        }
    }

    /**
     * "You have no subscription to my presence" (RFC 6121, section 3.2; as the answer to a probe, section 4.3.2).
     *
     * @param from the domain that keeps its presence to itself
     * @param to   the domain that is told
     */
    record Unsubscribed(String from, String to) implements DomainPresence {
        /** Checks that nothing is missing. */
        public Unsubscribed {
            Objects.requireNonNull(from);
            Objects.requireNonNull(to);
        }
    }
}
