package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.Test;

/**
 * Ratios, goals and how they are printed.
 */
public class RowTest {

    private static final Row UNFINISHED =
        new Row("a", OptionalDouble.of(5), OptionalDouble.empty(), "s", Row.Better.LESS, List.of(), "cut off");

    @Test
    public void theRatioSaysHowManyTimesBetterOursIs() {
        assertEquals(45, Row.less("a", 266, 11970, "bytes").ratio().getAsDouble(), 1e-9);
        assertEquals(0.8, Row.more("a", 800, 1000, "stanzas/s").ratio().getAsDouble(), 1e-9);
    }

    @Test
    public void withoutBothValuesThereIsNoRatio() {
        assertTrue(UNFINISHED.ratio().isEmpty());
        assertTrue(Row.less("a", 0, 5, "bytes").ratio().isEmpty());
        assertEquals("a | 5 | - | - | s | cut off", UNFINISHED.line());
    }

    @Test
    public void aRowIsPrintedWithItsGoalsAndItsNote() {
        assertEquals("a | 266 | 11970 | 45.0 | bytes | met: ratio at least 45; NOT met: at most 100 | why",
            Row.less("a", 266, 11970, "bytes").wanted(new Goal.Ratio(45)).wanted(new Goal.AtMost(100)).noted("why").line());
        assertEquals("a | 12.3 | 1.23 | 10.0 | x", Row.more("a", 12.3, 1.23, "x").line());
        assertEquals("a | 1.50 | 1 | 0.67 | x", Row.less("a", 1.5, 1, "x").line());
    }

    @Test
    public void aGoalIsMetExactlyAtItsBound() {
        assertTrue(new Goal.Ratio(2).met(Row.less("a", 1, 2, "x")));
        assertFalse(new Goal.Ratio(2).met(Row.less("a", 1, 1.99, "x")));
        assertTrue(new Goal.AtMostTimes(1.15).met(Row.less("a", 115, 100, "x")));
        assertFalse(new Goal.AtMostTimes(1.15).met(Row.less("a", 116, 100, "x")));
        assertTrue(new Goal.AtMost(150).met(Row.less("a", 150, 1, "x")));
        assertFalse(new Goal.AtMost(150).met(Row.less("a", 151, 1, "x")));
    }

    @Test
    public void theSmallestIsSmallerThanEachOther() {
        assertTrue(new Goal.SmallerThan("others", 6, 7).met(UNFINISHED));
        assertFalse(new Goal.SmallerThan("others", 5, 7).met(UNFINISHED));
    }

    @Test
    public void whatDidNotFinishMeetsNoGoalThatNeedsIt() {
        assertFalse(new Goal.Ratio(0).met(UNFINISHED));
        assertFalse(new Goal.AtMostTimes(1000).met(UNFINISHED));
        assertFalse(UNFINISHED.wanted(new Goal.Ratio(0)).met());
        assertTrue(UNFINISHED.met());
    }
}
