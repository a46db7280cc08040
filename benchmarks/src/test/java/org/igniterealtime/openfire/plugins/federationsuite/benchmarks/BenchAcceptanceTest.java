package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The command, with the tiniest parameters. That numbers are right is a matter of unit tests; whether they are good is none
 * of tests at all.
 */
public class BenchAcceptanceTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void aFigureIsMeasuredPrintedAndKept() throws Exception {
        Path file = folder.getRoot().toPath().resolve("measurements.md");
        StringWriter text = new StringWriter();
        int status = BenchMain.run(new PrintWriter(text), "--tiny", "--output", file.toString(), "s2s-bytes-1");
        assertEquals(text.toString(), BenchMain.MEASURED, status);
        List<String> rows = text.toString().lines().filter(line -> !line.startsWith("#")).toList();
        assertEquals("name | ours | baseline | ratio | unit", rows.get(0));
        String said = rows.stream().filter(row -> row.startsWith("s2s-bytes-1-message-down |")).findFirst().orElseThrow();
        assertTrue(said, said.matches("s2s-bytes-1-message-down \\| [0-9]{3} \\| [0-9]{3} \\| [01]\\.[0-9]{2} \\| bytes.*"));
        String kept = Files.readString(file);
        assertTrue(kept, kept.contains("## s2s-bytes-1, Openfire 4.2.0") && kept.contains("| s2s-bytes-1-message-down |"));
        assertTrue("the stanzas are shown side by side: " + text, text.toString().contains("# message-down, plain: <message"));
    }

    /** They need more than the others, a database and a plugin, and have another way through a room. */
    @Test
    public void theFiguresOfClustersAreMeasured() {
        StringWriter text = new StringWriter();
        int status = BenchMain.run(new PrintWriter(text), "--tiny", "cluster-*");
        assertEquals(text.toString(), BenchMain.MEASURED, status);
        for (String name : List.of("cluster-rate-1-down", "cluster-rate-3-up", "cluster-rate-2-replication",
            "cluster-takeover")) {
            assertTrue(text.toString(), text.toString().lines()
                .anyMatch(line -> line.matches(name + " \\| [0-9.]+ \\| [0-9.]+ \\| [0-9.]+ \\|.*")));
        }
    }

    @Test
    public void aWrongNameIsToldAndNothingIsMeasured() {
        StringWriter text = new StringWriter();
        assertEquals(BenchMain.USAGE, BenchMain.run(new PrintWriter(text), "s2s-byte"));
        assertTrue(text.toString(), text.toString().startsWith("There is no figure s2s-byte; there are s2s-bytes-1,"));
        assertTrue(text.toString(), text.toString().contains("Usage: ./bench"));
        assertTrue(text.toString(), text.toString().lines().noneMatch(line -> line.startsWith("#")));
    }

    @Test
    public void theScriptRefusesAWrongOptionBeforeItBuilds() throws Exception {
        Process script = new ProcessBuilder(Path.of(System.getProperty(BenchMain.ROOT), "bench").toString(), "--fast")
            .redirectErrorStream(true).start();
        String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(output, BenchMain.USAGE, script.waitFor());
        assertTrue(output, output.startsWith("There is no option --fast.") && !output.contains("Building"));
    }
}
