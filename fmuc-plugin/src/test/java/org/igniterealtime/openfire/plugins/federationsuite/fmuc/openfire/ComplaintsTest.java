package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.Test;

/** What is logged of what users can make go wrong as often as they like. */
public class ComplaintsTest {

    private final ManualWorkers clock = new ManualWorkers();
    private final List<String> log = new ArrayList<>();
    private final Complaints complaints = new Complaints(clock, log::add);

    @Test
    public void oneLineAMinuteCountsTheOthers() {
        for (int i = 0; i < 3; i++) {
            complaints.about("It failed", new IllegalStateException("full"));
        }
        clock.pass(Duration.ofSeconds(60).minusMillis(1));
        complaints.about("It failed", new IllegalStateException("full"));
        clock.pass(Duration.ofMillis(1));
        complaints.about("It failed", new IllegalStateException("full"));
        clock.pass(Duration.ofMinutes(1));
        complaints.about("It failed", new IllegalStateException("full"));
        assertEquals(List.of("It failed: full", "It failed: full (and 3 more of this kind since the last)",
            "It failed: full"), log);
    }

    @Test
    public void aLineIsALineAndNamesTheCause() {
        complaints.about("It failed", new IllegalStateException("cannot write", new IllegalArgumentException("no\n  table")));
        assertEquals(List.of("It failed: cannot write: no table"), log);
    }
}
