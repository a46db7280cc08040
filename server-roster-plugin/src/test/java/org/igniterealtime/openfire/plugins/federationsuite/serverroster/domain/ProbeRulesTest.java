package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import static org.junit.Assert.assertEquals;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.junit.Test;

/** Every trust level, and what it is answered. */
public class ProbeRulesTest {

    private static final DomainPresence PROBE = new DomainPresence(Kind.PROBE, "b.example", "a.example");
    private static final DomainPresence HERE = new DomainPresence(Kind.AVAILABLE, "a.example", "b.example");
    private static final DomainPresence NOT_FOR_YOU = new DomainPresence(Kind.UNSUBSCRIBED, "a.example", "b.example");

    @Test
    public void aProbeFromABuddyIsAnsweredAvailable() {
        assertEquals(HERE, ProbeRules.answer(PROBE, TrustLevel.BUDDY));
    }

    @Test
    public void aProbeFromATrustedPeerIsAnsweredAvailable() {
        assertEquals(HERE, ProbeRules.answer(PROBE, TrustLevel.TRUSTED));
    }

    @Test
    public void aProbeFromAStrangerIsAnsweredUnsubscribed() {
        assertEquals(NOT_FOR_YOU, ProbeRules.answer(PROBE, TrustLevel.UNKNOWN));
    }

    @Test
    public void aProbeFromAPeerThatWaitsForADecisionIsAnsweredUnsubscribed() {
        assertEquals(NOT_FOR_YOU, ProbeRules.answer(PROBE, TrustLevel.PENDING));
    }

    @Test
    public void aProbeFromABlockedPeerIsAnsweredAsAStrangersIs() {
        assertEquals(NOT_FOR_YOU, ProbeRules.answer(PROBE, TrustLevel.BLOCKED));
    }
}
