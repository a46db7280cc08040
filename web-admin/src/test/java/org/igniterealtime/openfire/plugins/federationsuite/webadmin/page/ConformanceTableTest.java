package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.Test;

/**
 * The table of what we are held to, and of the tests that do it: it is made from the tests, and none of it may be missing.
 * The sources of all modules are read, because the tests of some run after this one.
 */
public class ConformanceTableTest {

    private static final Path ROOT = Path.of("..");
    private static final Path STATEMENTS = ROOT.resolve("docs").resolve("statements.txt");
    private static final Path TABLE = ROOT.resolve("docs").resolve("conformance.md");
    private static final Path MADE = Path.of("target", "conformance.md");
    /** An annotation, and the name of the method or class it stands before. */
    private static final Pattern CONFORMS = Pattern.compile(
        "@Conforms\\((\\{[^}]*}|\"[^\"]*\")\\)(?:\\s+@\\w+(?:\\([^)]*\\))?)*\\s+public (?:final )?(?:void|class) (\\w+)");
    private static final Pattern ANY = Pattern.compile("^\\s*@Conforms\\(", Pattern.MULTILINE);
    private static final Pattern IDENTIFIER = Pattern.compile("\"([^\"]+)\"");

    @Test
    public void everyStatementHasATestAndTheTableSaysWhich() throws IOException {
        Map<String, SortedSet<String>> tests = tests();
        List<String> untested = new ArrayList<>();
        String made = table(tests, untested);
        Files.writeString(MADE, made);
        assertEquals("statements without a test", List.of(), untested);
        assertEquals("identifiers that are no statement", Map.of(), tests);
        assertEquals("docs/conformance.md is not what the tests say; web-admin/target/conformance.md is",
            made, Files.readString(TABLE));
    }

    /** Takes out of the tests what it has put into the table. */
    private static String table(Map<String, SortedSet<String>> tests, List<String> untested) throws IOException {
        StringBuilder table = new StringBuilder("# What FMUC is held to\n\n"
            + "Made from the tests by `ConformanceTableTest`; the statements are in `statements.txt`.\n");
        for (String line : Files.readAllLines(STATEMENTS)) {
            if (line.startsWith("## ")) {
                table.append('\n').append(line).append("\n\n| Statement | Tests |\n|---|---|\n");
            } else if (!line.startsWith("#")) {
                String[] parts = line.split("\t", 2);
                SortedSet<String> found = tests.remove(parts[0]);
                if (found == null) {
                    untested.add(parts[0]);
                } else {
                    table.append("| ").append(parts[0]).append(": ").append(parts[1]).append(" | ")
                        .append(String.join("<br>", found)).append(" |\n");
                }
            }
        }
        return table.toString();
    }

    private static Map<String, SortedSet<String>> tests() throws IOException {
        Map<String, SortedSet<String>> tests = new TreeMap<>();
        Map<Path, Long> unread = new LinkedHashMap<>();
        for (Path source : sources()) {
            String text = Files.readString(source);
            long annotations = ANY.matcher(text).results().count();
            Matcher conforms = CONFORMS.matcher(text);
            while (conforms.find()) {
                annotations--;
                String type = source.getFileName().toString().replace(".java", "");
                String test = conforms.group(2).equals(type) ? type : type + '.' + conforms.group(2);
                IDENTIFIER.matcher(conforms.group(1)).results()
                    .forEach(id -> tests.computeIfAbsent(id.group(1), key -> new TreeSet<>()).add('`' + test + '`'));
            }
            if (annotations != 0) {
                unread.put(source, annotations);
            }
        }
        assertEquals("annotations that were not understood", Map.of(), unread);
        return tests;
    }

    private static List<Path> sources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : List.of("fmuc-plugin", "server-roster-plugin", "pep-eventing-plugin", "acceptance-tests")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src").resolve("test"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
            }
        }
        return all;
    }
}
