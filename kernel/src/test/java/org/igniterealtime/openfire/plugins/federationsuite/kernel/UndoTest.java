package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.junit.Test;

/** How a part of the suite takes back what it did. */
public class UndoTest {

    private final List<String> taken = new ArrayList<>();
    private final Undo undo = new Undo("A test");

    @Test
    public void theLastThingIsTakenBackFirstAndEachOnce() {
        undo.push(() -> taken.add("first"));
        undo.push(() -> taken.add("second"));
        undo.run();
        undo.run();
        assertEquals(List.of("second", "first"), taken);
    }

    @Test
    public void aStepThatFailsDoesNotKeepTheOthers() {
        undo.push(() -> taken.add("first"));
        undo.push(() -> {
            throw new IllegalStateException("on purpose");
        });
        undo.run();
        assertEquals(List.of("first"), taken);
    }

    @Test
    public void aTaskThatFailsRunsAgainUntilItIsTakenBack() throws InterruptedException {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        // Else the timer would forget the task by itself, and nobody would see that it was not taken back.
        timer.setContinueExistingPeriodicTasksAfterShutdownPolicy(true);
        try {
            CountDownLatch runs = new CountDownLatch(3);
            undo.every(timer, Duration.ZERO, Duration.ofMillis(1), () -> {
                runs.countDown();
                throw new IllegalStateException("on purpose");
            });
            assertTrue(runs.await(30, TimeUnit.SECONDS));
            undo.run();
            timer.shutdown();
            assertTrue("nothing is left to run", timer.awaitTermination(30, TimeUnit.SECONDS));
        } finally {
            timer.shutdownNow();
        }
    }
}
