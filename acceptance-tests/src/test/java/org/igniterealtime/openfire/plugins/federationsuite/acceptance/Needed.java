package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Programs of others that a test needs. A developer who has not installed them has the test skipped, with its name; the gate
 * of main installs them all and says so in its environment, so there a missing one is a failure.
 */
final class Needed {

    private static final String SKIP_NOTHING = "FEDERATIONSUITE_SKIP_NOTHING";

    private Needed() {
    }

    /**
     * Skips the test, or fails it in the gate, unless a program can be run.
     *
     * @param command the program with arguments with which it ends at once, and well
     */
    static void program(String... command) {
        check(String.join(" ", command) + " can be run", runs(command));
    }

    /**
     * Skips the test, or fails it in the gate, unless something is there.
     *
     * @param what  what is needed
     * @param there whether it is there
     */
    static void check(String what, boolean there) {
        if (System.getenv(SKIP_NOTHING) == null) {
            assumeTrue(what, there);
        } else {
            assertTrue(what, there);
        }
    }

    private static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Runs a program to its end.
     *
     * @param directory where
     * @param command   the program
     * @throws AssertionError if it fails, with what it printed
     */
    static void run(Path directory, String... command) {
        try {
            Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(List.of(command) + " printed " + output, 0, process.waitFor());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
