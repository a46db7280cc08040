package org.igniterealtime.openfire.plugins.federationsuite.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.control.Control;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin.ControlPlugin;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.Account;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerPlan;

/**
 * One Openfire server, in a process of its own. Its home directory, and with it its database, outlives stops and kills.
 * Made by {@link ServerSpec#add()}. Thread-safe.
 */
public final class Server {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final int TAIL = 60;

    private final ServerKind kind;
    private final ServerPlan plan;
    private final Path starter;
    private final String token;
    private final List<String> javaOptions;
    private final Map<String, String> environment;
    private final Supplier<Map<String, String>> network;
    private final ServerLog log;
    private final Control control;
    private ServerProcess process;

    /** Makes a server; where the others are is asked when its home is written, since they may be added later. */
    Server(ServerKind kind, ServerPlan plan, Path starter, String token, List<String> javaOptions,
           Map<String, String> environment, Supplier<Map<String, String>> network) {
        this.kind = kind;
        this.network = network;
        this.plan = plan;
        this.starter = starter;
        this.token = token;
        this.javaOptions = List.copyOf(javaOptions);
        this.environment = Map.copyOf(environment);
        this.log = new ServerLog(plan.home().resolveSibling(plan.home().getFileName() + ".log"));
        this.control = new Control(plan.home());
    }

    /**
     * The server's XMPP domain.
     *
     * @return such as {@code capulet.lit}
     */
    public String domain() {
        return plan.domain();
    }

    /**
     * The bare address of a user, or of a room.
     *
     * @param user the local part
     * @return such as {@code juliet@capulet.lit}
     */
    public String address(String user) {
        return user + "@" + plan.domain();
    }

    /**
     * The bare address of a room of the server's own MUC service.
     *
     * @param room the local part
     * @return such as {@code balcony@conference.capulet.lit}
     */
    public String room(String room) {
        return room + "@conference." + plan.domain();
    }

    /**
     * The version.
     *
     * @return what runs here
     */
    public ServerKind kind() {
        return kind;
    }

    /**
     * The home directory.
     *
     * @return a folder in the testbed's
     */
    public Path home() {
        return plan.home();
    }

    /**
     * Where the server listens.
     *
     * @return an address of loopback; 127.0.0.1 but for further nodes of a cluster
     */
    public String host() {
        return plan.place().host();
    }

    /**
     * The port for clients.
     *
     * @return a TCP port on {@link #host()}
     */
    public int clientPort() {
        return plan.ports().client();
    }

    /**
     * The port for other servers.
     *
     * @return a TCP port on {@link #host()}; the other servers of the testbed come through a relay
     */
    public int serverPort() {
        return plan.ports().server();
    }

    /**
     * The port for external components.
     *
     * @return a TCP port on {@link #host()}
     */
    public int componentPort() {
        return plan.ports().component();
    }

    /**
     * The port of the admin console.
     *
     * @return a TCP port on {@link #host()}, HTTP
     */
    public int consolePort() {
        return plan.ports().console();
    }

    /**
     * The users and their passwords.
     *
     * @return as they were planned
     */
    public List<Account> accounts() {
        return plan.accounts();
    }

    /**
     * The password of a planned user.
     *
     * @param user the local part
     * @return the password
     * @throws IllegalArgumentException if there is no such user
     */
    public String password(String user) {
        return plan.accounts().stream().filter(account -> account.name().equals(user)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException(address(user) + " was not planned")).password();
    }

    /**
     * The server's output.
     *
     * @return everything since the first start
     */
    public ServerLog log() {
        return log;
    }

    /**
     * What can be done to the server from outside.
     *
     * @return the control; it answers while the server runs
     */
    public Control control() {
        return control;
    }

    /**
     * How the server is started, for whoever wants to run it in a process of his own.
     *
     * @return arguments of the Java launcher, up to and with the main class and its argument
     */
    public List<String> javaArguments() {
        return kind.arguments(plan, starter);
    }

    /**
     * The process id of the running server.
     *
     * @return the id
     * @throws IllegalStateException if the server was never started
     */
    public synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException(plan.domain() + " was not started");
        }
        return process.pid();
    }

    /** Whether the server was ever started, and so has the others' addresses as they were then. */
    boolean written() {
        return Files.isDirectory(plan.home());
    }

    /**
     * Whether the server's process runs.
     *
     * @return false after a stop, a kill or a crash
     */
    public synchronized boolean running() {
        return process != null && process.alive();
    }

    /**
     * Starts the server and waits until it is up: all ports open, all plugins loaded.
     *
     * @return this server
     * @throws ServerStartException if it does not come up; the message ends with the end of its log
     */
    public Server start() {
        launch();
        awaitReady();
        return this;
    }

    /**
     * Starts the process and does not wait.
     *
     * @throws IllegalStateException if it runs already
     */
    public synchronized void launch() {
        if (running()) {
            throw new IllegalStateException(plan.domain() + " runs already");
        }
        try {
            if (!Files.isDirectory(plan.home())) {
                kind.write(plan.with(network.get()));
            }
            Files.deleteIfExists(plan.home().resolve(ControlPlugin.PORT_FILE));
            Files.writeString(plan.home().resolve(ControlPlugin.TOKEN_FILE), token);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + plan.home(), e);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx384m");
        // Many small servers share few cores.
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(javaOptions);
        command.addAll(kind.arguments(plan, starter));
        process = ServerProcess.launch(command, environment, plan.home(), log.file());
    }

    /**
     * Waits until a launched server is up.
     *
     * @throws ServerStartException if it ends or is not up in time
     */
    public void awaitReady() {
        try {
            Waiting.until(plan.domain() + " to be up", START, () -> !running() || up());
        } catch (AssertionError e) {
            throw new ServerStartException(e.getMessage() + "\nThe end of its log:\n" + log.tail(TAIL));
        }
        if (!running()) {
            throw new ServerStartException(plan.domain() + " (" + kind.name() + ") ended with status " + exitValue()
                + " while starting. The end of its log:\n" + log.tail(TAIL));
        }
    }

    private boolean up() {
        return control.ready() && IntStream.of(clientPort(), serverPort(), consolePort()).allMatch(this::answers);
    }

    private boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private synchronized int exitValue() {
        return process.exitValue();
    }

    /**
     * Stops the server cleanly and waits for its end; does nothing if it does not run.
     *
     * @throws IllegalStateException if it had to be killed after 30 s
     */
    public synchronized void stop() {
        if (running() && !process.stop(STOP)) {
            throw new IllegalStateException(plan.domain() + " did not stop and was killed. The end of its log:\n"
                + log.tail(TAIL));
        }
    }

    /**
     * Kills the server: it does not get to say or save anything. Does nothing if it does not run.
     */
    public synchronized void kill() {
        if (running()) {
            process.kill();
        }
    }

    /**
     * Stops the process where it is (SIGSTOP): it says nothing, and its connections stay. Ends with {@link #thaw()}.
     */
    public synchronized void freeze() {
        process.signal("STOP");
    }

    /**
     * Lets a frozen process go on (SIGCONT).
     */
    public synchronized void thaw() {
        process.signal("CONT");
    }

    /**
     * Stops the server cleanly and starts it again.
     *
     * @return this server
     */
    public Server restart() {
        stop();
        return start();
    }
}
