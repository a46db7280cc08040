package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Workers and a clock that do nothing until a test says so. */
final class ManualWorkers extends AbstractExecutorService implements ScheduledExecutorService, InstantSource {

    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final List<Later<?>> later = new ArrayList<>();
    private Instant now = Instant.parse("2010-05-24T12:00:00Z");
    private boolean direct;

    /** A task for later. */
    private static final class Later<V> extends FutureTask<V> implements ScheduledFuture<V> {

        private final Instant at;

        Later(Callable<V> task, Instant at) {
            super(task);
            this.at = at;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return at.compareTo(((Later<?>) other).at);
        }
    }

    /** Does all that waits, and what comes of it. */
    void work() {
        while (!ready.isEmpty()) {
            ready.remove().run();
        }
    }

    /** From now on everything is done as soon as it comes, on the thread it comes from. */
    ManualWorkers directly() {
        direct = true;
        return this;
    }

    /** Lets time pass, and does what falls due. */
    void pass(Duration time) {
        now = now.plus(time);
        List<Later<?>> due = later.stream().filter(task -> !task.at.isAfter(now)).sorted(Comparator.naturalOrder()).toList();
        later.removeAll(due);
        due.forEach(FutureTask::run);
        work();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        if (direct) {
            task.run();
        } else {
            ready.add(task);
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return schedule(() -> {
            task.run();
            return null;
        }, delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        Later<V> entry = new Later<>(task, now.plusNanos(unit.toNanos(delay)));
        later.add(entry);
        return entry;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long delay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Runnable> shutdownNow() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long time, TimeUnit unit) {
        return false;
    }
}
