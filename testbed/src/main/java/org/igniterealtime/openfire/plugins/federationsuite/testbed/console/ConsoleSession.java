package org.igniterealtime.openfire.plugins.federationsuite.testbed.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;

/**
 * A browser without eyes: talks to a server's admin console, keeps its cookies, and follows no redirects. Thread-safe.
 */
public final class ConsoleSession {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final URI root;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER).cookieHandler(cookies).build();

    /**
     * Opens the console, without logging in.
     *
     * @param server a running server
     */
    public ConsoleSession(Server server) {
        root = URI.create("http://" + server.host() + ":" + server.consolePort() + "/");
    }

    /**
     * Opens the console, without logging in.
     *
     * @param port its port on this machine
     */
    public ConsoleSession(int port) {
        root = URI.create("http://127.0.0.1:" + port + "/");
    }

    /**
     * An answer of the console.
     *
     * @param status the HTTP status
     * @param location where it redirects to, empty if it does not
     * @param body the page
     * @param headers the headers, as {@code Name: value} lines
     */
    public record Answer(int status, String location, String body, String headers) {
    }

    /**
     * Logs in as the login form does.
     *
     * @param user an administrator's name
     * @param password the password
     * @return the answer: a redirect if it worked, the form again if not
     */
    public Answer login(String user, String password) {
        get("login.jsp");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("login", "true");
        form.put("url", "/index.jsp");
        form.put("csrf", cookie("csrf"));
        form.put("username", user);
        form.put("password", password);
        return post("login.jsp", form);
    }

    /**
     * Gets a page.
     *
     * @param path without the leading slash, with its query
     * @return the answer
     */
    public Answer get(String path) {
        return send(HttpRequest.newBuilder(root.resolve(path)).GET());
    }

    /**
     * Gets something with a header of one's own, as a program does.
     *
     * @param path without the leading slash, with its query
     * @param header the header's name
     * @param value its value
     * @return the answer
     */
    public Answer get(String path, String header, String value) {
        return send(HttpRequest.newBuilder(root.resolve(path)).header(header, value).GET());
    }

    /**
     * Posts a form.
     *
     * @param path without the leading slash
     * @param fields the form's fields
     * @return the answer
     */
    public Answer post(String path, Map<String, String> fields) {
        return post(path, List.copyOf(fields.entrySet()));
    }

    /**
     * Posts a form in which a field can have several values, as check boxes have.
     *
     * @param path without the leading slash
     * @param fields the form's fields, in order
     * @return the answer
     */
    public Answer post(String path, List<Map.Entry<String, String>> fields) {
        String form = fields.stream().map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(root.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /**
     * Posts a form with a file.
     *
     * @param path without the leading slash
     * @param fields the form's other fields
     * @param field the name of the file's field
     * @param file the file's text
     * @return the answer
     */
    public Answer upload(String path, Map<String, String> fields, String field, String file) {
        String boundary = "----------" + UUID.randomUUID();
        StringBuilder form = new StringBuilder();
        fields.forEach((name, value) -> form.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"")
            .append(name).append("\"\r\n\r\n").append(value).append("\r\n"));
        form.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"").append(field)
            .append("\"; filename=\"file.csv\"\r\nContent-Type: text/csv\r\n\r\n").append(file).append("\r\n--")
            .append(boundary).append("--\r\n");
        return send(HttpRequest.newBuilder(root.resolve(path)).header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(HttpRequest.BodyPublishers.ofString(form.toString())));
    }

    /**
     * A cookie's value.
     *
     * @param name its name
     * @return the value, empty if there is no such cookie
     */
    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals(name))
            .map(HttpCookie::getValue).findFirst().orElse("");
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.timeout(TIMEOUT).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            String headers = answer.headers().map().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> header.getKey() + ": " + value))
                .collect(Collectors.joining("\n"));
            return new Answer(answer.statusCode(), answer.headers().firstValue("location").orElse(""), answer.body(), headers);
        } catch (IOException e) {
            throw new IllegalStateException("The console does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the console was asked", e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
