package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.MemoryStore;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.OrderRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.junit.Test;

/** Blocks while the roster does not run. */
public class StandingBlocksTest {

    private final MapSettings values = new MapSettings();
    private final RosterSettings settings = new RosterSettings(values);
    private final MemoryStore store = new MemoryStore();
    private final StandingBlocks blocks = new StandingBlocks(settings, store);

    private void write(String domain, Order order) {
        Peer stranger = Peer.stranger(domain);
        store.write(stranger, new OrderRules(settings.policy()).obey(stranger, order, new Actor("admin", ""), Instant.EPOCH)
            .peer(), List.of());
    }

    @Test
    public void whoIsBlockedInTheDatabaseIsBlockedWhileItHolds() {
        write("b.example", Order.Simple.BLOCK);
        write("c.example", Order.Simple.REQUEST);
        assertEquals(TrustLevel.UNKNOWN, blocks.levelOf("b.example"));
        blocks.hold();
        assertEquals(TrustLevel.BLOCKED, blocks.levelOf("b.example"));
        assertEquals(TrustLevel.BLOCKED, blocks.levelOf("mirror.b.example"));
        assertEquals(TrustLevel.UNKNOWN, blocks.levelOf("x.mirror.b.example"));
        assertEquals("has no other say", TrustLevel.UNKNOWN, blocks.levelOf("c.example"));
        values.set(RosterSettings.SUBDOMAINS, false);
        assertEquals(TrustLevel.UNKNOWN, blocks.levelOf("mirror.b.example"));
        blocks.release();
        assertEquals(TrustLevel.UNKNOWN, blocks.levelOf("b.example"));
    }
}
