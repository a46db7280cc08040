package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client.ClientPool;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;

/**
 * Two ways to tell the same clients something, taking turns: each thing told has a number, and is counted where it arrives.
 * Used by one thread.
 */
final class Turns {

    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e6;

    private final ClientPool pool;
    private final Way ours;
    private final Way baseline;
    private int number;

    /**
     * A way to tell.
     *
     * @param tell   tells something that has a body with this number
     * @param copies how many times that arrives, at all clients together
     */
    record Way(IntConsumer tell, int copies) {
    }

    Turns(ClientPool pool, Way ours, Way baseline) {
        this.pool = pool;
        this.ours = ours;
        this.baseline = baseline;
    }

    /**
     * What both ways took.
     *
     * @param ours     one value for each turn
     * @param baseline the same
     */
    record Taken(List<Double> ours, List<Double> baseline) {
    }

    /** Milliseconds from telling one thing to the last arrival. */
    Taken latency(int turns) {
        return take(turns, way -> {
            long start = System.nanoTime();
            int told = ++number;
            way.tell().accept(told);
            return (arrival(way, told) - start) / MILLIS;
        });
    }

    /** Clients told in a second, when as much is told as is taken. */
    Taken rate(int turns, int burst, int clients) {
        return take(turns, way -> {
            long start = System.nanoTime();
            int first = number + 1;
            for (int i = 0; i < burst; i++) {
                way.tell().accept(++number);
            }
            long last = start;
            for (int told = first; told <= number; told++) {
                last = Math.max(last, arrival(way, told));
            }
            return (double) burst * clients * NANOS / (last - start);
        });
    }

    /** Measures one way. */
    @FunctionalInterface
    private interface Turn {
        double of(Way way);
    }

    private static Taken empty() {
        return new Taken(new ArrayList<>(), new ArrayList<>());
    }

    private Taken take(int turns, Turn turn) {
        Taken taken = empty();
        for (int i = 0; i < turns; i++) {
            taken.ours().add(turn.of(ours));
            taken.baseline().add(turn.of(baseline));
        }
        return taken;
    }

    private long arrival(Way way, int told) {
        Waiting.until("number " + told + " to have arrived " + way.copies() + " times", PATIENCE,
            () -> pool.deliveries().clients(told) >= way.copies(), () -> pool.deliveries().clients(told) + " times");
        return pool.deliveries().last(told).getAsLong();
    }
}
