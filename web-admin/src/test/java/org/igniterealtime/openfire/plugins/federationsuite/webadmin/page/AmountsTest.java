package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

/** Amounts as people read them. */
public class AmountsTest {

    @Test
    public void bytesHaveTheUnitInWhichTheyAreShort() {
        assertEquals("0 B", Amounts.bytes(0));
        assertEquals("999 B", Amounts.bytes(999));
        assertEquals("1.0 kB", Amounts.bytes(1000));
        assertEquals("99.9 kB", Amounts.bytes(99_900));
        assertEquals("never 100.0", "100 kB", Amounts.bytes(99_950));
        assertEquals("nor 1000", "1.0 MB", Amounts.bytes(999_500));
        assertEquals("1.5 GB", Amounts.bytes(1_500_000_000));
        assertEquals("what is more than the largest unit stays in it", "9000000 TB", Amounts.bytes(9_000_000_000_000_000_000L));
        assertEquals("more crossed than would have", "-1.5 kB", Amounts.bytes(-1500));
    }

    @Test
    public void whatIsSavedIsAShareOfWhatWouldHaveCrossed() {
        assertEquals("75 %", Amounts.saved(25, 100));
        assertEquals("0 %", Amounts.saved(100, 100));
        assertEquals("-50 %", Amounts.saved(150, 100));
        assertEquals("of nothing there is no share", "\u2013", Amounts.saved(5, 0));
    }
}
