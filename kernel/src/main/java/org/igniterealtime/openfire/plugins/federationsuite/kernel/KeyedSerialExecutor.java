package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;

/**
 * Runs tasks of one key one after the other, in the order they came, and tasks of different keys side by side. So one
 * room is handled by one thread at a time and its stanzas never overtake each other, while the rules need no locks.
 *
 * <p>Memory: one queue for each key that has tasks waiting or running, none for the others. The number of tasks that
 * may wait for one key is bounded; past that a task is refused and its caller told.
 *
 * @param <K> the type of the keys
 */
public final class KeyedSerialExecutor<K> {

    private final Executor workers;
    private final int limitPerKey;
    private final BiConsumer<K, RuntimeException> onFailure;
    private final Map<K, Queue<Runnable>> waiting = new HashMap<>();

    /**
     * Makes an executor.
     *
     * @param workers     runs the tasks; its threads are not ours to stop
     * @param limitPerKey how many tasks may wait for one key, at least 1
     * @param onFailure   told of a task that threw; the tasks behind it still run
     */
    public KeyedSerialExecutor(Executor workers, int limitPerKey, BiConsumer<K, RuntimeException> onFailure) {
        if (limitPerKey < 1) {
            throw new IllegalArgumentException("limitPerKey: " + limitPerKey);
        }
        this.workers = Objects.requireNonNull(workers);
        this.limitPerKey = limitPerKey;
        this.onFailure = Objects.requireNonNull(onFailure);
    }

    /**
     * Queues a task behind those of its key.
     *
     * @param key  what the task belongs to
     * @param task what to do
     * @return false if too many tasks wait for this key already or the workers are stopping, and this one will not run
     */
    public boolean execute(K key, Runnable task) {
        synchronized (waiting) {
            Queue<Runnable> queue = waiting.get(key);
            if (queue != null) {
                return queue.size() < limitPerKey && queue.add(task);
            }
            queue = new ArrayDeque<>();
            queue.add(task);
            waiting.put(key, queue);
        }
        return start(key);
    }

    private boolean start(K key) {
        try {
            workers.execute(() -> drain(key));
            return true;
        } catch (RejectedExecutionException e) {
            // The workers are stopping. A queue that nobody drains would take in tasks for ever.
            synchronized (waiting) {
                waiting.remove(key);
            }
            return false;
        }
    }

    private void drain(K key) {
        while (true) {
            Runnable task;
            synchronized (waiting) {
                // The entry stays while its tasks run, so that newcomers line up behind them.
                task = waiting.get(key).poll();
                if (task == null) {
                    waiting.remove(key);
                    return;
                }
            }
            boolean returned = false;
            try {
                task.run();
                returned = true;
            } catch (RuntimeException e) {
                onFailure.accept(key, e);
                returned = true;
            } finally {
                if (!returned) {
                    // An error ends this thread, but not the turn of the tasks behind.
                    start(key);
                }
            }
        }
    }
}
