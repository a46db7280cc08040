package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
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

/**
 * What the suite's interceptors cost stanzas that are not the suite's. JMH measures it in processes of their own, each with
 * a real server, whose home is made here. Which interceptors there are is asked of that server.
 */
public final class InterceptorCost implements Figure {

    private static final double NANOS = 150;
    /** Allocation is sampled: a fraction of a byte is other threads' business. */
    private static final double BYTES = 0.1;
    private static final String BENCHMARK =
        "org.igniterealtime.openfire.plugins.federationsuite.benchmarks.openfire.InterceptorBenchmark";
    private static final String OURS = "org.igniterealtime.openfire.plugins.federationsuite.";
    private static final String EMPTY = "empty";
    private static final String ALL = "all";
    private static final String CONTROL = OURS + "testbed.";

    @Override
    public String name() {
        return "interceptor-cost";
    }

    @Override
    public String unit() {
        return "ns/stanza, bytes/stanza";
    }

    @Override
    public String goal() {
        return "at most 150 ns and no allocation";
    }

    @Override
    public String compares() {
        return "What each interceptor of the suite, and all of them together, costs a stanza between two users that is none of"
            + " the suite's business: the four calls that the server makes for it. The baseline is an empty interceptor. One"
            + " room of the server is mirrored elsewhere. JMH with the gc profiler, inside a real server, one process for each"
            + " value; the worst of four kinds of stanza counts.";
    }

    @Override
    public Duration estimate(Scale scale) {
        return Duration.ofSeconds(scale.pick(480L, 50L));
    }

    @Override
    public List<Row> measure(Bench bench) throws FigureException {
        try (Testbed bed = Testbed.open(TestbedOptions.defaults().with(bench.kind()))) {
            Server server = bed.server("montague.lit").admin("admin", Addresses.PASSWORD).plugin(bench.suite())
                .property("plugin.federationsuite.admitted-domains", "remote.montague.lit")
                .property("plugin.federationsuite.fmuc.master.create-rooms", "true")
                // As a server runs: the testbed's compile quickly and not well.
                .java("-XX:TieredStopAtLevel=4").add();
            bench.progress("starting a server, " + bench.kind().name() + ", to see which interceptors there are");
            server.start();
            List<String> interceptors = server.control().registrations().of("interceptors").stream()
                .filter(name -> name.startsWith(OURS) && !name.startsWith(CONTROL)).distinct().toList();
            server.stop();
            if (interceptors.isEmpty()) {
                throw new FigureException("The suite has registered no interceptor");
            }
            List<String> measured = new ArrayList<>(List.of(EMPTY, ALL));
            measured.addAll(bench.scale().pick(interceptors, List.of()));
            List<String> stanzas = bench.scale().pick(List.of("message", "groupchat", "presence", "iq"), List.of("message"));
            bench.progress("measuring " + measured.size() * stanzas.size() + " processes, one after the other");
            Path result = bed.directory().resolve("jmh.csv");
            return rows(JmhRun.of(bench, server, List.of(), BENCHMARK, Map.of("interceptor", measured, "stanza", stanzas),
                result), measured);
        }
    }

    private List<Row> rows(List<JmhResult> results, List<String> interceptors) throws FigureException {
        List<Row> rows = new ArrayList<>();
        Map<String, JmhResult> empty = of(results, EMPTY);
        for (String interceptor : interceptors) {
            if (interceptor.equals(EMPTY)) {
                continue;
            }
            Map<String, JmhResult> ours = of(results, interceptor);
            if (ours.isEmpty() || empty.isEmpty()) {
                throw new FigureException("JMH measured nothing for " + interceptor);
            }
            String name = name() + "-" + interceptor.substring(interceptor.lastIndexOf('.') + 1);
            rows.add(Row.less(name, worst(ours, JmhResult::nanos), worst(empty, JmhResult::nanos), "ns/stanza")
                .wanted(new Goal.AtMost(NANOS)).noted(each(ours, JmhResult::nanos)));
            rows.add(Row.less(name + "-bytes", worst(ours, JmhResult::bytes), worst(empty, JmhResult::bytes), "bytes/stanza")
                .wanted(new Goal.AtMost(BYTES)).noted(each(ours, JmhResult::bytes)));
        }
        return rows;
    }

    private static Map<String, JmhResult> of(List<JmhResult> results, String interceptor) {
        return results.stream().filter(result -> result.interceptor().equals(interceptor))
            .collect(Collectors.toMap(JmhResult::stanza, result -> result));
    }

    private static double worst(Map<String, JmhResult> results, ToDoubleFunction<JmhResult> value) {
        return results.values().stream().mapToDouble(value).max().orElseThrow();
    }

    private static String each(Map<String, JmhResult> results, ToDoubleFunction<JmhResult> value) {
        return results.values().stream().map(result -> result.stanza() + " "
            + Row.number(OptionalDouble.of(value.applyAsDouble(result)))).sorted().collect(Collectors.joining(", "));
    }
}
