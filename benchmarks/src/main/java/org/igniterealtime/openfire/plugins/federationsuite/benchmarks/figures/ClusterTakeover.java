package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Bench;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Figure;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Goal;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Row;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Scale;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.ClusterStage;

/**
 * How long a mirrored room stands still when the node dies that keeps it.
 */
public final class ClusterTakeover implements Figure {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final double MILLIS = 1e6;
    private static final double MOST_MILLIS = 5000;

    @Override
    public String name() {
        return "cluster-takeover";
    }

    @Override
    public String unit() {
        return "ms";
    }

    @Override
    public String goal() {
        return "at most 5 s after the cluster has noticed";
    }

    @Override
    public String compares() {
        return "The node of two that keeps a mirrored room is killed (kill -9), and at once a direct occupant says something:"
            + " from the moment in which the other node has noticed the death until a local occupant there has it. The baseline"
            + " is how long a message takes in that room before. Medians of the runs, each with servers of its own; no TLS,"
            + " Openfire 4.2.0 with the test-only plugin for clusters. Who is put out of the room meanwhile and does not enter"
            + " again has it never, and then nothing is measured.";
    }

    @Override
    public Duration estimate(Scale scale) {
        return Duration.ofSeconds(scale.pick(240L, 60L));
    }

    @Override
    public List<Row> measure(Bench bench) {
        List<Double> gaps = new ArrayList<>();
        List<Double> ordinary = new ArrayList<>();
        List<Double> noticed = new ArrayList<>();
        for (int i = 0; i < bench.scale().pick(5, 1); i++) {
            try (ClusterStage stage = bench.cluster(2, 2)) {
                Run run = run(bench, stage);
                gaps.add(run.gap());
                ordinary.add(run.ordinary());
                noticed.add(run.noticed());
            }
        }
        return List.of(Row.less(name(), Quantile.of(gaps, 0.5), Quantile.of(ordinary, 0.5), "ms")
            .wanted(new Goal.AtMost(MOST_MILLIS))
            .noted(String.format(Locale.ROOT, "the death was noticed %.0f ms after the kill (median)",
                Quantile.of(noticed, 0.5))));
    }

    /** One death, in milliseconds. */
    private record Run(double gap, double ordinary, double noticed) {
    }

    private static Run run(Bench bench, ClusterStage stage) {
        Addresses addresses = bench.addresses();
        String room = stage.capulet().room(addresses.room(1));
        String slave = stage.mirrored(addresses.room(1));
        List<Server> nodes = stage.montague().nodes();
        try (Client host = Client.login(stage.capulet(), addresses.host(), addresses.resource()).available();
             Client first = Client.login(nodes.get(0), addresses.guest(1), addresses.resource()).available();
             Client second = Client.login(nodes.get(1), addresses.guest(2), addresses.resource()).available()) {
            host.create(room, addresses.hostNick());
            enter(first, slave, addresses.guestNick(1));
            enter(second, slave, addresses.guestNick(2));
            int keeper = stage.keeper(room);
            Client left = keeper == 0 ? second : first;
            say(host, left, room, slave, addresses.body(1));
            double ordinary = millis(System.nanoTime(), say(host, left, room, slave, addresses.body(2)));
            bench.progress("killing the node that keeps the room");
            long start = System.nanoTime();
            stage.kill(keeper);
            host.say(room, addresses.body(3));
            Server other = nodes.get(1 - keeper);
            Waiting.until("the death to be noticed", PATIENCE, () -> other.control().clusterSize() == 1);
            long seen = System.nanoTime();
            awaitSaid(left, slave, addresses.body(3));
            return new Run(Math.max(0, millis(seen, System.nanoTime())), ordinary, millis(start, seen));
        }
    }

    private static void enter(Client client, String slave, String nick) {
        Waiting.until(nick + " to be let in", PATIENCE, () -> client.join(slave, nick).type().isEmpty());
    }

    /** Says something, and returns when it was heard. */
    private static long say(Client host, Client hears, String room, String slave, String body) {
        host.say(room, body);
        awaitSaid(hears, slave, body);
        return System.nanoTime();
    }

    private static void awaitSaid(Client client, String slave, String body) {
        client.await("'" + body + "'", stanza -> stanza.body().equals(body) && stanza.from().startsWith(slave), PATIENCE);
    }

    private static double millis(long from, long to) {
        return (to - from) / MILLIS;
    }
}
