package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;

import org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics.Json;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics.Metric;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics.PrometheusText;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics.SuiteMetrics;

/**
 * The metrics, for programs: JSON, or the text format of Prometheus for whoever asks with {@code format=prometheus} or says that
 * he accepts plain text. GET only. For administrators who are logged in to the console, and for whoever sends the token as
 * {@code Authorization: Bearer TOKEN}: where there is a token, the console's filter lets everybody come here.
 */
public final class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String ADDRESS = "/metrics";
    private static final String SCHEME = "Bearer ";

    private final transient Supplier<Optional<Source>> source;
    private final transient Predicate<HttpServletRequest> loggedIn;

    /** Where metrics come from. */
    interface Source {
        /** The metrics as they are now. */
        List<Metric> metrics();

        /** The token with which they can be read; empty if there is none. */
        Optional<String> token();
    }

    /** Made by the server. */
    public MetricsServlet() {
        this(() -> FederationSuitePlugin.running().map(MetricsServlet::of), ConsoleLogin::isAdministrator);
    }

    /**
     * Made with another way to the suite.
     *
     * @param source   the metrics; empty while the suite does not run
     * @param loggedIn tells whether a request comes from an administrator who is logged in
     */
    MetricsServlet(Supplier<Optional<Source>> source, Predicate<HttpServletRequest> loggedIn) {
        this.source = Objects.requireNonNull(source);
        this.loggedIn = Objects.requireNonNull(loggedIn);
    }

    private static Source of(Suite suite) {
        return new Source() {
            @Override
            public List<Metric> metrics() {
                return suite.metrics();
            }

            @Override
            public Optional<String> token() {
                return suite.metricsDoor().token();
            }
        };
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            answer(request, response);
        } finally {
            forgetNewSession(request);
        }
    }

    /**
     * Some versions make a session for each request of a plugin's page. A program that asks each quarter of a minute, or a
     * stranger, would leave thousands of them.
     */
    private static void forgetNewSession(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null && session.isNew()) {
            session.invalidate();
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (!"GET".equals(request.getMethod())) {
            response.setHeader("Allow", "GET");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        if (!String.valueOf(request.getRequestURI()).endsWith(ADDRESS)) {
            // Some versions find a servlet also for an address that only begins like its own.
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Optional<Source> found = source.get();
        if (!knows(request.getHeader("Authorization"), found.flatMap(Source::token)) && !loggedIn.test(request)) {
            response.setHeader("WWW-Authenticate", "Bearer");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else if (found.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else {
            write(found.get().metrics(), wantsText(request), response);
        }
    }

    /** Takes the same time wherever the two differ, and however long they are. */
    private static boolean knows(String header, Optional<String> token) {
        if (header == null || token.isEmpty() || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        return MessageDigest.isEqual(digest(header.substring(SCHEME.length()).strip()), digest(token.get()));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static boolean wantsText(HttpServletRequest request) {
        String format = request.getParameter("format");
        String accepted = request.getHeader("Accept");
        return format != null ? format.equals("prometheus") : accepted != null && accepted.contains("text/plain");
    }

    private static void write(List<Metric> metrics, boolean text, HttpServletResponse response) throws IOException {
        byte[] body = (text ? PrometheusText.write(metrics) : Json.write(SuiteMetrics.asMap(metrics)))
            .getBytes(StandardCharsets.UTF_8);
        response.setContentType(text ? PrometheusText.TYPE : Json.TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
