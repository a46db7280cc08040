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
 * The time from sending a message to the last local occupant's having it: a slave room against a native one.
 */
public final class DeliveryTime implements Figure {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double WORST_OF = 0.95;

    @Override
    public String name() {
        return "delivery-time";
    }

    @Override
    public String unit() {
        return "ms";
    }

    @Override
    public String goal() {
        return "at least as good as native on 5.1, 0.8 times as good on 4.2.0";
    }

    @Override
    public String compares() {
        return "From a direct user's sending a message to the last of 200 local occupants having it: a slave room against a"
            + " native room of the same server with the same 200 clients, taking turns. In both cases the message comes from"
            + " the other server over one link; one at a time, bodies of 100 bytes, no TLS.";
    }

    @Override
    public Duration estimate(Scale scale) {
        return Duration.ofSeconds(scale.pick(150L, 30L));
    }

    @Override
    public List<Row> measure(Bench bench) {
        int occupants = bench.scale().pick(TwinRooms.OCCUPANTS, 3);
        try (TwinRooms rooms = TwinRooms.open(bench, occupants)) {
            for (int i = 0; i < bench.scale().pick(300, 2); i++) {
                time(rooms.slave());
                time(rooms.nativeRoom());
            }
            bench.progress("measuring");
            List<Double> ours = new ArrayList<>();
            List<Double> baseline = new ArrayList<>();
            for (int i = 0; i < bench.scale().pick(300, 3); i++) {
                ours.add(time(rooms.slave()));
                baseline.add(time(rooms.nativeRoom()));
            }
            double wanted = TwinRooms.wanted(bench);
            return List.of(
                Row.less(name() + "-" + occupants, Quantile.of(ours, 0.5), Quantile.of(baseline, 0.5), unit())
                    .wanted(new Goal.Ratio(wanted)).noted("the median"),
                Row.less(name() + "-" + occupants + "-95", Quantile.of(ours, WORST_OF), Quantile.of(baseline, WORST_OF), unit())
                    .noted("95 of 100 are faster"));
        }
    }

    private static double time(Gathering room) {
        long start = System.nanoTime();
        int number = room.say(0);
        room.awaitHeard(number, Gathering.PATIENCE);
        return (room.lastHeard(number).getAsLong() - start) / NANOS_PER_MILLI;
    }
}
