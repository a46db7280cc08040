package org.igniterealtime.openfire.plugins.federationsuite.databases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A database server's process. A second one, a shell, reads a pipe from this Java process and ends the database with a
 * signal when the pipe does: on {@link #close()}, and just the same when this process is killed, which no shutdown hook
 * survives. Thread-safe.
 */
final class NativeProcess implements AutoCloseable {

    private static final long PATIENCE = 20;

    private final Process process;
    private final Process guard;
    private final Path log;

    private NativeProcess(Process process, Process guard, Path log) {
        this.process = process;
        this.guard = guard;
        this.log = log;
    }

    /** Starts a server; the signal must be one that ends it at once. */
    static NativeProcess start(List<String> command, Path folder, Path log, String signal) throws IOException {
        Process process = builder(command, folder, log).start();
        Process guard = new ProcessBuilder("sh", "-c", "cat > /dev/null; kill -" + signal + " " + process.pid())
            .redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start();
        return new NativeProcess(process, guard, log);
    }

    /** Runs a program to its end. */
    static void run(List<String> command, Path folder, Path log) throws IOException {
        Process process = builder(command, folder, log).start();
        process.getOutputStream().close();
        if (!ended(process) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command.get(0) + " failed: " + Files.readString(log));
        }
    }

    private static ProcessBuilder builder(List<String> command, Path folder, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
            .redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        // A developer's settings for the same programs, as PGDATA or PGPORT.
        builder.environment().keySet().removeIf(name -> name.matches("(PG|MYSQL|MARIADB).*"));
        return builder;
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(3 * PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    /** Fails if the process is no more. */
    void check() {
        if (!process.isAlive()) {
            try {
                throw new IllegalStateException("The database ended: " + Files.readString(log));
            } catch (IOException e) {
                throw new UncheckedIOException("The database ended", e);
            }
        }
    }

    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(PATIENCE, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
