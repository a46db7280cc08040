package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;

import java.time.Duration;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.MapSettings;
import org.junit.Test;
import org.xmpp.packet.JID;

/** How much more of the past is asked for than was missed. */
public class ClockMarginTest {

    private static final JID MASTER = new JID("jabberchat@talk.example.com");

    private Duration lead = Duration.ZERO;
    private final MapSettings settings = new MapSettings();
    private final FmucSettings fmuc = new FmucSettings(settings, (text, arguments) -> text.key(), () -> lead);

    @Test
    public void itIsWhatTheSettingSaysAndAsMuchAsOurClockWasAheadOfTheMachines() {
        settings.set(FmucSettings.CLOCK_MARGIN, 5);
        assertEquals(Duration.ofSeconds(5), fmuc.policyFor(MASTER).link().margin());
        lead = Duration.ofHours(2);
        assertEquals(Duration.ofHours(2).plusSeconds(5), fmuc.policyFor(MASTER).link().margin());
    }
}
