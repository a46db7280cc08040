package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.jsp.jstl.core.Config;
import javax.servlet.jsp.jstl.fmt.LocalizationContext;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteTexts;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Link;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Multipart;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.PageMessage;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.PageTexts;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Parameters;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.Reply;
import org.jivesoftware.util.JiveGlobals;

/**
 * The controller of a page {@code NAME.jsp}, whose compiled view is {@code NAME-view.jsp}. GET shows and changes nothing; POST
 * changes and then redirects to GET, which says what came of it. The server has seen to it that only administrators come
 * here. It makes servlets before it starts the suite, and knows them a moment longer than the suite, and any part of the
 * suite can be switched off: so there may be nothing to show.
 *
 * <p>The view finds its model in the request attribute {@value #MODEL}: what {@link #show} returns, and
 * {@code running}, {@code csrf} (for a hidden field of that name in each form that posts), {@code notices} and
 * {@code typed} (see {@link Reply}). It consists of maps, lists and texts: the server's page engine keeps what it finds out
 * about a class for as long as the console runs, and a class of ours would keep our class loader with it. The requests of
 * many administrators come here at the same time.
 *
 * @param <S> what the page is about
 */
abstract class PageServlet<S> extends HttpServlet {

    /** Where the view finds its model. */
    static final String MODEL = "view";
    /** Most bytes of a form with a file in it; other forms are limited by the server. */
    static final int LARGEST_FORM = 2 * 1024 * 1024;
    private static final long serialVersionUID = 1L;

    private final String page;
    private final transient Supplier<Optional<S>> subject;
    private final transient CsrfCookie csrf = new CsrfCookie();

    /**
     * Makes a controller.
     *
     * @param page    the page's name without its ending
     * @param subject gives what the page is about; empty while it does not run
     */
    PageServlet(String page, Supplier<Optional<S>> subject) {
        this.page = Objects.requireNonNull(page);
        this.subject = Objects.requireNonNull(subject);
    }

    /**
     * Makes the model of the view.
     *
     * @param about   what the page is about
     * @param request what to show of it, unchecked
     * @return maps, lists, texts, numbers and truth values; nothing in it escaped
     */
    abstract Map<String, Object> show(S about, PageRequest request);

    /**
     * Does what a form asks for. That the form came from our page has been checked.
     *
     * @param about   what the page is about
     * @param request what to do with it, unchecked: everything is to be read and checked before anything is done
     * @return what to show then; empty if the form makes no sense
     */
    abstract Optional<Reply> act(S about, PageRequest request);

    @SuppressFBWarnings(value = "REQUESTDISPATCHER_FILE_DISCLOSURE",
        justification = "The name of the page is a constant of each servlet.")
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        // An old copy of the page has an old token.
        response.setHeader("Cache-Control", "no-store");
        PageRequest asked = read(request, parameters(request));
        Optional<S> about = subject.get();
        Map<String, Object> model = new HashMap<>();
        asked.session().takeReply().forEach((name, value) -> model.put((String) name, value));
        model.put("running", about.isPresent());
        about.ifPresent(found -> model.putAll(show(found, asked)));
        model.put("csrf", csrf.token(request, response));
        request.setAttribute(MODEL, model);
        // The server has put texts here that it looked for under the name of the jar; a browser that saves a second copy
        // under another name would leave the page without any.
        Locale locale = JiveGlobals.getLocale();
        Config.set(request, Config.FMT_LOCALIZATION_CONTEXT, new LocalizationContext(SuiteTexts.in(locale), locale));
        request.getRequestDispatcher(page + "-view.jsp").forward(request, response);
    }

    @SuppressFBWarnings(value = "UNVALIDATED_REDIRECT",
        justification = "Link leads to pages of ours only, whatever its parameters say.")
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Parameters> sent = Multipart.is(request.getContentType()) ? withFile(request)
            : Optional.of(parameters(request));
        Reply reply = reply(request, sent, csrf.renew(request, response, sent.map(form -> form.get(CsrfCookie.NAME))));
        PageSession.put(request.getSession(), reply);
        response.sendRedirect(reply.link().toString());
    }

    private Reply reply(HttpServletRequest request, Optional<Parameters> sent, boolean trusted) {
        PageRequest asked = read(request, sent.orElseGet(() -> new Parameters(Map.of())));
        if (sent.isEmpty()) {
            return failure(asked, PageMessage.TOO_LARGE);
        }
        if (!trusted) {
            return failure(asked, PageMessage.FORM_TOO_OLD);
        }
        Optional<S> about = subject.get();
        if (about.isEmpty()) {
            return failure(asked, PageMessage.NOT_RUNNING);
        }
        return act(about.get(), asked).orElseGet(() -> failure(asked, PageMessage.NOT_UNDERSTOOD));
    }

    private Reply failure(PageRequest asked, PageMessage message) {
        return Reply.to(Link.to(page), asked.texts().notice(message));
    }

    private PageRequest read(HttpServletRequest request, Parameters parameters) {
        return new PageRequest(parameters, ConsoleLogin.actor(request), new PageSession(request.getSession(), page),
            new PageTexts(SuiteTexts.in(JiveGlobals.getLocale())));
    }

    static Parameters parameters(HttpServletRequest request) {
        Map<String, String[]> sent = request.getParameterMap();
        return new Parameters(sent.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, parameter -> List.of(parameter.getValue()))));
    }

    private static Optional<Parameters> withFile(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST_FORM + 1);
        return body.length > LARGEST_FORM ? Optional.empty() : Multipart.read(request.getContentType(), body);
    }
}
