package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;

/**
 * How this server answers a probe of another server (XEP-0267; RFC 6121, section 4.3.2): one answer to each probe, and
 * nothing remembered, so a flood of probes makes nothing grow. May be called from any thread.
 */
public final class ProbeRules {

    private ProbeRules() {
    }

    /**
     * Answers a probe. An approved peer is told that we are here. Everybody else gets the same answer, whether nobody has
     * decided about him, he waits for a decision, or he is blocked: who is what in our list is not a stranger's business.
     *
     * @param probe the probe
     * @param level how far the probing domain is trusted
     * @return what to send
     */
    public static DomainPresence answer(DomainPresence probe, TrustLevel level) {
        boolean approved = level == TrustLevel.BUDDY || level == TrustLevel.TRUSTED;
        return new DomainPresence(approved ? Kind.AVAILABLE : Kind.UNSUBSCRIBED, probe.to(), probe.from());
    }
}
