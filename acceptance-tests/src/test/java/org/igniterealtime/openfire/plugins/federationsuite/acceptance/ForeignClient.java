package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;

/**
 * A client made with another library, in a process of its own: a script in {@code src/test/clients}, told what to do and
 * telling what it sees in lines of words with tabs between them. It ends with its input, so with this process at the latest.
 * Thread-safe.
 */
final class ForeignClient implements AutoCloseable {

    private final Process process;
    private final BufferedWriter commands;
    private final Path errors;
    /** What it saw; guarded by itself. */
    private final List<String> seen = new ArrayList<>();
    /** How much of that has been waited for; guarded by {@link #seen}. */
    private int read;

    private ForeignClient(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::listen, "foreign-client");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Logs in and waits until that is done.
     *
     * @param program   the interpreter and the script
     * @param server    the user's server
     * @param user      one of its users
     * @param directory where what the script complains about is kept
     */
    static ForeignClient login(List<String> program, Server server, String user, Path directory) {
        List<String> command = new ArrayList<>(program);
        command.add(user + '@' + server.domain() + "/Swift");
        command.add(Integer.toString(server.clientPort()));
        Path errors = directory.resolve(user + "-client.log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        // Not among the arguments, which every user of the machine can read.
        builder.environment().put("CLIENT_PASSWORD", server.password(user));
        // The servers' certificates are made for the test, and node would take nobody's word for them.
        builder.environment().put("NODE_TLS_REJECT_UNAUTHORIZED", "0");
        try {
            ForeignClient client = new ForeignClient(builder.start(), errors);
            client.await("ready");
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (seen) {
                    seen.add(line.replace('\t', ' '));
                }
            }
        } catch (IOException e) {
            synchronized (seen) {
                seen.add("lost " + e.getMessage());
            }
        }
    }

    /** Has the client do something; its words. */
    ForeignClient send(String... words) {
        try {
            commands.write(String.join("\t", words));
            commands.newLine();
            commands.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("The client is gone, see " + errors, e);
        }
    }

    /**
     * Waits for the client to see something; what it saw before is not looked at again.
     *
     * @param line its words, with spaces between them
     */
    ForeignClient await(String line) {
        Waiting.until("the client to see \"" + line + '"', Waiting.PATIENCE, () -> found(line), () -> saw().toString());
        return this;
    }

    private boolean found(String line) {
        synchronized (seen) {
            for (int i = read; i < seen.size(); i++) {
                if (seen.get(i).equals(line)) {
                    read = i + 1;
                    return true;
                }
            }
            return false;
        }
    }

    /** All it has seen so far. */
    List<String> saw() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
