package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.servlet.ServletException;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.jsp.jstl.core.Config;
import javax.servlet.jsp.jstl.fmt.LocalizationContext;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.SuitePlugin;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.CsrfTokens;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.SelfCheckTexts;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.StatusForm;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.StatusMessage;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.StatusView;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartState;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartStatus;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.security.SecurityAuditManager;
import org.jivesoftware.util.JiveGlobals;
import org.jivesoftware.util.WebManager;

/**
 * The controller of the status page. GET shows, POST changes and then redirects to GET with a message. The server has seen
 * to it that only administrators come here. It makes this servlet before it starts the suite, and knows it a moment longer
 * than the suite, so there may be no suite.
 */
public final class StatusServlet extends HttpServlet {

    private static final String PAGE = "federationsuite-status.jsp";
    private static final String VIEW = "federationsuite-status-view.jsp";
    private static final Duration SWITCH_LIMIT = Duration.ofSeconds(5);

    private final transient CsrfTokens tokens = new CsrfTokens();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        // An old copy of the page has an old token.
        response.setHeader("Cache-Control", "no-store");
        Map<String, Object> model = new HashMap<>(FederationSuitePlugin.suiteOf(XMPPServer.getInstance())
            .map(StatusServlet::model).orElseGet(StatusView::notRunning));
        model.put("csrf", renewToken(request, response));
        StatusMessage.ofCode(request.getParameter("message")).ifPresent(message -> {
            model.put("message", message.code());
            model.put("messageKind", message.kind());
        });
        request.setAttribute("suite", model);
        // The server has put texts here that it looked for under the name of the jar; a browser that saves a second copy
        // under another name would leave the page without any.
        Locale locale = JiveGlobals.getLocale();
        Config.set(request, Config.FMT_LOCALIZATION_CONTEXT, new LocalizationContext(SuiteTexts.in(locale), locale));
        request.getRequestDispatcher(VIEW).forward(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean trusted = CsrfTokens.match(cookie(request), request.getParameter(CsrfTokens.NAME));
        Optional<Suite> suite = FederationSuitePlugin.suiteOf(XMPPServer.getInstance());
        Optional<StatusForm> form = StatusForm.read(request::getParameter, suite.map(StatusServlet::ids).orElse(Set.of()));
        renewToken(request, response);
        StatusMessage message;
        if (!trusted) {
            message = StatusMessage.FORM_TOO_OLD;
        } else if (suite.isEmpty()) {
            message = StatusMessage.NOT_RUNNING;
        } else if (form.isEmpty()) {
            message = StatusMessage.NOT_UNDERSTOOD;
        } else {
            message = act(suite.get(), form.get(), administrator(request, response));
        }
        response.sendRedirect(PAGE + "?message=" + message.code());
    }

    private static StatusMessage act(Suite suite, StatusForm form, String administrator) {
        if (form instanceof StatusForm.Switch turn) {
            PartState state = suite.turn(turn.part(), turn.on(), SWITCH_LIMIT);
            SecurityAuditManager.getInstance().logEvent(administrator,
                "Federation Suite: switched " + turn.part() + (turn.on() ? " on" : " off"),
                Settings.PREFIX + SuitePlugin.switchOf(turn.part()).key() + " = " + turn.on());
            return messageFor(turn.on(), state);
        }
        suite.checkAgain();
        return StatusMessage.CHECKING;
    }

    private static StatusMessage messageFor(boolean on, PartState state) {
        if (on && state == PartState.FAILED) {
            return StatusMessage.START_FAILED;
        }
        if (on != (state == PartState.ON)) {
            return StatusMessage.SWITCHING;
        }
        return on ? StatusMessage.SWITCHED_ON : StatusMessage.SWITCHED_OFF;
    }

    private static Map<String, Object> model(Suite suite) {
        SelfCheckTexts texts = new SelfCheckTexts(SuiteTexts.in(JiveGlobals.getLocale()));
        return new StatusView(texts).running(suite.statuses(), suite.checks());
    }

    private static Set<String> ids(Suite suite) {
        return suite.statuses().stream().map(PartStatus::id).collect(Collectors.toSet());
    }

    /** The name for the audit log; with a one-time login there may be none. */
    private static String administrator(HttpServletRequest request, HttpServletResponse response) {
        WebManager manager = new WebManager();
        manager.init(request, response, request.getSession(), request.getServletContext());
        return manager.getAuthToken() == null ? "unknown" : manager.getAuthToken().getUsername();
    }

    private static String cookie(HttpServletRequest request) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (CsrfTokens.NAME.equals(cookie.getName())) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    private String renewToken(HttpServletRequest request, HttpServletResponse response) {
        String token = tokens.next();
        Cookie cookie = new Cookie(CsrfTokens.NAME, token);
        // The path of Openfire's own cookie of this name: with another there would be two, and no telling which one is meant.
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        response.addCookie(cookie);
        return token;
    }
}
