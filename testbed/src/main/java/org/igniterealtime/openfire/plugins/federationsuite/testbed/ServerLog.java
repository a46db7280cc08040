package org.igniterealtime.openfire.plugins.federationsuite.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a server wrote to its output, over all its starts. Thread-safe.
 *
 * @param file where it goes
 */
public record ServerLog(Path file) {

    /**
     * Everything so far.
     *
     * @return the text, empty if the server was never started
     */
    public String text() {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /**
     * The end of the log.
     *
     * @param lines how many lines at most
     * @return the last lines
     */
    public String tail(int lines) {
        List<String> all = text().lines().collect(Collectors.toList());
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    /**
     * Whether something was logged.
     *
     * @param regex looked for anywhere in the text
     * @return true if it is there
     */
    public boolean contains(String regex) {
        return Pattern.compile(regex).matcher(text()).find();
    }

    /**
     * Waits until something is logged, at most {@link Waiting#PATIENCE}.
     *
     * @param regex looked for anywhere in the text
     * @throws AssertionError if it does not come, with the end of the log
     */
    public void await(String regex) {
        Waiting.until("the log to say " + regex, Waiting.PATIENCE, () -> contains(regex), () -> tail(60));
    }
}
