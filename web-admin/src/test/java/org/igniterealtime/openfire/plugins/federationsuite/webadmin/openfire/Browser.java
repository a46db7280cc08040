package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.servlet.ReadListener;
import javax.servlet.RequestDispatcher;
import javax.servlet.ServletException;
import javax.servlet.ServletInputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;

/** A browser with one session and one cookie, at a servlet without a server around it. */
final class Browser {

    private final HttpServlet servlet;
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, Object> kept = new HashMap<>();
    private final List<String> went = new ArrayList<>();
    private final Map<String, String> headers = new HashMap<>();
    private boolean strange;
    private int ended;
    private final HttpSession session = fake(HttpSession.class, (name, arguments) -> switch (name) {
        case "getAttribute" -> kept.get(arguments[0]);
        case "setAttribute" -> kept.put((String) arguments[0], arguments[1]);
        case "removeAttribute" -> kept.remove(arguments[0]);
        case "hashCode" -> 1;
        case "isNew" -> strange;
        case "invalidate" -> ended++;
        default -> null;
    });
    private final Map<String, String> sends = new HashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private String address = "/";
    private int status = HttpServletResponse.SC_OK;
    private Cookie cookie;

    Browser(HttpServlet servlet) {
        this.servlet = servlet;
    }

    void get(Map<String, String> parameters) throws ServletException, IOException {
        send("GET", lists(parameters), null, "");
    }

    void post(Map<String, String> parameters) throws ServletException, IOException {
        send("POST", lists(parameters), null, "");
    }

    /** Posts a form in which a field can have several values. */
    void postAll(Map<String, List<String>> parameters) throws ServletException, IOException {
        send("POST", parameters, null, "");
    }

    void postBody(String contentType, String body) throws ServletException, IOException {
        send("POST", Map.of(), contentType, body);
    }

    /** Asks with a method of one's own. */
    void request(String method, Map<String, String> parameters) throws ServletException, IOException {
        send(method, lists(parameters), null, "");
    }

    /** Which address it asks for, and what header it sends, from now on. */
    void at(String uri, String header, String value) {
        address = uri;
        sends.put(header, value);
    }

    /** Whether the server has made the session for this very request, from now on. */
    void strange(boolean is) {
        strange = is;
    }

    /** How often a session was ended. */
    int ended() {
        return ended;
    }

    /** The status of the last answer that set one. */
    int status() {
        return status;
    }

    /** What the last answer has in it, where it is no page. */
    String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    /** Where the servlet sent the browser to, in order. */
    List<String> went() {
        return went;
    }

    /** The last model. */
    Map<?, ?> model() {
        return (Map<?, ?>) attributes.get(PageServlet.MODEL);
    }

    /** What the session holds. */
    Map<String, Object> session() {
        return kept;
    }

    /** The headers of all answers. */
    Map<String, String> headers() {
        return headers;
    }

    Cookie cookie() {
        return cookie;
    }

    void cookie(String value) {
        cookie = new Cookie("csrf", value);
    }

    @SuppressWarnings("AssignmentExpression") // A switch that answers what the method is, and does it.
    private void send(String method, Map<String, List<String>> parameters, String type, String body)
            throws ServletException, IOException {
        this.body.reset();
        status = HttpServletResponse.SC_OK;
        HttpServletRequest request = fake(HttpServletRequest.class, (name, arguments) -> switch (name) {
            case "getMethod" -> method;
            case "getRequestURI" -> address;
            case "getHeader" -> sends.get(arguments[0]);
            case "getParameter" -> parameters.getOrDefault(arguments[0], List.of()).stream().findFirst().orElse(null);
            case "getParameterMap" -> parameters.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toArray(String[]::new)));
            case "getCookies" -> cookie == null ? null : new Cookie[] {cookie};
            case "getSession" -> session;
            case "getContentType" -> type;
            case "getInputStream" -> stream(body);
            case "getRemoteAddr" -> "127.0.0.1";
            case "isSecure" -> true;
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            case "getRequestDispatcher" -> fake(RequestDispatcher.class, (call, ignored) -> went.add(call + ' ' + arguments[0]));
            default -> null;
        });
        HttpServletResponse response = fake(HttpServletResponse.class, (name, arguments) -> switch (name) {
            case "addCookie" -> cookie = (Cookie) arguments[0];
            case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
            case "sendRedirect" -> went.add("redirect " + arguments[0]);
            case "setStatus", "sendError" -> status = (int) arguments[0];
            case "setContentType" -> headers.put("Content-Type", (String) arguments[0]);
            case "getOutputStream" -> written(this.body);
            default -> null;
        });
        servlet.service(request, response);
    }

    private static Map<String, List<String>> lists(Map<String, String> parameters) {
        return parameters.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
    }

    private static ServletInputStream stream(String body) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        return new ServletInputStream() {
            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public int read(byte[] into, int from, int length) {
                return bytes.read(into, from, length);
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static ServletOutputStream written(ByteArrayOutputStream bytes) {
        return new ServletOutputStream() {
            @Override
            public void write(int octet) {
                bytes.write(octet);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        };
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
