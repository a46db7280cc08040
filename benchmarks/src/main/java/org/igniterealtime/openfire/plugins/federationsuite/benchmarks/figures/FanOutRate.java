package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Bench;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Figure;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Goal;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Row;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Scale;

/**
 * How many copies a second a slave room hands to its local occupants, against a native room.
 */
public final class FanOutRate implements Figure {

    private static final double NANOS = 1e9;
    private static final Duration PATIENCE = Duration.ofSeconds(300);

    @Override
    public String name() {
        return "fan-out-rate";
    }

    @Override
    public String unit() {
        return "stanzas/s";
    }

    @Override
    public String goal() {
        return "at least native on 5.1, 0.8 times native on 4.2.0";
    }

    @Override
    public String compares() {
        return "Copies a second that reach 200 local occupants while a direct user on the other server sends messages as fast"
            + " as they are taken: a slave room against a native room of the same server with the same 200 clients, taking"
            + " turns. From the first sent to the last received; the median of the bursts; bodies of 100 bytes, no TLS.";
    }

    @Override
    public Duration estimate(Scale scale) {
        return Duration.ofSeconds(scale.pick(180L, 30L));
    }

    @Override
    public List<Row> measure(Bench bench) {
        int occupants = bench.scale().pick(TwinRooms.OCCUPANTS, 3);
        int messages = bench.scale().pick(200, 5);
        try (TwinRooms rooms = TwinRooms.open(bench, occupants)) {
            for (int i = 0; i < bench.scale().pick(3, 1); i++) {
                rate(rooms.slave(), messages, occupants);
                rate(rooms.nativeRoom(), messages, occupants);
            }
            bench.progress("measuring");
            List<Double> ours = new ArrayList<>();
            List<Double> baseline = new ArrayList<>();
            for (int i = 0; i < bench.scale().pick(9, 1); i++) {
                ours.add(rate(rooms.slave(), messages, occupants));
                baseline.add(rate(rooms.nativeRoom(), messages, occupants));
            }
            return List.of(Row.more(name() + "-" + occupants, Quantile.of(ours, 0.5), Quantile.of(baseline, 0.5), unit())
                .wanted(new Goal.Ratio(TwinRooms.wanted(bench))));
        }
    }

    private static double rate(Gathering room, int messages, int occupants) {
        long start = System.nanoTime();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            numbers.add(room.say(0));
        }
        long last = start;
        for (int number : numbers) {
            room.awaitHeard(number, PATIENCE);
            last = Math.max(last, room.lastHeard(number).getAsLong());
        }
        return (double) messages * occupants * NANOS / (last - start);
    }
}
