package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;

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
     * @return what to do
     */
    public static List<Effect> answer(DomainPresence.Probe probe, TrustLevel level) {
        return List.of(new Effect.Send(isApproved(level)
            ? new DomainPresence.Available(probe.to(), probe.from())
            : new DomainPresence.Unsubscribed(probe.to(), probe.from())));
    }

    private static boolean isApproved(TrustLevel level) {
        return level == TrustLevel.BUDDY || level == TrustLevel.TRUSTED;
    }
}
