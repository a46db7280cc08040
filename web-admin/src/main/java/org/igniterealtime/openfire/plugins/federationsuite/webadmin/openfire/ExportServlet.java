package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Parameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives administrators a file to save. GET only; changes nothing.
 *
 * @param <S> what the file is about
 */
abstract class ExportServlet<S> extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ExportServlet.class);

    private final String name;
    private final transient Supplier<Optional<S>> subject;
    private final transient InstantSource clock;
    private final transient BiFunction<S, Parameters, String> content;

    /**
     * Makes a servlet.
     *
     * @param name    the beginning of the file's name
     * @param subject what the file is about; empty while it does not run
     * @param clock   the time, for the end of the file's name
     * @param content gives the file
     */
    ExportServlet(String name, Supplier<Optional<S>> subject, InstantSource clock,
                  BiFunction<S, Parameters, String> content) {
        this.name = Objects.requireNonNull(name);
        this.subject = Objects.requireNonNull(subject);
        this.clock = Objects.requireNonNull(clock);
        this.content = Objects.requireNonNull(content);
    }

    @SuppressFBWarnings(value = "HTTP_RESPONSE_SPLITTING", justification = "The name is a constant, and the rest a date.")
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<byte[]> file;
        try {
            file = subject.get().map(found -> content.apply(found, PageServlet.parameters(request)))
                // With the mark, spreadsheets know that it is UTF-8.
                .map(text -> ('\ufeff' + text).getBytes(StandardCharsets.UTF_8));
        } catch (StoreException e) {
            LOG.warn("Could not write {}", name, e);
            file = Optional.empty();
        }
        if (file.isEmpty()) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + '-' + today + ".csv\"");
        response.setContentType("text/csv; charset=UTF-8; header=present");
        response.setContentLength(file.get().length);
        response.getOutputStream().write(file.get());
    }
}
