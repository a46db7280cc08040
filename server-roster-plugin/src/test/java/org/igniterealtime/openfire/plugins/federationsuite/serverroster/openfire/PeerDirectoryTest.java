package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order.Simple;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.OrderRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StanzaRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;
import org.junit.Test;

/** What a decision about one domain says about others. */
public class PeerDirectoryTest {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final String B = "b.example";

    private final MapSettings values = new MapSettings();
    private final RosterSettings settings = new RosterSettings(values);
    private final PeerDirectory directory = new PeerDirectory(settings, () -> NOW);

    private void asks(String peer) {
        Peer before = directory.find(peer).orElseGet(() -> Peer.stranger(peer));
        directory.put(new StanzaRules(settings.policy()).hear(before, Kind.SUBSCRIBE, NOW).peer());
    }

    private void orders(String peer, Simple order) {
        Peer before = directory.find(peer).orElseGet(() -> Peer.stranger(peer));
        directory.put(new OrderRules(settings.policy()).obey(before, order, new Actor("admin", ""), NOW).peer());
    }

    @Test
    public void subDomainsInheritWhatWasDecidedUnlessASettingSaysNo() {
        asks(B);
        assertEquals("not a request", TrustLevel.UNKNOWN, directory.levelOf("mirror.b.example"));
        orders(B, Simple.APPROVE);
        assertEquals(TrustLevel.BUDDY, directory.levelOf("mirror.b.example"));
        assertEquals("immediate ones only", TrustLevel.UNKNOWN, directory.levelOf("x.mirror.b.example"));
        assertEquals("not whose name ends alike", TrustLevel.UNKNOWN, directory.levelOf("evilb.example"));
        values.set(RosterSettings.SUBDOMAINS, false);
        assertEquals(TrustLevel.UNKNOWN, directory.levelOf("mirror.b.example"));
        values.set(RosterSettings.SUBDOMAINS, true);
        orders(B, Simple.TRUST);
        assertEquals(TrustLevel.TRUSTED, directory.levelOf("mirror.b.example"));
        orders(B, Simple.BLOCK);
        assertEquals(TrustLevel.BLOCKED, directory.levelOf("mirror.b.example"));
        assertFalse(directory.levelOf("mirror.b.example").mayMirror());
    }

    @Test
    public void itIsKnownWithoutLookingWhetherAnybodyIsBlocked() {
        asks(B);
        assertFalse(directory.hasBlocks());
        orders(B, Simple.BLOCK);
        asks("c.example");
        orders("c.example", Simple.BLOCK);
        orders(B, Simple.BLOCK);
        orders(B, Simple.UNBLOCK);
        assertTrue("the other one still is", directory.hasBlocks());
        orders("c.example", Simple.UNBLOCK);
        assertFalse(directory.hasBlocks());
    }

    @Test
    public void aSubDomainKeepsWhatItHasMoreThanItsParent() {
        asks(B);
        orders(B, Simple.APPROVE);
        asks("sub.b.example");
        orders("sub.b.example", Simple.APPROVE);
        orders("sub.b.example", Simple.TRUST);
        assertEquals(TrustLevel.TRUSTED, directory.levelOf("sub.b.example"));
        orders("sub.b.example", Simple.BLOCK);
        assertEquals(TrustLevel.BLOCKED, directory.levelOf("sub.b.example"));
    }

    @Test
    public void thoseWhoAreApprovedAreNamed() {
        asks(B);
        asks("waits.example");
        orders(B, Simple.APPROVE);
        orders("blocked.example", Simple.BLOCK);
        orders("asked.example", Simple.REQUEST);
        assertEquals(Set.of(B), directory.admitted());
    }
}
