package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

/** Words for the server's log that another server may have written. */
public class LogTextTest {

    @Test
    public void nobodyWritesALineOfHisOwn() {
        assertEquals("a  2030 ERROR all is lost  b c d",
            LogText.of("a\r\n2030 ERROR all is lost\u001b\u0000b\u2028c\u202ed"));
    }

    @Test
    public void longTextsAreCutBetweenCharacters() {
        assertEquals("x".repeat(LogText.MOST), LogText.of("x".repeat(LogText.MOST)));
        assertEquals("x".repeat(LogText.MOST) + "…", LogText.of("x".repeat(LogText.MOST + 1)));
        assertEquals("\ud83d\ude00".repeat(LogText.MOST) + "…", LogText.of("\ud83d\ude00".repeat(LogText.MOST + 1)));
    }

    @Test
    public void whatIsNoTextIsLoggedAsWell() {
        assertEquals("null", LogText.of(null));
        assertEquals("java.lang.IllegalArgumentException: no line", LogText.of(new IllegalArgumentException("no\nline")));
    }
}
