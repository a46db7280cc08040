package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * A lock that the server holds on the thread on which it starts and stops the suite, and that other threads may need for what
 * that thread waits for. 4.9 and 5.1 load and unload plugins with their plugin manager locked, and Openfire's Hazelcast plugin
 * asks the plugin manager for classes whenever nodes of a cluster talk to each other: a suite that gives its rooms to other
 * nodes while it is unloaded would wait for itself. Thread-safe.
 */
final class ServerLock {

    private static final Duration LOOK = Duration.ofMillis(10);

    private final Object lock;
    private final BooleanSupplier needed;

    /**
     * A lock of the server's.
     *
     * @param lock   whose monitor it is
     * @param needed tells whether other threads may need it
     */
    ServerLock(Object lock, BooleanSupplier needed) {
        this.lock = Objects.requireNonNull(lock);
        this.needed = Objects.requireNonNull(needed);
    }

    /**
     * If this thread has the lock, and others may need it, they can have it until something has ended.
     *
     * @param ended tells whether it has
     * @param limit how long to wait for that
     * @return false if this thread does not have the lock, or nobody needs it: then it has not waited
     * @throws InterruptedException if the thread is interrupted; it has the lock again then, as always when this ends
     */
    boolean lend(BooleanSupplier ended, Duration limit) throws InterruptedException {
        if (!Thread.holdsLock(lock) || !needed.getAsBoolean()) {
            return false;
        }
        long end = System.nanoTime() + limit.toNanos();
        synchronized (lock) {
            while (!ended.getAsBoolean() && System.nanoTime() - end < 0) {
                // Nobody wakes whoever waits: what has ended does not know of the lock.
                lock.wait(LOOK.toMillis());
            }
        }
        return true;
    }
}
