package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which numbered messages reached how many clients, and when the last of them. Thread-safe.
 */
public final class Deliveries {

    private final Map<Integer, Delivery> all = new ConcurrentHashMap<>();

    /** One message: to how many, and when first and last, in nanoseconds. */
    private record Delivery(int clients, long first, long last) {
    }

    void arrived(int number, long nanos) {
        all.merge(number, new Delivery(1, nanos, nanos),
            (known, one) -> new Delivery(known.clients() + 1, known.first(), Math.max(known.last(), nanos)));
    }

    /**
     * How many clients a message has reached.
     *
     * @param number the message's
     * @return a count; a client that got it twice counts twice
     */
    public int clients(int number) {
        Delivery delivery = all.get(number);
        return delivery == null ? 0 : delivery.clients();
    }

    /**
     * When a message reached the last client so far.
     *
     * @param number the message's
     * @return nanoseconds of {@link System#nanoTime()}; nothing if it reached nobody
     */
    public OptionalLong last(int number) {
        Delivery delivery = all.get(number);
        return delivery == null ? OptionalLong.empty() : OptionalLong.of(delivery.last());
    }

    /**
     * Forgets everything.
     */
    public void reset() {
        all.clear();
    }
}
