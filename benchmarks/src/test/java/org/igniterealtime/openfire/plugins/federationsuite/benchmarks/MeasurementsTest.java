package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.Test;

/**
 * The file with the measurements, and the README's share of it.
 */
public class MeasurementsTest {

    private static final List<String> ORDER = List.of("first", "second");

    /** A figure of which only the name matters. */
    private record Named(String name) implements Figure {
        @Override
        public String unit() {
            return "bytes";
        }

        @Override
        public String goal() {
            return "";
        }

        @Override
        public String compares() {
            return "One thing with another.";
        }

        @Override
        public Duration estimate(Scale scale) {
            return Duration.ZERO;
        }

        @Override
        public List<Row> measure(Bench bench) {
            return List.of();
        }
    }

    private static Environment on(String openfire, int day) {
        return new Environment("a machine", openfire, "suite 1", LocalDate.of(2026, 11, day));
    }

    private static String with(String text, String figure, Environment environment, double ours) {
        return Measurements.of(text).with(new Named(figure), environment,
            List.of(Row.less(figure + "-row", ours, 100, "bytes").noted("a note"))).text(ORDER);
    }

    @Test
    public void aRunOfOneFigureReplacesOnlyItsOwnSection() {
        String before = with(with("", "second", on("Openfire 4.2.0", 1), 10), "first", on("Openfire 4.2.0", 1), 20);
        String after = with(before, "second", on("Openfire 4.2.0", 2), 50);
        assertTrue(after, after.contains("| second-row | 50 | 100 | 2.00 | bytes |  |"));
        assertFalse(after, after.contains("| second-row | 10 |"));
        assertTrue(after, after.contains("| first-row | 20 | 100 | 5.00 | bytes |  |"));
        assertTrue(after, after.contains("Measured 2026-11-01;") && after.contains("Measured 2026-11-02;"));
        assertTrue("in the usual order", after.indexOf("## first") < after.indexOf("## second"));
        assertTrue(after, after.contains("- second-row: a note"));
    }

    @Test
    public void anotherVersionHasASectionOfItsOwn() {
        String both = with(with("", "first", on("Openfire 4.2.0", 1), 10), "first", on("Openfire 5.1.1", 1), 20);
        assertTrue(both, both.contains("## first, Openfire 4.2.0\n") && both.contains("## first, Openfire 5.1.1\n"));
    }

    @Test
    public void writingWhatWasReadChangesNothing() {
        String text = with(with("", "first", on("Openfire 4.2.0", 1), 10), "gone", on("Openfire 4.2.0", 1), 20);
        assertEquals(text, Measurements.of(text).text(ORDER));
    }

    @Test
    public void theReadmeGetsTheHeadlinesBetweenItsMarks() {
        Measurements measured = Measurements.of(with("", "first", on("Openfire 4.2.0", 1), 10));
        String readme = "before\n<!-- figures: written by ./bench --write-readme -->\nold\n<!-- end of figures -->\nafter\n";
        String written = measured.into(readme, List.of("first-row", "missing"));
        assertTrue(written, written.startsWith("before\n") && written.endsWith("<!-- end of figures -->\nafter\n"));
        assertTrue(written, written.contains("| first-row | 4.2.0 | 10 | 100 | 10.0 | bytes |  |\n"));
        assertFalse(written, written.contains("old"));
        assertEquals(written, measured.into(written, List.of("first-row", "missing")));
        assertThrows(IllegalArgumentException.class, () -> measured.into("no marks", List.of()));
    }
}
