package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Test;

/** What a command line means. */
public class DemoOptionsTest {

    @Test
    public void nothingMeansTwentyUsersWithoutTlsAndAnEnd() throws UsageException {
        assertEquals(new DemoOptions(20, false, false, Optional.empty(), false, false), DemoOptions.parse());
    }

    @Test
    public void allOptionsInAnyOrder() throws UsageException {
        assertEquals(new DemoOptions(50, true, true, Optional.of(Path.of("some dir")), false, false),
            DemoOptions.parse("--keep", "--openfire", "some dir", "--users", "50", "--tls"));
    }

    @Test
    public void helpIsUnderstoodWithOthers() throws UsageException {
        assertTrue(DemoOptions.parse("--users", "1", "--help").help());
        assertFalse(DemoOptions.parse("--users", "1").help());
    }

    @Test
    public void anUnknownWordIsRefusedByName() {
        refused("There is no option --user", "--user", "3");
        refused("There is no option 3", "3");
    }

    @Test
    public void aValueMayNotBeMissing() {
        refused("The option --users needs a value", "--keep", "--users");
        refused("The option --openfire needs a value", "--openfire", "");
    }

    @Test
    public void usersAreANumberWithinBounds() {
        for (String value : new String[] {"0", "51", "-1", "+1", "1e1", "twenty", "99999999999", " 3"}) {
            refused("--users takes a number from 1 to 50, not " + value, "--users", value);
        }
    }

    @Test
    public void tlsNeedsANewerServer() {
        refused("--tls needs --openfire: two servers of version 4.2.0 get no TLS to work with each other on Java 17",
            "--tls");
    }

    @Test
    public void aClusterGoesWithUsersAlone() throws UsageException {
        assertEquals(new DemoOptions(4, false, false, Optional.empty(), true, false),
            DemoOptions.parse("--cluster", "--users", "4"));
        for (String[] others : new String[][] {{"--keep"}, {"--openfire", "dir"}, {"--openfire", "dir", "--tls"}}) {
            String[] all = Stream.concat(Stream.of("--cluster"), Stream.of(others)).toArray(String[]::new);
            assertTrue(assertThrows(UsageException.class, () -> DemoOptions.parse(all)).getMessage()
                .startsWith("--cluster goes with --users and nothing else"));
        }
        refused("--cluster takes at least 2 users, one for each node", "--cluster", "--users", "1");
    }

    private static void refused(String message, String... arguments) {
        assertEquals(message, assertThrows(UsageException.class, () -> DemoOptions.parse(arguments)).getMessage());
    }

    @Test
    public void aWrongCommandLineShowsTheUsageAndNothingStarts() {
        StringWriter text = new StringWriter();
        assertEquals(DemoMain.USAGE, DemoMain.run(new PrintWriter(text), InputStream.nullInputStream(), "--nonsense"));
        assertTrue(text.toString(), text.toString().startsWith("There is no option --nonsense."));
        assertTrue(text.toString(), text.toString().contains("Usage: ./demo"));
    }

    @Test
    public void helpNamesEveryOption() {
        StringWriter text = new StringWriter();
        assertEquals(DemoMain.RECEIVED, DemoMain.run(new PrintWriter(text), InputStream.nullInputStream(), "--help"));
        for (String option : new String[] {"--users", "--keep", "--tls", "--openfire", "--cluster", "--help"}) {
            assertTrue(option, text.toString().contains("  " + option));
        }
    }
}
