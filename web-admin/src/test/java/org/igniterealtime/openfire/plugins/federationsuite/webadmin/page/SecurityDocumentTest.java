package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.Test;

/** What is said about security names classes and tests: that they are there, under these names. */
public class SecurityDocumentTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern NAME = Pattern.compile("`([A-Z][a-z]\\w+)(?:\\.([a-z]\\w+))?`");
    /** The server's, a word of cookies, and the end of names. */
    private static final Set<String> OTHERS = Set.of("AuthCheckFilter", "SameSite", "Secure", "AcceptanceTest");

    @Test
    public void whatHoldsAClaimIsThere() throws IOException {
        Map<String, Path> sources = sources();
        Set<String> missing = new TreeSet<>();
        int tests = 0;
        Matcher name = NAME.matcher(Files.readString(ROOT.resolve("docs").resolve("security.md")));
        while (name.find()) {
            Path source = sources.get(name.group(1));
            if (source == null) {
                missing.add(name.group(1));
            } else if (name.group(2) != null && !Files.readString(source).contains(' ' + name.group(2) + '(')) {
                missing.add(name.group());
            }
            tests += name.group(1).endsWith("Test") ? 1 : 0;
        }
        missing.removeAll(OTHERS);
        assertEquals("not there any more, or under another name", Set.of(), missing);
        assertTrue("a claim without a test is none", tests > 30);
    }

    private static Map<String, Path> sources() throws IOException {
        Map<String, Path> all = new HashMap<>();
        for (String module : List.of("kernel", "server-roster-plugin", "fmuc-plugin", "pep-eventing-plugin", "web-admin",
            "acceptance-tests")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> all.put(file.getFileName().toString().replace(".java", ""), file));
            }
        }
        return all;
    }
}
