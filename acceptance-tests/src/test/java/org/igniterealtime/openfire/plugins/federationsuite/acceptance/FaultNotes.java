package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;

/**
 * What could be seen of a fault by those who run the servers: what the suite wrote into their logs since it began, and what the
 * page of mirrors showed. Left in {@code target} for docs/faults.md.
 */
final class FaultNotes {

    private static final String PAGE = "federationsuite-mirrors.jsp";
    private static final Pattern LINE = Pattern.compile("(?m)^\\S+ (INFO|WARN|ERROR) +\\[[^\\n]*?] "
        + "org\\.igniterealtime\\.openfire\\.plugins\\.federationsuite\\.(?!webadmin\\.openfire\\.SelfCheckLog)\\S+ - (.*)$");
    /** What is written at once: a line that begins with the time, and a stack trace perhaps. */
    private static final Pattern RECORDS = Pattern.compile("(?m)^(?=\\d\\d:\\d\\d:\\d\\d)");
    private static final Pattern TRACE = Pattern.compile("(?m)^\\s+at ");
    private static final String OURS = "] org.igniterealtime.openfire.plugins.federationsuite.";

    private final String fault;
    private final Map<Server, Integer> begun = new LinkedHashMap<>();
    private final Map<Server, List<String>> shown = new LinkedHashMap<>();
    private final Map<Server, RosterPages> loggedIn = new HashMap<>();

    /**
     * A fault is about to happen.
     *
     * @param fault   what it is
     * @param servers those of the administrators
     */
    FaultNotes(String fault, Server... servers) {
        this.fault = fault;
        for (Server server : servers) {
            begun.put(server, server.log().text().length());
            shown.put(server, new ArrayList<>());
        }
    }

    /** Logs in to the console of a server that is not restarted: from 5.x on nobody can while it cannot write to its database. */
    void logsIn(Server server) {
        loggedIn.put(server, new RosterPages(server));
    }

    /** Waits until the page of mirrors has a state for the room of the tests. */
    void shows(Server server, String state) {
        // Those of before a restart are of no use after it.
        RosterPages pages = Optional.ofNullable(loggedIn.get(server)).orElseGet(() -> new RosterPages(server));
        pages.await(PAGE, "Through mirrors: \\d+ " + Pattern.quote(state) + ' ');
        shown.get(server).add(state);
    }

    /** Waits until the log has a line of the suite's that contains something. */
    void logs(Server server, String text) {
        Waiting.until(server.domain() + " to write: " + text, Waiting.PATIENCE,
            () -> lines(server).stream().anyMatch(line -> line.contains(text)), () -> lines(server).toString());
    }

    /** Asserts that there is nothing in the log that looks as if something were wrong. */
    void complainsOfNothing(Server server) {
        assertEquals(List.of(), lines(server).stream().filter(line -> !line.startsWith("INFO")).toList());
    }

    /** What the suite wrote into a server's log since the fault began, each line once. */
    private Set<String> lines(Server server) {
        Set<String> lines = new LinkedHashSet<>();
        Matcher matcher = LINE.matcher(since(server));
        while (matcher.find()) {
            lines.add(matcher.group(1) + ' ' + matcher.group(2));
        }
        return lines;
    }

    private String since(Server server) {
        return server.log().text().substring(begun.get(server));
    }

    /** It is over: there is no stack trace of the suite's in any log, and the notes are kept. */
    void end() {
        List<String> notes = new ArrayList<>(List.of("### " + fault, ""));
        begun.keySet().forEach(server -> {
            assertEquals("of " + server.domain(), List.of(), traces(server).filter(record -> firstLine(record).contains(OURS))
                .toList());
            notes.add("- " + server.domain() + ", page of mirrors: " + (shown.get(server).isEmpty() ? "not looked at"
                : String.join(", then ", shown.get(server))));
            notes.add("- " + server.domain() + ", log:" + (lines(server).isEmpty() ? " nothing" : ""));
            lines(server).forEach(line -> notes.add("  - `" + line + '`'));
            long traces = traces(server).count();
            if (traces > 0) {
                notes.add("  - and " + traces + " stack traces by the server: "
                    + traces(server).map(FaultNotes::logger).distinct().sorted().collect(Collectors.joining(", ")));
            }
        });
        notes.add("");
        try {
            Path folder = Path.of(System.getProperty("nightly.results"), "faults-" + version());
            Files.createDirectories(folder);
            Files.write(folder.resolve(fault.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-") + ".md"), notes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<String> traces(Server server) {
        return RECORDS.splitAsStream(since(server)).filter(record -> TRACE.matcher(record).find());
    }

    private static String firstLine(String record) {
        return record.lines().findFirst().orElse("");
    }

    private static String logger(String record) {
        return firstLine(record).replaceFirst("^.*?] (\\S+) - .*$", "$1");
    }

    private String version() {
        return begun.keySet().iterator().next().kind().name().replaceAll("[^0-9.]", "");
    }
}
