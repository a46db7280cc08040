package org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * HTTP to operations and back: {@code POST /OPERATION} with form arguments. Status 200 and the answer, 500 and the
 * stack trace, 403 without the token, 404 for an operation that does not exist. Used by one thread.
 */
final class ControlHandler implements HttpHandler {

    private final String token;
    private final Map<String, Operation> operations;

    ControlHandler(String token, Map<String, Operation> operations) {
        this.token = token;
        this.operations = operations;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> arguments = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Operation operation = operations.get(exchange.getRequestURI().getPath().substring(1));
            if (!token.equals(arguments.get("token"))) {
                answer(exchange, 403, "Wrong token");
            } else if (operation == null) {
                answer(exchange, 404, "No such operation");
            } else {
                run(exchange, operation, arguments);
            }
        }
    }

    private static void run(HttpExchange exchange, Operation operation, Map<String, String> arguments) throws IOException {
        String answer;
        try {
            answer = operation.apply(arguments);
        } catch (Exception | LinkageError e) {
            answer(exchange, 500, trace(e));
            return;
        }
        answer(exchange, 200, answer);
    }

    private static String trace(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
            for (StackTraceElement frame : cause.getStackTrace()) {
                text.append("    at ").append(frame).append('\n');
            }
        }
        return text.toString();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                arguments.put(URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return arguments;
    }
}
