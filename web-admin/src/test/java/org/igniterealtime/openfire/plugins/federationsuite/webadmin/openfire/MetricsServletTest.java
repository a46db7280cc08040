package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics.Metric;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics.TokenDesk;
import org.junit.Test;

/** The metrics: who may read them, how, and in which format; and the page where their token is made. */
public class MetricsServletTest implements MetricsServlet.Source, TokenDesk {

    private static final String TOKEN = "0123456789abcdefghij";
    private static final String METRICS = "/plugins/federationsuite/metrics";

    private final List<String> done = new ArrayList<>();
    private Optional<String> token = Optional.of(TOKEN);
    private boolean loggedIn;
    private final Browser browser = new Browser(new MetricsServlet(() -> Optional.of(this), request -> loggedIn));

    @Test
    public void whoKnowsTheTokenOrIsLoggedInMayRead() throws Exception {
        assertEquals(200, ask("Bearer " + TOKEN));
        assertEquals(200, ask("bearer  " + TOKEN));
        assertTrue(browser.body(), browser.body().startsWith("{\"metrics\":["));
        loggedIn = true;
        assertEquals(200, ask(null));
    }

    @Test
    public void nobodyElseMay() throws Exception {
        for (String wrong : new String[] {null, "", "Bearer", "Bearer ", "Bearer " + TOKEN + "x", "Bearer x", "Basic " + TOKEN,
            TOKEN}) {
            assertEquals(wrong, 401, ask(wrong));
            assertEquals("", browser.body());
        }
        assertEquals("Bearer", browser.headers().get("WWW-Authenticate"));
        token = Optional.empty();
        assertEquals(401, ask("Bearer " + TOKEN));
        assertEquals(401, ask("Bearer "));
    }

    @Test
    public void itIsOnlyReadAndOnlyAtItsOwnAddress() throws Exception {
        browser.at(METRICS, "Authorization", "Bearer " + TOKEN);
        for (String method : List.of("POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE")) {
            browser.request(method, Map.of());
            assertEquals(method, 405, browser.status());
        }
        for (String other : List.of(METRICS + "x", METRICS + "/", "/plugins/federationsuite/met", METRICS + ";a=b")) {
            browser.at(other, "Authorization", "Bearer " + TOKEN);
            browser.get(Map.of());
            assertEquals(other, 404, browser.status());
        }
    }

    @Test
    public void prometheusGetsItsTextAndEverybodyElseJson() throws Exception {
        browser.at(METRICS, "Authorization", "Bearer " + TOKEN);
        browser.get(Map.of("format", "prometheus"));
        assertEquals("# HELP up Whether it\\nis\n# TYPE up gauge\nup{a=\"x\\\"\\\\\\n\"} 1\n", browser.body());
        browser.at(METRICS, "Accept", "application/openmetrics-text;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1");
        browser.get(Map.of());
        assertEquals("text/plain; version=0.0.4; charset=utf-8", browser.headers().get("Content-Type"));
        browser.get(Map.of("format", "json"));
        assertEquals("{\"metrics\":[{\"name\":\"up\",\"type\":\"gauge\",\"help\":\"Whether it\\u000ais\",\"points\":[{\"labels\":"
            + "{\"a\":\"x\\\"\\\\\\u000a\"},\"value\":1}]}]}", browser.body());
        browser.at(METRICS, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        browser.get(Map.of());
        assertEquals("application/json; charset=utf-8", browser.headers().get("Content-Type"));
    }

    @Test
    public void whileTheSuiteDoesNotRunThereIsNothing() throws Exception {
        Browser other = new Browser(new MetricsServlet(Optional::empty, request -> loggedIn));
        other.at(METRICS, "Authorization", "Bearer " + TOKEN);
        other.get(Map.of());
        assertEquals(401, other.status());
        loggedIn = true;
        other.get(Map.of());
        assertEquals(503, other.status());
    }

    @Test
    public void aTokenIsMadeAndRemovedOnlyByTheFormAndShownOnce() throws Exception {
        Browser page = new Browser(new MetricsPageServlet(() -> Optional.of(this)));
        page.get(Map.of("action", "renew"));
        page.post(Map.of("action", "renew", "csrf", "guessed"));
        page.get(Map.of());
        assertEquals(List.of(), done);
        page.post(Map.of("action", "renew", "csrf", page.cookie().getValue()));
        assertEquals(List.of("renew"), done);
        page.get(Map.of());
        assertTrue(page.model().get("notices").toString().contains("new-token"));
        assertEquals(true, page.model().get("token"));
        page.get(Map.of());
        assertEquals(List.of(), page.model().get("notices"));
        page.post(Map.of("action", "remove", "csrf", page.cookie().getValue()));
        assertEquals(List.of("renew", "remove"), done);
    }

    @Test
    public void aSessionThatIsMadeForThisRequestEndsWithItAndALoginDoesNot() throws Exception {
        browser.strange(true);
        assertEquals(401, ask(null));
        assertEquals(200, ask("Bearer " + TOKEN));
        assertEquals(2, browser.ended());
        browser.strange(false);
        loggedIn = true;
        assertEquals(200, ask(null));
        assertEquals(2, browser.ended());
    }

    private int ask(String authorization) throws Exception {
        browser.at(METRICS, "Authorization", authorization);
        browser.get(Map.of());
        return browser.status();
    }

    @Override
    public List<Metric> metrics() {
        return List.of(new Metric("up", Metric.Type.GAUGE, "Whether it\nis",
            List.of(new Metric.Point(Map.of("a", "x\"\\\n"), 1))));
    }

    @Override
    public Optional<String> token() {
        return token;
    }

    @Override
    public String renew(Actor by) {
        done.add("renew");
        return "new-token";
    }

    @Override
    public void remove(Actor by) {
        done.add("remove");
    }
}
