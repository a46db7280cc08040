package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckProgress;
import org.junit.Test;

/** A run of the checks: everybody has a turn, and it ends. */
public class CheckRunTest {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");

    @Test
    public void everybodyHasATurnAndThenItIsOver() {
        CheckRun run = new CheckRun(List.of("a.lit", "b.lit"), true, NOW);
        assertEquals(new CheckProgress(true, 0, 2, Optional.empty()), run.progress(NOW));

        assertEquals(Optional.of("a.lit"), run.next(NOW));
        assertEquals(Optional.of("b.lit"), run.next(NOW));
        assertEquals(Optional.empty(), run.next(NOW));
        run.finished(NOW.plusSeconds(1));
        assertEquals(new CheckProgress(true, 1, 2, Optional.empty()), run.progress(NOW));
        run.finished(NOW.plusSeconds(2));

        assertEquals(new CheckProgress(false, 2, 2, Optional.of(NOW.plusSeconds(2))), run.progress(NOW.plusSeconds(9)));
    }

    @Test
    public void nobodysTurnComesWhenTheTimeIsOver() {
        CheckRun run = new CheckRun(List.of("a.lit", "b.lit"), true, NOW);
        assertEquals(Optional.of("a.lit"), run.next(NOW.plus(CheckRun.LIMIT)));

        assertEquals(Optional.empty(), run.next(NOW.plus(CheckRun.LIMIT).plusMillis(1)));
    }

    @Test
    public void aRunWhosePeersNeverAnswerEndsAllTheSame() {
        CheckRun run = new CheckRun(List.of("a.lit"), true, NOW);
        Instant end = NOW.plus(CheckRun.LIMIT).plus(CheckRun.GRACE);

        assertTrue(run.progress(end).running());
        assertFalse(run.progress(end.plusMillis(1)).running());
        assertEquals(Optional.of(end), run.progress(end.plusSeconds(60)).ended());
    }

    @Test
    public void aRunWithoutPeersIsOverAtOnce() {
        assertEquals(new CheckProgress(false, 0, 0, Optional.of(NOW)), new CheckRun(List.of(), false, NOW).progress(NOW));
    }
}
