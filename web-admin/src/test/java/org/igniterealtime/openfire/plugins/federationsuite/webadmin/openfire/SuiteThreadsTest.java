package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.After;
import org.junit.Test;

/** The suite's threads: what they are like, and that they end. */
public class SuiteThreadsTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final BlockingQueue<String> complaints = new LinkedBlockingQueue<>();
    private final Object monitor = new Object();
    private boolean inCluster;
    private final SuiteThreads threads = new SuiteThreads(Object.class.getClassLoader(),
        new ServerLock(monitor, () -> inCluster), failure -> complaints.add(failure.getMessage()));

    @After
    public void close() {
        threads.close(SHORT);
    }

    @Test
    public void areDaemonsNamedAfterTheSuiteWithoutThePluginsClassLoader() throws Exception {
        Thread worker = threads.workers().submit(Thread::currentThread).get();
        List<Thread> control = new CopyOnWriteArrayList<>();
        assertTrue(threads.runAndWait(() -> control.add(Thread.currentThread()), LONG));

        for (Thread thread : List.of(worker, control.get(0))) {
            assertTrue(thread.getName(), thread.getName().startsWith("federationsuite-"));
            assertTrue(thread.isDaemon());
            assertSame(Object.class.getClassLoader(), thread.getContextClassLoader());
        }
    }

    @Test
    public void controlRunsOneTaskAfterTheOther() {
        List<Integer> order = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            threads.control().execute(() -> order.add(number));
        }

        assertTrue(threads.runAndWait(() -> order.add(100), LONG));

        assertEquals(IntStream.rangeClosed(0, 100).boxed().toList(), order);
    }

    @Test
    public void doesNotWaitForeverForATask() throws Exception {
        CountDownLatch never = new CountDownLatch(1);

        assertFalse(threads.runAndWait(() -> await(never), SHORT));
    }

    @Test
    public void aTaskThatThrowsIsToldToWhoWaits() {
        try {
            threads.runAndWait(() -> {
                throw new IllegalArgumentException("wrong");
            }, LONG);
            fail("The failure was swallowed");
        } catch (IllegalStateException e) {
            assertEquals("wrong", e.getCause().getMessage());
        }
    }

    @Test
    public void whatAWorkersTaskThrowsIsNotLost() throws Exception {
        threads.workers().execute(() -> {
            throw new IllegalArgumentException("executed");
        });
        threads.later(() -> {
            throw new IllegalArgumentException("scheduled");
        }, Duration.ofMillis(1));
        Set<String> heard = new HashSet<>();
        heard.add(complaints.poll(10, TimeUnit.SECONDS));
        heard.add(complaints.poll(10, TimeUnit.SECONDS));
        assertEquals(Set.of("executed", "scheduled"), heard);
    }

    @Test
    public void whatIsRepeatedGoesOnAfterAFailure() throws Exception {
        CountDownLatch twice = new CountDownLatch(2);
        threads.repeat(() -> {
            twice.countDown();
            throw new IllegalArgumentException("repeated");
        }, Duration.ZERO, Duration.ofMillis(1));
        assertTrue(twice.await(10, TimeUnit.SECONDS));
        assertEquals("repeated", complaints.poll(10, TimeUnit.SECONDS));
    }

    @Test
    public void allEndWhenClosedEvenTheBusyOnes() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        List<Thread> all = new CopyOnWriteArrayList<>();
        threads.workers().execute(() -> {
            all.add(Thread.currentThread());
            began.countDown();
            await(never);
        });
        threads.later(() -> { }, Duration.ofHours(1));
        threads.runAndWait(() -> all.add(Thread.currentThread()), LONG);
        assertTrue(began.await(10, TimeUnit.SECONDS));

        threads.close(SHORT);

        for (Thread thread : all) {
            thread.join(LONG.toMillis());
            assertFalse(thread.getName(), thread.isAlive());
        }
    }

    @Test
    public void afterItsEndATaskIsPassedOver() {
        threads.close(SHORT);

        threads.control().execute(() -> fail("It ran"));
        assertFalse(threads.runAndWait(() -> fail("It ran"), SHORT));
    }

    @Test
    public void inAClusterWhoeverWaitsLetsThemHaveTheServersLockMeanwhile() {
        inCluster = true;
        List<String> done = new CopyOnWriteArrayList<>();
        synchronized (monitor) {
            assertTrue("or it would wait for itself", threads.runAndWait(() -> locked(() -> done.add("control")), LONG));
            CountDownLatch begun = new CountDownLatch(1);
            threads.workers().execute(() -> {
                begun.countDown();
                locked(() -> done.add("worker"));
            });
            await(begun);
            threads.close(LONG);
            assertTrue("the server still has it", Thread.holdsLock(monitor));
        }
        assertEquals(List.of("control", "worker"), done);
    }

    @Test
    public void aServerThatIsAloneKeepsItsLock() {
        synchronized (monitor) {
            assertFalse(threads.runAndWait(() -> locked(() -> { }), SHORT));
        }
    }

    @Test
    public void aTaskThatDoesNotEndIsNotWaitedForLongerInACluster() {
        inCluster = true;
        CountDownLatch never = new CountDownLatch(1);
        synchronized (monitor) {
            assertFalse(threads.runAndWait(() -> await(never), SHORT));
        }
    }

    private void locked(Runnable task) {
        synchronized (monitor) {
            task.run();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
