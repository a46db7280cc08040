package org.igniterealtime.openfire.plugins.federationsuite.testbed.control;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin.ControlPlugin;

/**
 * Calls operations of the plugin in one server. Thread-safe.
 */
final class ControlPort {

    /** Unloading a plugin whose files cannot be deleted keeps 4.2.0 busy for 42 s. */
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final Path home;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ControlPort(Path home) {
        this.home = home;
    }

    /** Whether the server has opened its port since it was started. */
    boolean open() {
        return Files.exists(home.resolve(ControlPlugin.PORT_FILE));
    }

    List<String> lines(String operation, String... arguments) {
        return call(operation, arguments).lines().collect(Collectors.toList());
    }

    /**
     * Calls an operation.
     *
     * @param operation its name
     * @param arguments name, value, name, value
     * @return the answer
     * @throws ControlException if the operation failed, or the server is not there
     */
    String call(String operation, String... arguments) {
        try {
            StringBuilder form = new StringBuilder("token=").append(read(ControlPlugin.TOKEN_FILE));
            for (int i = 0; i < arguments.length; i += 2) {
                form.append('&').append(encode(arguments[i])).append('=').append(encode(arguments[i + 1]));
            }
            URI uri = URI.create("http://127.0.0.1:" + read(ControlPlugin.PORT_FILE) + "/" + operation);
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofString(form.toString())).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() != 200) {
                throw new ControlException(operation + " failed in the server: " + answer.body(), null);
            }
            return answer.body();
        } catch (IOException e) {
            throw new ControlException("The server cannot be asked for " + operation, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlException("Interrupted while asking for " + operation, e);
        }
    }

    private String read(String file) throws IOException {
        return Files.readString(home.resolve(file)).trim();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
