package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.Test;

/** Tasks of one key one after the other, those of different keys side by side. */
public class KeyedSerialExecutorTest {

    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final KeyedSerialExecutor<String> executor =
        new KeyedSerialExecutor<>(workers::add, 3, (key, failure) -> failed.add(key + ' ' + failure.getMessage()));

    @Test
    public void tasksOfOneKeyRunInTheOrderTheyCame() {
        for (int i = 0; i < 3; i++) {
            assertTrue(executor.execute("a", task("a" + i)));
            assertTrue(executor.execute("b", task("b" + i)));
        }
        assertEquals("one worker for each key", 2, workers.size());
        work();
        assertEquals(List.of("a0", "a1", "a2", "b0", "b1", "b2"), done);
    }

    @Test
    public void aTaskThatQueuesAnotherForItsKeyIsFollowedByIt() {
        executor.execute("a", () -> {
            executor.execute("a", task("later"));
            done.add("first");
        });
        executor.execute("a", task("second"));
        work();
        assertEquals(List.of("first", "second", "later"), done);
    }

    @Test
    public void aFailureIsToldAndStopsNothing() {
        executor.execute("a", () -> {
            throw new IllegalStateException("no");
        });
        executor.execute("a", task("a1"));
        work();
        assertEquals(List.of("a1"), done);
        assertEquals(List.of("a no"), failed);
    }

    @Test
    public void anErrorEndsItsThreadAndNothingElse() {
        executor.execute("a", () -> {
            throw new AssertionError("broken");
        });
        executor.execute("a", task("a1"));
        assertThrows(AssertionError.class, this::work);
        work();
        executor.execute("a", task("a2"));
        work();
        assertEquals(List.of("a1", "a2"), done);
    }

    @Test
    public void noMoreTasksWaitForAKeyThanMay() {
        for (int i = 0; i < 3; i++) {
            assertTrue(executor.execute("a", task("a" + i)));
        }
        assertFalse(executor.execute("a", task("too many")));
        assertTrue("other keys are not held up", executor.execute("b", task("b0")));
        work();
        assertEquals(List.of("a0", "a1", "a2", "b0"), done);
        assertTrue(executor.execute("a", task("a3")));
        assertThrows(IllegalArgumentException.class, () -> new KeyedSerialExecutor<>(workers::add, 0, (key, failure) -> { }));
    }

    @Test
    public void oneTaskThatMayWaitIsEnough() {
        KeyedSerialExecutor<String> narrow = new KeyedSerialExecutor<>(workers::add, 1, (key, failure) -> { });
        assertTrue(narrow.execute("a", task("a0")));
        assertFalse(narrow.execute("a", task("too many")));
        work();
        assertTrue(narrow.execute("a", task("a1")));
        work();
        assertEquals(List.of("a0", "a1"), done);
    }

    @Test
    public void whenTheWorkersStopATaskIsRefusedAndNothingPilesUp() {
        boolean[] stopped = {true};
        KeyedSerialExecutor<String> stopping = new KeyedSerialExecutor<>(task -> {
            if (stopped[0]) {
                throw new RejectedExecutionException();
            }
            workers.add(task);
        }, 3, (key, failure) -> { });
        assertFalse(stopping.execute("a", task("a0")));
        stopped[0] = false;
        assertTrue(stopping.execute("a", task("a1")));
        work();
        assertEquals(List.of("a1"), done);
    }

    @Test
    public void onManyThreadsEachKeyIsHandledByOneAtATimeAndInOrder() throws InterruptedException {
        int keys = 10;
        int tasks = 500;
        ExecutorService threads = Executors.newFixedThreadPool(8);
        KeyedSerialExecutor<Integer> busy = new KeyedSerialExecutor<>(threads, tasks, (key, failure) -> { });
        Map<Integer, AtomicInteger> inside = new ConcurrentHashMap<>();
        Map<Integer, List<Integer>> order = new HashMap<>();
        AtomicInteger collisions = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(keys * tasks);
        for (int key = 0; key < keys; key++) {
            // Not synchronized: the executor itself must make it safe.
            order.put(key, new ArrayList<>());
            inside.put(key, new AtomicInteger());
        }
        for (int i = 0; i < tasks; i++) {
            for (int key = 0; key < keys; key++) {
                int task = i;
                int own = key;
                busy.execute(own, () -> {
                    if (inside.get(own).incrementAndGet() != 1) {
                        collisions.incrementAndGet();
                    }
                    order.get(own).add(task);
                    inside.get(own).decrementAndGet();
                    all.countDown();
                });
            }
        }
        assertTrue(all.await(30, TimeUnit.SECONDS));
        threads.shutdown();
        assertEquals(0, collisions.get());
        for (List<Integer> each : order.values()) {
            assertEquals(java.util.stream.IntStream.range(0, tasks).boxed().toList(), each);
        }
    }

    private Runnable task(String name) {
        return () -> done.add(name);
    }

    private void work() {
        while (!workers.isEmpty()) {
            workers.remove().run();
        }
    }
}
