package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Set;

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

    @Test
    public void thoseWhoAreAdmittedAreNamedOnceAndWithoutTheBlocked() {
        MapSettings settings = new MapSettings();
        settings.set(AdmittedDomains.DOMAINS, List.of("b.example", "c.example"));
        CombinedTrust trust = new CombinedTrust(new AdmittedDomains(settings));
        trust.add(new TrustPolicy() {
            @Override
            public TrustLevel levelOf(String domain) {
                return domain.equals("c.example") ? TrustLevel.BLOCKED : TrustLevel.BUDDY;
            }

            @Override
            public Set<String> admitted() {
                return Set.of("d.example", "b.example");
            }
        });

        assertEquals(Set.of("b.example", "d.example"), trust.admitted());
    }
}
