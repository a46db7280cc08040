package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Programs of others that a test needs. A developer who has not installed them has the test skipped, with its name; the gate
 * of main installs them all, and sets {@code CI}, so there a missing one is a failure.
 */
final class Needed {

    private Needed() {
    }

    /**
     * Skips the test, or fails it in the gate, unless a program can be run.
     *
     * @param command the program with arguments with which it ends at once, and well
     */
    static void program(String... command) {
        boolean there = runs(command);
        if (System.getenv("CI") == null) {
            assumeTrue(String.join(" ", command) + " cannot be run", there);
        } else {
            assertEquals(String.join(" ", command) + " can be run", true, there);
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
