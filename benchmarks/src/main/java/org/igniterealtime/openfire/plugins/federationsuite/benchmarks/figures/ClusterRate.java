package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Bench;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Figure;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Row;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Scale;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.ClusterStage;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.Stage;

/**
 * How many messages a second go through a mirrored room whose server is a cluster of one, two or three nodes, against one that is
 * alone; and what the nodes say to each other for each message.
 */
public final class ClusterRate implements Figure {

    private static final int NODES = 3;
    private static final double NANOS = 1e9;
    private static final Duration PATIENCE = Duration.ofSeconds(300);

    @Override
    public String name() {
        return "cluster-rate";
    }

    @Override
    public String unit() {
        return "messages/s, bytes";
    }

    @Override
    public String goal() {
        return "known beside a server that is alone";
    }

    @Override
    public String compares() {
        return "Messages a second through a mirrored room with 30 local occupants, spread over the nodes of a cluster, said as"
            + " fast as they are taken, from the first sent to the last that everybody has: down is what a direct occupant says,"
            + " up what a local one does. The baseline is a server that is alone, in the same run. And the bytes of TCP payload"
            + " that all nodes say to each other for each message of a direct occupant, heartbeats of the cluster included; the"
            + " baseline is a native room of the same cluster with the same occupants and its owner, where one of them talks."
            + " Medians of bursts; bodies of 100 bytes, no TLS, Openfire 4.2.0 with the test-only plugin for clusters.";
    }

    @Override
    public Duration estimate(Scale scale) {
        return Duration.ofSeconds(scale.pick(420L, 150L));
    }

    @Override
    public List<Row> measure(Bench bench) {
        int occupants = bench.scale().pick(30, 3);
        List<Row> rows = new ArrayList<>();
        Rates alone;
        try (Stage stage = bench.stage(occupants, UnaryOperator.identity()); Crowd crowd = Crowd.of(bench, stage, occupants)) {
            alone = rates(bench, crowd);
        }
        for (int nodes = 1; nodes <= NODES; nodes++) {
            try (ClusterStage stage = bench.cluster(occupants, nodes); Crowd crowd = Crowd.of(bench, stage, occupants)) {
                Rates rates = rates(bench, crowd);
                rows.add(Row.more(name() + "-" + nodes + "-down", rates.down(), alone.down(), "messages/s"));
                rows.add(Row.more(name() + "-" + nodes + "-up", rates.up(), alone.up(), "messages/s"));
                if (nodes > 1) {
                    bench.progress("measuring what " + nodes + " nodes say to each other");
                    rows.add(Row.less(name() + "-" + nodes + "-replication", bytes(bench, stage, crowd.slave(), 0),
                        bytes(bench, stage, crowd.nativeRoom(), 1), "bytes").noted(keeper(bench, stage)));
                }
            }
        }
        return rows;
    }

    /** Nodes have other names each time, so each time it is left to chance; it counts for all rows of so many nodes. */
    private static String keeper(Bench bench, ClusterStage stage) {
        int keeper = stage.keeper(stage.capulet().room(bench.addresses().room(1)));
        return keeper == 0 ? "the room was kept by the node that the other server connects to"
            : "the room was kept by another node than that which the other server connects to";
    }

    /** What a room of one server, or cluster, does. */
    private record Rates(double down, double up) {
    }

    private static Rates rates(Bench bench, Crowd crowd) {
        int bursts = bench.scale().pick(9, 1);
        int messages = bench.scale().pick(100, 5);
        bench.progress("warming up");
        for (int i = 0; i < bench.scale().pick(3, 0); i++) {
            rate(crowd.slave(), 0, messages);
            rate(crowd.slave(), 1, messages);
        }
        bench.progress("measuring");
        List<Double> down = new ArrayList<>();
        List<Double> up = new ArrayList<>();
        for (int i = 0; i < bursts; i++) {
            down.add(rate(crowd.slave(), 0, messages));
            up.add(rate(crowd.slave(), 1, messages));
        }
        return new Rates(Quantile.of(down, 0.5), Quantile.of(up, 0.5));
    }

    private static double rate(Gathering room, int speaker, int messages) {
        long start = System.nanoTime();
        long last = start;
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            numbers.add(room.say(speaker));
        }
        for (int number : numbers) {
            room.awaitHeard(number, PATIENCE);
            last = Math.max(last, room.lastHeard(number).getAsLong());
        }
        return messages * NANOS / (last - start);
    }

    private static double bytes(Bench bench, ClusterStage stage, Gathering room, int speaker) {
        int messages = bench.scale().pick(100, 5);
        List<Double> each = new ArrayList<>();
        for (int i = 0; i < bench.scale().pick(5, 1); i++) {
            long before = stage.montague().bytesBetween();
            rate(room, speaker, messages);
            each.add((double) (stage.montague().bytesBetween() - before) / messages);
        }
        return Quantile.of(each, 0.5);
    }
}
