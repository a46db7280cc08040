package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Sample;
import org.junit.Test;

/** The chart: its lines stay inside, its numbers add up, and it copes with nothing. */
public class ChartTest {

    private static final Instant START = Instant.parse("2030-01-01T10:00:00Z");

    @Test
    public void bothLinesBeginAtNothingAndEndAtTheirSums() {
        Map<String, Object> chart = Chart.model("room", List.of(sample(0, 1000, 5000), sample(60, 1500, 6000),
            sample(600, 2000, 13_000)));
        assertEquals(true, chart.get("drawn"));
        // Up to 10 kB: one kilobyte is a tenth of the height.
        assertEquals("64.0,192.0 120.4,184.1 628.0,176.2", chart.get("crossedLine"));
        assertEquals("64.0,192.0 120.4,176.2 628.0,65.6", chart.get("plainLine"));
        assertEquals(List.of(Map.of("y", "192.0", "text", "0 B"), Map.of("y", "113.0", "text", "5.0 kB"),
            Map.of("y", "34.0", "text", "10.0 kB")), chart.get("marks"));
        assertEquals("1.0 kB", chart.get("crossed"));
        assertEquals("8.0 kB", chart.get("plain"));
        assertEquals("88 %", chart.get("saved"));
        assertEquals(List.of(Map.of("at", "10:01", "crossed", "500 B", "plain", "1.0 kB"),
            Map.of("at", "10:10", "crossed", "500 B", "plain", "7.0 kB")), chart.get("rows"));
        assertEquals("10:00", chart.get("from"));
    }

    @Test
    public void whereNothingCrossedTheLinesAreFlat() {
        Map<String, Object> chart = Chart.model("room", List.of(sample(0, 7, 7), sample(5, 7, 7)));
        assertEquals("64.0,192.0 628.0,192.0", chart.get("crossedLine"));
        assertEquals("10:00:05", chart.get("until"));
        assertEquals("\u2013", chart.get("saved"));
    }

    @Test
    public void withoutTwoMomentsThereIsNothingToDraw() {
        assertEquals(Map.of("id", "a", "drawn", false), Chart.model("a", List.of()));
        assertEquals(Map.of("id", "a", "drawn", false), Chart.model("a", List.of(sample(0, 1, 1))));
        assertEquals(Map.of("id", "a", "drawn", false), Chart.model("a", List.of(sample(0, 1, 1), sample(0, 2, 2))));
        assertEquals(Map.of("id", "a", "drawn", false), Chart.model("a", List.of(sample(9, 1, 1), sample(0, 2, 2))));
    }

    @Test
    public void amountsHaveAUnitAndFewDigits() {
        assertEquals(List.of("0 B", "999 B", "1.0 kB", "9.9 kB", "100 kB", "1.0 MB", "12.3 GB", "9999 TB"),
            List.of(0L, 999L, 1000L, 9_940L, 99_960L, 999_960L, 12_345_678_901L, 9_999_000_000_000_000L).stream()
                .map(Amounts::bytes).toList());
    }

    private static Sample sample(int second, long crossed, long plain) {
        return new Sample(START.plusSeconds(second), crossed, plain);
    }
}
