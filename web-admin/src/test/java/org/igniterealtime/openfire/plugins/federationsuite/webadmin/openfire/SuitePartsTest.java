package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import static org.junit.Assert.assertEquals;

import java.io.File;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.CombinedTrust;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteServices;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.AuditOffice;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.StandingBlocks;
import org.junit.After;
import org.junit.Test;

/** The three plugins as the suite knows them. */
public class SuitePartsTest {

    private final ScheduledExecutorService workers = Executors.newSingleThreadScheduledExecutor();

    @After
    public void close() {
        workers.shutdownNow();
    }

    @Test
    public void theSuiteCallsEachPluginByItsOwnName() {
        SuiteServices services = new SuiteServices(new MapSettings(), stanza -> { }, InstantSource.system(), workers,
            domain -> TrustLevel.UNKNOWN, "capulet.lit");
        List<PluginPart> parts = Suite.parts(services, new CombinedTrust(services.trust()),
            StandingBlocks.ofServer(services.settings()),
            new AuditOffice(services.domain(), services.settings(), services.clock()), null, new File("plugin"));

        assertEquals(List.of("server-roster", "fmuc", "eventing"), parts.stream().map(PluginPart::id).toList());
        for (PluginPart part : parts) {
            assertEquals(part.id(), part.maker().get().id());
        }
    }
}
