package org.igniterealtime.openfire.plugins.federationsuite.testbed.link;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.concurrent.TimeUnit;
import org.junit.Test;

/**
 * The arithmetic of a slow line, on a clock of its own.
 */
public class LineTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    public void bytesTakeTheirLengthDividedByTheSpeed() {
        assertEquals(5 * SECOND + SECOND, new Line(9600, 0).send(1200, 5 * SECOND));
    }

    @Test
    public void bytesWaitForThoseBeforeThem() {
        Line line = new Line(9600, 0);
        line.send(1200, 0);
        assertEquals(2 * SECOND, line.send(1200, SECOND / 2));
    }

    @Test
    public void anIdleLineDoesNotSaveUpWhatItCouldHaveSent() {
        Line line = new Line(9600, 0);
        line.send(1200, 0);
        assertEquals(101 * SECOND, line.send(1200, 100 * SECOND));
    }

    @Test
    public void aClockMayBeginBelowZeroAndRunOver() {
        long start = Long.MAX_VALUE - SECOND / 2;
        Line line = new Line(9600, 0);
        assertEquals(start + SECOND, line.send(1200, start));
        assertEquals(start + 2 * SECOND, line.send(1200, start + SECOND / 4));
        assertEquals(-9 * SECOND, new Line(9600, 0).send(1200, -10 * SECOND));
    }

    @Test
    public void theDelayDoesNotKeepTheLineBusy() {
        Line line = new Line(9600, SECOND);
        assertEquals(SECOND, line.delayNanos());
        line.send(1200, 0);
        assertEquals(2 * SECOND, line.send(1200, SECOND));
    }

    @Test
    public void aLineWithoutSpeedIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Line(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Line(1, -1));
    }
}
