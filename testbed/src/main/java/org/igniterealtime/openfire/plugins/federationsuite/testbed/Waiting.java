package org.igniterealtime.openfire.plugins.federationsuite.testbed;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Waiting for a condition: the one place where tests and testbed let time pass. Stateless.
 */
public final class Waiting {

    /** How long tests wait when they do not say: long enough for a loaded machine, and it costs only failures. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private Waiting() {
    }

    /**
     * Waits until a condition holds, asking about fifty times a second.
     *
     * @param what what is waited for, as a noun phrase for the message
     * @param timeout how long at most
     * @param condition asked in this thread; what it throws ends the waiting
     * @throws AssertionError if the time is over, with {@code what} in its message
     */
    public static void until(String what, Duration timeout, Callable<Boolean> condition) {
        until(what, timeout, condition, () -> "");
    }

    /**
     * Waits as {@link #until(String, Duration, Callable)} does, and tells more when it fails.
     *
     * @param what what is waited for
     * @param timeout how long at most
     * @param condition asked in this thread
     * @param seen asked once, after the last try: what was there instead
     * @throws AssertionError if the time is over
     */
    public static void until(String what, Duration timeout, Callable<Boolean> condition, Supplier<String> seen) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!ask(what, condition)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("Waited " + timeout.toSeconds() + " s in vain for " + what + suffix(seen.get()));
            }
            LockSupport.parkNanos(PAUSE);
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("Interrupted while waiting for " + what);
            }
        }
    }

    private static boolean ask(String what, Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("Waiting for " + what + " failed", e);
        }
    }

    private static String suffix(String seen) {
        return seen.isEmpty() ? "" : "\n" + seen;
    }
}
