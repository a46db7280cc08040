package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

/** Several opinions about one domain. */
public class CombinedTrustTest {

    private static TrustLevel combined(TrustLevel base, TrustLevel other) {
        CombinedTrust trust = new CombinedTrust(domain -> base);
        trust.add(domain -> other);
        return trust.levelOf("b.example");
    }

    @Test
    public void theHighestCounts() {
        assertEquals(TrustLevel.BUDDY, combined(TrustLevel.UNKNOWN, TrustLevel.BUDDY));
        assertEquals(TrustLevel.BUDDY, combined(TrustLevel.BUDDY, TrustLevel.PENDING));
        assertEquals(TrustLevel.PENDING, combined(TrustLevel.UNKNOWN, TrustLevel.PENDING));
    }

    @Test
    public void aBlockCountsMoreThanAnything() {
        assertEquals(TrustLevel.BLOCKED, combined(TrustLevel.BUDDY, TrustLevel.BLOCKED));
        assertEquals(TrustLevel.BLOCKED, combined(TrustLevel.BLOCKED, TrustLevel.TRUSTED));
    }

    @Test
    public void whoLeavesHasNoSay() {
        CombinedTrust trust = new CombinedTrust(domain -> TrustLevel.UNKNOWN);
        Settings.Subscription roster = trust.add(domain -> TrustLevel.BUDDY);

        roster.close();

        assertEquals(TrustLevel.UNKNOWN, trust.levelOf("b.example"));
    }
}
