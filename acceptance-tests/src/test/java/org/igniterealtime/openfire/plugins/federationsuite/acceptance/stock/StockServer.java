package org.igniterealtime.openfire.plugins.federationsuite.acceptance.stock;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;

/**
 * A server of another make, from an installed package, with its files in a testbed's folder. It ends when it is closed, or
 * with this process, however that ends: a shell reads a pipe from it and kills the server when the pipe breaks. Thread-safe.
 *
 * <p>It looks for its one peer at port 5269 of an address of its own in 127.0.0.0/8, since neither make can be told another
 * port without DNS; so it runs on Linux only.
 */
public final class StockServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final long STOP = 20;
    private static final int S2S = 5269;
    /** Where Debian has ejabberd. */
    private static final String LIBRARIES = "/usr/lib/x86_64-linux-gnu:/usr/lib/aarch64-linux-gnu";

    private final String domain;
    private final int port;
    private final int clientPort;
    private final InetSocketAddress peer;
    private final Path folder;
    private Process process;
    private Process guard;

    private StockServer(Testbed bed, String domain) {
        this.domain = domain;
        this.port = bed.port();
        this.clientPort = bed.port();
        this.folder = bed.directory().resolve(domain);
        // Tests of other builds may run at the same time.
        ThreadLocalRandom random = ThreadLocalRandom.current();
        this.peer = new InetSocketAddress(address(random.nextInt(16, 240), random.nextInt(1, 250), random.nextInt(1, 250)), S2S);
    }

    private static InetAddress address(int second, int third, int fourth) {
        try {
            return InetAddress.getByAddress(new byte[] {127, (byte) second, (byte) third, (byte) fourth});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether a program is installed.
     *
     * @param program its name
     * @return whether it is on the path, or where administrators have theirs
     */
    public static boolean installed(String program) {
        return Stream
            .concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin", "/usr/local/sbin"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /**
     * Starts a Prosody (the package {@code prosody}).
     *
     * @param bed    where it belongs
     * @param domain its domain
     * @param other  the domain of its peer
     * @return the server, up
     */
    public static StockServer prosody(Testbed bed, String domain, String other) {
        StockServer server = new StockServer(bed, domain);
        server.write("prosody.cfg.lua");
        server.write("mod_testbed_send.lua");
        server.putHosts(other);
        server.start(List.of("prosody", "--config", server.folder.resolve("prosody.cfg.lua").toString(), "-F"), Map.of());
        return server;
    }

    /**
     * Starts an ejabberd (the package {@code ejabberd}), without a name among Erlang's nodes, so that no port mapper is started.
     *
     * @param bed    where it belongs
     * @param domain its domain
     * @param other  the domain of its peer
     * @return the server, up
     */
    public static StockServer ejabberd(Testbed bed, String domain, String other) {
        StockServer server = new StockServer(bed, domain);
        server.write("ejabberd.yml");
        server.write("inetrc");
        server.putHosts(other);
        // It asks the system for addresses, and the system looks into the one hosts file: so it gets another one to see. Who
        // is not root may do that where he is root of a namespace of his own.
        List<String> command = new ArrayList<>(List.of("unshare", "-m"));
        if (!"root".equals(System.getProperty("user.name"))) {
            command.add("-r");
        }
        command.addAll(List.of("sh", "-c",
            "mount --bind hosts /etc/hosts && exec erl -noinput -mnesia dir '\"spool\"' -s ejabberd"));
        server.start(command, Map.of("EJABBERD_CONFIG_PATH", server.file("ejabberd.yml"), "EJABBERD_LOG_PATH",
            server.file("ejabberd.log"), "SPOOL_DIR", server.file("spool"), "ERL_INETRC", server.file("inetrc"),
            "ERL_CRASH_DUMP", "/dev/null", "HOME", server.file("."), "ERL_LIBS", LIBRARIES));
        return server;
    }

    /** Its domain. */
    public String domain() {
        return domain;
    }

    /** Its port for other servers, on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Its port for clients, on 127.0.0.1. Anybody may log in, with any name and password. */
    public int clientPort() {
        return clientPort;
    }

    /** The chat service that it has by default. */
    public String rooms() {
        return "conference." + domain;
    }

    /** The pubsub service that it has by default. At Prosody's, {@code admin} of its domain alone makes nodes. */
    public String pubsub() {
        return "pubsub." + domain;
    }

    /** Where it looks for its peer. */
    public InetSocketAddress peer() {
        return peer;
    }

    /**
     * Has a Prosody send a stanza in its own name.
     *
     * @param xml one stanza
     */
    public void send(String xml) {
        put("draft.xml", xml);
        try {
            Files.move(folder.resolve("draft.xml"), folder.resolve("outbox.xml"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Waiting.until(domain + " to send", START, () -> !Files.exists(folder.resolve("outbox.xml")));
    }

    private void putHosts(String other) {
        String address = peer.getAddress().getHostAddress();
        put("hosts", Stream.of("", "mirror.", "conference.", "pubsub.").map(service -> address + ' ' + service + other + '\n')
            .collect(Collectors.joining("", "127.0.0.1 localhost\n", "")));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String name) {
        try (InputStream in = StockServer.class.getResourceAsStream("/stock/" + name)) {
            put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("@folder@", folder.toString())
                .replace("@port@", String.valueOf(port)).replace("@client@", String.valueOf(clientPort))
                .replace("@domain@", domain));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(String name, String text) {
        try {
            Files.createDirectories(folder.resolve("data"));
            Files.createDirectories(folder.resolve("spool"));
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(List<String> command, Map<String, String> environment) {
        // Beside the logs of the other servers, which stay.
        Path log = folder.resolveSibling(domain + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
            .redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
            guard = new ProcessBuilder("sh", "-c", "cat > /dev/null; kill -KILL " + process.pid()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Waiting.until(domain + " to be up; see " + log, START, () -> !process.isAlive() || answers());
        if (!process.isAlive()) {
            throw new IllegalStateException(domain + " ended while starting; see " + log);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
            process.destroyForcibly().waitFor(STOP, TimeUnit.SECONDS);
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
