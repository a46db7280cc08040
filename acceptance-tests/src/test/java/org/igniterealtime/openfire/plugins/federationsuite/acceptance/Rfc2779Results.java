package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came of the tests of RFC 2779, as far as they have run, and the table of it. Kept in files, because tests know nothing
 * of each other.
 */
final class Rfc2779Results {

    /** {@code r2_1_1_whatItIsAbout[Openfire 4.2.0]} */
    private static final Pattern TEST = Pattern.compile("r(\\d+)_(\\d+)_(\\d+)_(\\w+)\\[.*");

    private final Path directory = Path.of("target", "rfc2779");
    private final Path run = Path.of("target", "rfc2779.run");

    /**
     * A requirement.
     *
     * @param number    its number
     * @param text      in short
     * @param unchecked why it cannot be checked; empty if it can
     */
    private record Requirement(String number, String text, String unchecked) {
    }

    /** Forgets what earlier runs have left; not what this one has, where the tests that failed are tried again. */
    void begin() {
        ProcessHandle process = ProcessHandle.current();
        String now = process.pid() + " " + process.info().startInstant().map(Object::toString).orElse("");
        try {
            Files.createDirectories(directory);
            if (Files.exists(run) && Files.readString(run).equals(now)) {
                return;
            }
            Files.writeString(run, now);
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Notes a result.
     *
     * @param type   the class of the test
     * @param test   its name, which begins with the requirement's number
     * @param kind   the version of the servers
     * @param passed whether it holds
     */
    void note(String type, String test, String kind, boolean passed) {
        Matcher name = TEST.matcher(test);
        if (!name.matches()) {
            throw new IllegalArgumentException(test + " does not say which requirement it is about");
        }
        String number = name.group(1) + '.' + name.group(2) + '.' + name.group(3);
        String method = test.substring(0, test.indexOf('['));
        try {
            Files.createDirectories(directory);
            // The last word counts: a test that fails is tried again.
            Files.writeString(directory.resolve(number + " " + kind), type + '.' + method + '\t' + passed,
                StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The table: what is wanted, which test looks at it, what came of it on every version that was there. */
    String table() {
        Map<String, List<String>> results = read();
        StringBuilder table = new StringBuilder("# RFC 2779, requirement by requirement\n\n"
            + "Made by `Rfc2779AcceptanceTest` from its run, on Openfire 4.2.0 and, where it is installed, on a newer one, with"
            + " all three plugins.\n\n| Requirement | Test | Result |\n|---|---|---|\n");
        for (Requirement requirement : requirements()) {
            table.append("| ").append(requirement.number()).append(' ').append(requirement.text()).append(" | ");
            List<String> found = results.remove(requirement.number());
            if (!requirement.unchecked().isEmpty()) {
                table.append("| not checked: ").append(requirement.unchecked()).append(" |\n");
            } else if (found == null) {
                table.append("| **no test** |\n");
            } else {
                boolean holds = found.stream().allMatch(one -> one.endsWith("\ttrue"));
                table.append('`').append(found.get(0).replaceAll("\t.*", "")).append("` | ")
                    .append(holds ? "holds" : "**does not hold**").append(" |\n");
            }
        }
        results.forEach((number, found) -> table.append("| ").append(number).append(" | ").append(found)
            .append(" | **no such requirement** |\n"));
        return table.toString();
    }

    private Map<String, List<String>> read() {
        Map<String, List<String>> results = new TreeMap<>();
        try (var files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                results.computeIfAbsent(file.getFileName().toString().replaceAll(" .*", ""), key -> new ArrayList<>())
                    .add(Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return results;
    }

    private static List<Requirement> requirements() {
        try (InputStream in = Rfc2779Results.class.getResourceAsStream("rfc2779-requirements.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(parts -> new Requirement(parts[0], parts[1], parts.length > 2 ? parts[2] : "")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
