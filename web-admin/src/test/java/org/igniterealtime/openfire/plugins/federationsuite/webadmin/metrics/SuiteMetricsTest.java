package org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire.MirrorsServletTest;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire.PeersServletTest;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartState;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartStatus;
import org.junit.Test;

/** What programs are told of the suite: the states of its parts and of links, what crossed, and nobody's name. */
public class SuiteMetricsTest {

    private static final List<PartStatus> PARTS =
        List.of(new PartStatus("fmuc", PartState.ON, ""), new PartStatus("eventing", PartState.FAILED, "secret"));

    private final List<Metric> metrics = SuiteMetrics.of(PARTS, List.of(CheckResult.of("secret.lit", "s2s-up", Outcome.FAILED)),
        Optional.of(new PeersServletTest()), Optional.of(new MirrorsServletTest()));
    private final String text = PrometheusText.write(metrics);

    @Test
    public void statesAndCountersAreTold() {
        for (String line : List.of("federationsuite_plugin_up{plugin=\"fmuc\"} 1",
                "federationsuite_plugin_up{plugin=\"eventing\"} 0",
                "federationsuite_checks{outcome=\"failed\"} 1", "federationsuite_rooms{side=\"mirror\"} 1",
                "federationsuite_peers{state=\"waiting\"} 100", "federationsuite_requests_dropped_total 3",
                "federationsuite_links{side=\"master\",state=\"lost\"} 1", "federationsuite_kept_messages 6",
                "federationsuite_link_bytes_total{side=\"mirror\",direction=\"sent\"} 7",
                "federationsuite_domain_plain_bytes_total{side=\"master\",domain=\"talk.lit\",direction=\"received\"} 9")) {
            assertTrue(line + " in " + text, text.contains('\n' + line + '\n'));
        }
    }

    @Test
    public void eachIsCountedWhereItBelongsAndNowhereElse() {
        for (String line : List.of("federationsuite_checks{outcome=\"ok\"} 0", "federationsuite_checks{outcome=\"unknown\"} 0",
                "federationsuite_links{side=\"master\",state=\"up\"} 0")) {
            assertTrue(line + " in " + text, text.contains('\n' + line + '\n'));
        }
        MirrorsServletTest fmuc = new MirrorsServletTest();
        fmuc.rooms().add(fmuc.rooms().get(0));
        String two = PrometheusText.write(SuiteMetrics.of(PARTS, List.of(), Optional.empty(), Optional.of(fmuc)));
        assertTrue(two, two.contains("federationsuite_rooms{side=\"mirror\"} 2\n"));
        assertTrue(two, two.contains("federationsuite_rooms{side=\"master\"} 1\n"));
    }

    @Test
    public void noRoomNoUserAndNoNickIsNamed() {
        assertFalse(text, text.contains("@") || text.contains("script") || text.contains("secret"));
    }

    @Test
    public void theTextIsAsPrometheusReadsIt() {
        text.lines().forEach(line -> assertTrue(line, line.matches("# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{[^{}]+})? -?\\d+")));
        assertEquals(metrics.size(), new HashSet<>(metrics.stream().map(Metric::name).toList()).size());
    }

    @Test
    public void ofPartsThatDoNotRunNothingIsTold() {
        String little = PrometheusText.write(SuiteMetrics.of(PARTS, List.of(), Optional.empty(), Optional.empty()));
        assertFalse(little, little.contains("rooms") || little.contains("peers"));
    }

    @Test
    public void jsonIsQuotedSoThatItIsNeverMarkup() {
        assertEquals("{\"a\\\"\\\\\":[1,true,\"\\u003cb\\u003e\\u0026\\u00e9\\u0001\"]}",
            Json.write(Map.of("a\"\\", List.of(1L, true, "<b>&\u00e9\u0001"))));
    }
}
