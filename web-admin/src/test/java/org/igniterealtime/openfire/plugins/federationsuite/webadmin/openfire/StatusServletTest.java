package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.servlet.RequestDispatcher;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.junit.Test;

/** The page's controller while no suite runs: its cookie, its redirects, and that it copes. */
public class StatusServletTest {

    private final StatusServlet servlet = new StatusServlet();
    private final Map<String, String> parameters = new HashMap<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private final List<Cookie> sent = new ArrayList<>();
    private final List<String> went = new ArrayList<>();
    private Cookie[] cookies;
    private String method = "GET";

    @Test
    public void showsThatTheSuiteDoesNotRun() throws Exception {
        servlet.service(request(), response());

        assertEquals(List.of("forward federationsuite-status-view.jsp"), went);
        assertEquals(false, model().get("running"));
    }

    @Test
    public void theFormsTokenIsInACookieThatNoScriptCanRead() throws Exception {
        servlet.service(request(), response());

        Cookie cookie = sent.get(0);
        assertEquals("csrf", cookie.getName());
        assertEquals(model().get("csrf"), cookie.getValue());
        assertTrue(cookie.isHttpOnly());
        assertTrue(cookie.getSecure());
        assertEquals("/", cookie.getPath());
    }

    @Test
    public void aFormFromElsewhereChangesNothing() throws Exception {
        method = "POST";
        parameters.putAll(Map.of("action", "check", "csrf", "guessed"));

        servlet.service(request(), response());
        cookies = new Cookie[] {new Cookie("csrf", "another")};
        servlet.service(request(), response());

        String refused = "redirect federationsuite-status.jsp?message=form-too-old";
        assertEquals(List.of(refused, refused), went);
    }

    @Test
    public void aTokenIsRenewedAfterUse() throws Exception {
        method = "POST";
        parameters.putAll(Map.of("action", "check", "csrf", "token"));
        cookies = new Cookie[] {new Cookie("csrf", "token")};

        servlet.service(request(), response());

        assertEquals(List.of("redirect federationsuite-status.jsp?message=not-running"), went);
        assertNotEquals("token", sent.get(0).getValue());
    }

    @Test
    public void showsOnlyMessagesOfItsOwn() throws Exception {
        parameters.put("message", "<script>");
        servlet.service(request(), response());
        assertEquals(null, model().get("message"));

        parameters.put("message", "switched-on");
        servlet.service(request(), response());
        assertEquals("switched-on", model().get("message"));
        assertEquals("success", model().get("messageKind"));
    }

    private Map<?, ?> model() {
        return (Map<?, ?>) attributes.get("suite");
    }

    private HttpServletRequest request() {
        return fake(HttpServletRequest.class, (name, arguments) -> switch (name) {
            case "getMethod" -> method;
            case "getParameter" -> parameters.get(arguments[0]);
            case "getCookies" -> cookies;
            case "isSecure" -> true;
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            case "getRequestDispatcher" -> fake(RequestDispatcher.class, (call, ignored) -> went.add(call + ' ' + arguments[0]));
            default -> null;
        });
    }

    private HttpServletResponse response() {
        return fake(HttpServletResponse.class, (name, arguments) -> switch (name) {
            case "addCookie" -> sent.add((Cookie) arguments[0]);
            case "sendRedirect" -> went.add("redirect " + arguments[0]);
            default -> null;
        });
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
            (proxy, called, arguments) -> {
                Object result = answer.to(called.getName(), arguments);
                return called.getReturnType() == void.class ? null : result;
            }));
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }
}
