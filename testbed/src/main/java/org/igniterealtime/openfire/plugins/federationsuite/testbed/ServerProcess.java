package org.igniterealtime.openfire.plugins.federationsuite.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.starter.ServerMain;

/**
 * The process of a running server. It ends when this process does: it reads our end of its standard input. Thread-safe.
 */
final class ServerProcess {

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    static ServerProcess launch(List<String> command, Map<String, String> environment, Path directory, Path log) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            return new ServerProcess(builder
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.get(0), e);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    int exitValue() {
        return process.exitValue();
    }

    /** Asks for a clean stop and waits for it; kills after the timeout. Returns whether it ended by itself. */
    boolean stop(Duration timeout) {
        try {
            process.getOutputStream().write(ServerMain.STOP);
            process.getOutputStream().flush();
        } catch (IOException e) {
            // It is gone, or about to be; waiting tells.
            return waitFor(timeout);
        }
        if (waitFor(timeout)) {
            return true;
        }
        kill();
        return false;
    }

    /** Ends the process at once, as the kernel does. */
    void kill() {
        process.destroyForcibly();
        waitFor(Duration.ofSeconds(20));
    }

    /** Sends a signal, and waits until it was sent. */
    void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " ended with status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending a signal", e);
        }
    }

    private boolean waitFor(Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
