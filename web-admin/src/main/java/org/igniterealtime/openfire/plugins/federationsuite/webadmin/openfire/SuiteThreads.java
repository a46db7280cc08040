package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the suite: some workers that its parts share, and one for starting and stopping parts, so that a part
 * whose workers are all busy can still be stopped. All are daemons, and gone after {@link #close}, or the server could not
 * let go of the plugin's classes.
 */
final class SuiteThreads {

    private static final Logger LOG = LoggerFactory.getLogger(SuiteThreads.class);
    private static final int WORKERS = 4;
    /** How long the control thread waits for more to do before it ends. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final ThreadPoolExecutor control;
    private final ScheduledThreadPoolExecutor workers;
    private final Consumer<Throwable> complaints;
    private final ServerLock lock;

    /**
     * Makes the executors; threads are made as they are needed.
     *
     * @param serverClasses what our threads have as their context class loader. Not the plugin's own: the server's code,
     *                      called by our threads, makes threads that inherit it and outlive the plugin
     * @param lock          what those who wait for these threads may hold, and these threads need
     */
    SuiteThreads(ClassLoader serverClasses, ServerLock lock) {
        this(serverClasses, lock, failure -> LOG.error("Something that the suite did by itself failed", failure));
    }

    /**
     * The same.
     *
     * @param serverClasses as above
     * @param lock          as above
     * @param complaints    is told what workers' tasks throw. Their executor would keep it to itself
     */
    SuiteThreads(ClassLoader serverClasses, ServerLock lock, Consumer<Throwable> complaints) {
        this.complaints = complaints;
        this.lock = lock;
        control = new ThreadPoolExecutor(1, 1, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            factory("federationsuite-control-", serverClasses));
        control.allowCoreThreadTimeOut(true);
        workers = new ScheduledThreadPoolExecutor(WORKERS, factory("federationsuite-worker-", serverClasses)) {
            @Override
            protected void afterExecute(Runnable task, Throwable failure) {
                super.afterExecute(task, failure);
                // All tasks are futures here, those that are executed as well.
                if (task instanceof Future<?> future && future.isDone() && !future.isCancelled()) {
                    complainOf(future);
                }
            }
        };
        // Timers that were taken back would otherwise stay in memory until they are due.
        workers.setRemoveOnCancelPolicy(true);
    }

    /** Runs what starts and stops parts, one after the other; what comes after {@link #close} is passed over. */
    Executor control() {
        return task -> {
            try {
                control.execute(task);
            } catch (RejectedExecutionException e) {
                // A switch was turned just as the suite was stopped: there is nothing left to switch.
                LOG.debug("Passed over, because the suite has been stopped");
            }
        };
    }

    private void complainOf(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            complaints.accept(e.getCause());
        } catch (InterruptedException e) {
            // Somebody ends the threads; what the task threw nobody needs any more.
            Thread.currentThread().interrupt();
        }
    }

    /** The workers that the parts share. What is thrown there is logged, whoever looks at the future or does not. */
    ScheduledExecutorService workers() {
        return workers;
    }

    /**
     * Lets a worker do something again and again, also after it has thrown. What comes after {@link #close} is passed over.
     *
     * @param task  what to do
     * @param first when first
     * @param then  how long after the end of each time
     */
    void repeat(Runnable task, Duration first, Duration then) {
        try {
            Future<?> unused = workers.scheduleWithFixedDelay(() -> guarded(task), first.toMillis(), then.toMillis(),
                TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Passed over, because the suite has been stopped");
        }
    }

    /** A timer that throws would not run again. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            complaints.accept(e);
        }
    }

    /** Lets a worker do something once, later; what comes after {@link #close} is passed over. */
    void later(Runnable task, Duration wait) {
        try {
            Future<?> unused = workers.schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Passed over, because the suite has been stopped");
        }
    }

    /**
     * Runs a task on the control thread, behind those that wait there, and waits for its end.
     *
     * @param task  what to do
     * @param limit how long to wait
     * @return false if it had not ended by then, or the threads are closed; in the first case it still goes on
     */
    boolean runAndWait(Runnable task, Duration limit) {
        Future<?> future;
        try {
            future = control.submit(task);
        } catch (RejectedExecutionException e) {
            return false;
        }
        try {
            boolean waited = lock.lend(future::isDone, limit);
            future.get(waited ? 0 : limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Ends the threads: waits for the running tasks, then interrupts them.
     *
     * @param limit how long to wait for each of these two
     */
    void close(Duration limit) {
        workers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        for (ExecutorService executor : new ExecutorService[] {control, workers}) {
            executor.shutdown();
            if (!ended(executor, limit)) {
                executor.shutdownNow();
                if (!ended(executor, limit)) {
                    LOG.warn("A thread of the suite does not end. Its classes stay in memory until it does: {}", executor);
                }
            }
        }
    }

    private boolean ended(ExecutorService executor, Duration limit) {
        try {
            boolean waited = lock.lend(executor::isTerminated, limit);
            return executor.awaitTermination(waited ? 0 : limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ThreadFactory factory(String prefix, ClassLoader contextClasses) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(contextClasses);
            return thread;
        };
    }
}
