package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Set;

import org.junit.Test;

/** A listed domain and what lies right below it, and nothing that only looks like it. */
public class AdmittedDomainsTest {

    private final MapSettings settings = new MapSettings();
    private final AdmittedDomains trust = new AdmittedDomains(settings);

    @Test
    public void byDefaultNobodyIsAdmitted() {
        for (String domain : new String[] {"montague.lit", "lit", "", "."}) {
            assertEquals(domain, TrustLevel.UNKNOWN, trust.levelOf(domain));
        }
    }

    @Test
    public void aListedDomainAndItsServicesAreAdmitted() {
        settings.set(AdmittedDomains.DOMAINS, List.of("capulet.lit", "Montague.LIT"));
        for (String domain : new String[] {"montague.lit", "mirror.montague.lit", "MIRROR.Montague.lit", "capulet.lit"}) {
            assertEquals(domain, TrustLevel.BUDDY, trust.levelOf(domain));
        }
    }

    @Test
    public void whatOnlyLooksLikeItIsNot() {
        settings.set(AdmittedDomains.DOMAINS, List.of("montague.lit"));
        for (String domain : new String[] {"evilmontague.lit", "mirror.evilmontague.lit", "a.mirror.montague.lit", "lit",
            "montague.lit.evil.example", "montague.li", "", "."}) {
            assertEquals(domain, TrustLevel.UNKNOWN, trust.levelOf(domain));
        }
    }

    @Test
    public void aChangeOfTheListCountsAtOnce() {
        settings.set(AdmittedDomains.DOMAINS, List.of("montague.lit"));
        assertTrue(trust.levelOf("montague.lit").mayMirror());
        settings.set(AdmittedDomains.DOMAINS, List.of());
        assertFalse(trust.levelOf("montague.lit").mayMirror());
    }

    @Test
    public void onlyApprovedDomainsMayMirror() {
        assertEquals(List.of(TrustLevel.BUDDY, TrustLevel.TRUSTED),
            java.util.Arrays.stream(TrustLevel.values()).filter(TrustLevel::mayMirror).toList());
    }

    @Test
    public void thoseWhoAreListedAreNamedAsTheyAreWritten() {
        assertEquals(Set.of(), trust.admitted());
        settings.set(AdmittedDomains.DOMAINS, List.of("capulet.lit", "Montague.LIT"));
        assertEquals(Set.of("capulet.lit", "Montague.LIT"), trust.admitted());
    }
}
