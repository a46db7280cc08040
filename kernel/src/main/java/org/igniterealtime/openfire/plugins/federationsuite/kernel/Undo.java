package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How to take back what a part of the suite did at its start, last thing first. Used by one thread at a time: that which
 * starts and stops the part.
 */
public final class Undo {

    private static final Logger LOG = LoggerFactory.getLogger(Undo.class);

    private final String part;
    private final Deque<Runnable> steps = new ArrayDeque<>();

    /**
     * Nothing to take back yet.
     *
     * @param part what the log calls the part
     */
    public Undo(String part) {
        this.part = Objects.requireNonNull(part);
    }

    /**
     * Something was done.
     *
     * @param step takes it back
     */
    public void push(Runnable step) {
        steps.push(Objects.requireNonNull(step));
    }

    /**
     * Does something from time to time, until it is taken back. A failure is logged, and the task runs again all the same.
     *
     * @param timer  runs the task, never twice at once
     * @param first  how long to wait before the first time
     * @param pause  how long to wait after each time
     * @param task   what to do
     */
    public void every(ScheduledExecutorService timer, Duration first, Duration pause, Runnable task) {
        Future<?> ticks = timer.scheduleWithFixedDelay(() -> run(task, "could not do what it does from time to time"),
            first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        push(() -> ticks.cancel(false));
    }

    /** Takes everything back. A step that fails is logged, and the rest is taken back all the same. */
    public void run() {
        while (!steps.isEmpty()) {
            run(steps.pop(), "could not be stopped as a whole");
        }
    }

    private void run(Runnable task, String failure) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("{} {}", part, failure, e);
        }
    }
}
