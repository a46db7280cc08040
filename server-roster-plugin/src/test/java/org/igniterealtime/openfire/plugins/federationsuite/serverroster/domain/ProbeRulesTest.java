package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import static org.junit.Assert.assertEquals;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;
import org.junit.Test;

/** Every trust level, and what it is answered. */
public class ProbeRulesTest {

    private static final DomainPresence.Probe PROBE = new DomainPresence.Probe("b.example", "a.example");
    private static final List<Effect> HERE =
        List.of(new Effect.Send(new DomainPresence.Available("a.example", "b.example")));
    private static final List<Effect> NOT_FOR_YOU =
        List.of(new Effect.Send(new DomainPresence.Unsubscribed("a.example", "b.example")));

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
