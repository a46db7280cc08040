package org.igniterealtime.openfire.plugins.federationsuite.kernel;

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
}
