package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Addresses;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Bench;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Figure;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.FigureException;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Goal;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Row;
import org.igniterealtime.openfire.plugins.federationsuite.benchmarks.Scale;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;

/** What eventing's handler costs pubsub requests that are not eventing's. JMH measures it inside a real server. */
public final class EventingHandlerCost implements Figure {

    private static final double NANOS = 300;
    private static final String BENCHMARK =
        "org.igniterealtime.openfire.plugins.federationsuite.benchmarks.openfire.HandlerBenchmark";
    private static final String EMPTY = "empty";
    private static final String OURS = "ours";

    @Override
    public String name() {
        return "eventing-handler-cost";
    }

    @Override
    public String unit() {
        return "ns/request";
    }

    @Override
    public String goal() {
        return "at most 300 ns";
    }

    @Override
    public String compares() {
        return "What eventing's handler costs a pubsub request of a connected user that is not eventing's, before the server's"
            + " own handler has it: publications, questions and subscriptions on other nodes. The baseline is an empty handler."
            + " JMH inside a real server, one process for each value. What the interceptors cost such a request is in"
            + " interceptor-cost.";
    }

    @Override
    public Duration estimate(Scale scale) {
        return Duration.ofSeconds(scale.pick(180L, 40L));
    }

    @Override
    public List<Row> measure(Bench bench) throws FigureException {
        String user = bench.addresses().host();
        try (Testbed bed = Testbed.open(TestbedOptions.defaults().with(bench.kind()))) {
            Server server = bed.server("capulet.lit").admin("admin", Addresses.PASSWORD).user(user, Addresses.PASSWORD)
                .plugin(bench.suite())
                // As a server runs: the testbed's compile quickly and not well.
                .java("-XX:TieredStopAtLevel=4").add();
            bench.progress("making the home of a server, " + bench.kind().name());
            server.start();
            List<String> options = List.of("-Dbench.port=" + server.clientPort(), "-Dbench.user=" + user,
                "-Dbench.password=" + Addresses.PASSWORD);
            server.stop();
            List<String> kinds = bench.scale().pick(List.of("publish", "items", "subscribe", "owner"), List.of("publish"));
            bench.progress("measuring " + 2 * kinds.size() + " processes, one after the other");
            Path result = bed.directory().resolve("jmh.csv");
            List<JmhResult> results = JmhRun.of(bench, server, options, BENCHMARK,
                Map.of("handler", List.of(EMPTY, OURS), "stanza", kinds), result);
            return rows(results, kinds);
        }
    }

    private List<Row> rows(List<JmhResult> results, List<String> kinds) throws FigureException {
        Map<String, Double> nanos = results.stream()
            .collect(Collectors.toMap(one -> one.interceptor() + ' ' + one.stanza(), JmhResult::nanos));
        List<Row> rows = new ArrayList<>();
        for (String kind : kinds) {
            Double ours = nanos.get(OURS + ' ' + kind);
            Double empty = nanos.get(EMPTY + ' ' + kind);
            if (ours == null || empty == null) {
                throw new FigureException("JMH measured nothing for " + kind);
            }
            rows.add(Row.less(name() + '-' + kind, ours, empty, unit()).wanted(new Goal.AtMost(NANOS)));
        }
        return rows;
    }
}
