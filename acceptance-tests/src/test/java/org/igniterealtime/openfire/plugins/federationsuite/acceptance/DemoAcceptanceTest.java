package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.console.ConsoleSession;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.demo.DemoMain;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;
import org.junit.Test;

/**
 * The demo, with few users. That it finds what is lost is a matter of its unit tests.
 */
public class DemoAcceptanceTest {

    private static final Pattern RESULT =
        Pattern.compile("result: plain_bytes=([0-9]+) mirrored_bytes=([0-9]+) ratio=([0-9]+\\.[0-9])");
    private static final Pattern CONSOLE =
        Pattern.compile("http://127\\.0\\.0\\.1:([0-9]+)/(\\S+) \\(user (\\S+), password (\\S+)\\)");
    private static final Pattern OF_A_CLUSTER = Pattern.compile("result: nodes=2 messages=([0-9]+) crossed=([0-9]+)"
        + " parted=([0-9]+) lost=0 doubled=0 gap_ms=([0-9]+)");
    private static final int USERS = 5;

    @Test
    public void messagesToFiveUsersCrossTheLinkOnceOnTheOldestServers() {
        saves();
    }

    @Test
    public void messagesToFiveUsersCrossTheLinkOnceWithTls() {
        String home = System.getProperty(ServerKind.INSTALLED, "");
        assumeTrue("Skipped: give an installed Openfire with -D" + ServerKind.INSTALLED + "=DIR", !home.isBlank());
        assertTrue(saves("--tls", "--openfire", home).contains("with TLS"));
    }

    private static String saves(String... options) {
        StringWriter text = new StringWriter();
        String[] all = Stream.concat(Stream.of("--users", String.valueOf(USERS)), Stream.of(options)).toArray(String[]::new);
        int status = DemoMain.run(new PrintWriter(text), InputStream.nullInputStream(), all);
        assertEquals(text.toString(), DemoMain.RECEIVED, status);
        List<String> lines = text.toString().lines().collect(Collectors.toList());
        Matcher result = RESULT.matcher(lines.get(lines.size() - 1));
        assertTrue(text.toString(), result.matches());
        double ratio = Double.parseDouble(result.group(3));
        assertEquals(Double.parseDouble(result.group(1)) / Double.parseDouble(result.group(2)), ratio, 0.051);
        assertTrue(text.toString(), ratio >= 3.5);
        assertTrue("and so it is in transparent mode", text.toString().contains("In transparent mode all joined balcony-3@")
            && Double.parseDouble(text.toString().replaceAll("(?s).*had been [0-9,]+: ratio ([0-9.]+)\\.\\R.*", "$1")) >= 2);
        assertTrue("both sides are heard", text.toString().contains("  <Juliet> ") && text.toString().contains("  <Romeo> "));
        String afterTheCut = text.toString().replaceAll("(?s).*where the link was cut\\R(.*?)\\R\\R.*", "$1");
        assertTrue("told of the cut, then what was missed, then of its end: " + text, afterTheCut.matches(
            "(?s).*<Romeo> .*\\*\\* The connection to .* is lost\\..*<Juliet> .*\\*\\* The connection to .* is back\\..*"));
        return text.toString();
    }

    @Test
    public void aConversationOfAClusterGoesOnWhenTheNodeIsKilledThatKeepsTheRoom() {
        StringWriter text = new StringWriter();
        int status = DemoMain.run(new PrintWriter(text), InputStream.nullInputStream(), "--cluster", "--users", "4");
        assertEquals(text.toString(), DemoMain.RECEIVED, status);
        List<String> lines = text.toString().lines().collect(Collectors.toList());
        Matcher result = OF_A_CLUSTER.matcher(lines.get(lines.size() - 1));
        assertTrue(text.toString(), result.matches());
        // The self-check may look round just then; the demo says what it has counted with the messages.
        long others = lines.stream().filter(line -> line.startsWith("Note: Counted with the messages, but not one of them: ")
            && line.contains(" to=\"mirror.montague.lit\"")).count();
        assertEquals("one copy of each for both nodes: " + text, Long.parseLong(result.group(1)),
            Long.parseLong(result.group(2)) - others);
        assertTrue("it tells what happens: " + text, text.toString().contains("kill -9 for the node that keeps the room"));
    }

    @Test
    public void keptServersAreThereUntilTheInputEnds() throws Exception {
        StringWriter text = new StringWriter();
        CompletableFuture<Integer> status = new CompletableFuture<>();
        try (PipedOutputStream keyboard = new PipedOutputStream()) {
            PipedInputStream in = new PipedInputStream(keyboard);
            new Thread(() -> status.complete(DemoMain.run(new PrintWriter(text), in, "--users", "1", "--keep")),
                "kept demo").start();
            Waiting.until("the result", Waiting.PATIENCE.multipliedBy(2),
                () -> status.isDone() || text.toString().contains("result: "), text::toString);
            assertTrue("it waits: " + text, !status.isDone());
            List<String> lines = text.toString().lines().collect(Collectors.toList());
            assertTrue(text.toString(), RESULT.matcher(lines.get(lines.size() - 1)).matches());
            assertTrue(text.toString(), text.toString().contains("balcony\\40conference.capulet.lit@mirror.montague.lit"));
            consolesShowTheDemo(text.toString());
        }
        assertEquals(text.toString(), Integer.valueOf(DemoMain.RECEIVED), status.get(60, TimeUnit.SECONDS));
    }

    /** With the addresses and logins as they are printed. */
    private static void consolesShowTheDemo(String text) {
        List<MatchResult> consoles = CONSOLE.matcher(text).results().toList();
        assertEquals(text, 2, consoles.size());
        for (MatchResult console : consoles) {
            ConsoleSession session = new ConsoleSession(Integer.parseInt(console.group(1)));
            assertEquals(302, session.login(console.group(3), console.group(4)).status());
            String page = session.get(console.group(2)).body();
            assertTrue(page, page.matches("(?s).*domain=(capulet|montague)\\.lit.*>Connected( from (t)?here only)?<.*"));
            assertTrue(page, page.matches("(?s).*<th scope=\"row\">Today</th>\\s*<td[^>]*>[1-9][0-9.]* kB</td>.*"));
        }
    }
}
