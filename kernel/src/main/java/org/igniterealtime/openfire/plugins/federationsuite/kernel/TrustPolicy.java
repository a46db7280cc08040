package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.util.Set;

/**
 * Answers one question for the whole suite: what may this domain do? Asked on the server's own threads, for stanzas
 * of strangers too, so an implementation answers from memory.
 */
@FunctionalInterface
public interface TrustPolicy {

    /**
     * Tells the level of a domain.
     *
     * @param domain an XMPP domain as it stands in a stanza's address: normalised, without node and resource
     * @return the level, never {@code null}; {@link TrustLevel#UNKNOWN} for a domain nobody has decided about
     */
    TrustLevel levelOf(String domain);

    /**
     * Names those who may mirror rooms here, as far as this policy knows names: what only follows from a rule, as for
     * sub-domains, is not among them.
     *
     * @return domains, in an order that does not change
     */
    default Set<String> admitted() {
        return Set.of();
    }
}
