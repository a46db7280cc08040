package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;

import org.junit.Test;

/** How fast mirrors may join, and how many of them are remembered. */
public class JoinRatesTest {

    private static final Instant START = Instant.parse("2010-05-24T12:00:00Z");
    private final JoinRates rates = new JoinRates();

    @Test
    public void eachMirrorHasItsOwnMinute() {
        assertTrue(rates.allow("a.lit", START, 2));
        assertTrue(rates.allow("a.lit", START.plusSeconds(59), 2));
        assertFalse(rates.allow("a.lit", START.plusSeconds(59), 2));
        assertTrue(rates.allow("b.lit", START.plusSeconds(59), 2));
        assertTrue(rates.allow("a.lit", START.plusSeconds(60), 2));
        assertTrue(rates.allow("a.lit", START.plusSeconds(119), 2));
        assertFalse(rates.allow("a.lit", START.plusSeconds(119), 2));
    }

    @Test
    public void aHigherLimitCountsAtOnce() {
        for (int i = 0; i < 10; i++) {
            rates.allow("a.lit", START, 1);
        }
        assertTrue(rates.allow("a.lit", START, 3));
    }

    @Test
    public void noMoreMirrorsAreRememberedThanAThousand() {
        for (int i = 0; i < 1000; i++) {
            assertTrue(rates.allow(i + ".lit", START, 5));
        }
        assertFalse(rates.allow("one.more.lit", START.plusSeconds(1), 5));
        assertTrue("one that is known", rates.allow("7.lit", START.plusSeconds(1), 5));
        assertTrue("their minute is over", rates.allow("one.more.lit", START.plusSeconds(60), 5));
    }
}
