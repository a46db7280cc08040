package org.igniterealtime.openfire.plugins.federationsuite.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.control.Control;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.DatabaseServer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.Certificates;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ClassJar;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.DefaultProperties;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.PortLease;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.Ports;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerPlan;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.starter.ServerMain;

/**
 * Openfire servers on loopback and the links between them. Add all servers, then start them; closing the testbed, or the
 * end of this process, ends them and removes their homes. Thread-safe.
 */
public final class Testbed implements AutoCloseable {

    /** More would not fit the machines that the build has to do with. */
    public static final int MOST_SERVERS = 4;

    private static final String PLUGIN_XML = """
        <?xml version="1.0" encoding="UTF-8"?>
        <plugin>
          <class>org.igniterealtime.openfire.plugins.federationsuite.testbed.control.plugin.ControlPlugin</class>
          <name>Testbed control</name>
          <description>Lets a test look into the server. Not for any other server.</description>
          <author>Federation Suite</author>
          <version>1.0.0</version>
          <minServerVersion>4.2.0</minServerVersion>
        </plugin>
        """;

    private final TestbedOptions options;
    private final Path directory;
    private final Path starter;
    private final Path controlPlugin;
    private final PortLease lease = new PortLease();
    private final Map<Server, List<String>> servers = new LinkedHashMap<>();
    private final Map<Server, Map<Server, Link>> links = new LinkedHashMap<>();
    private final List<DatabaseServer> databases = new ArrayList<>();
    private final Thread hook = new Thread(this::killAll, "testbed-end");

    private Testbed(TestbedOptions options) {
        this.options = options;
        try {
            Files.createDirectories(options.directory());
            directory = Files.createTempDirectory(options.directory(), "bed-");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a testbed in " + options.directory(), e);
        }
        starter = directory.resolve("starter.jar");
        ClassJar.write(starter, List.of(ServerMain.class.getPackageName()), Map.of());
        controlPlugin = directory.resolve(Control.PLUGIN + ".jar");
        Path classes = directory.resolve("plugin-" + Control.PLUGIN + ".jar");
        ClassJar.write(classes, List.of(Control.class.getPackageName() + ".plugin"), Map.of());
        ClassJar.writePlugin(controlPlugin, classes, Map.of("plugin.xml", PLUGIN_XML));
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Makes an empty testbed with {@link TestbedOptions#defaults()}.
     *
     * @return the testbed; close it
     */
    public static Testbed open() {
        return open(TestbedOptions.defaults());
    }

    /**
     * Makes an empty testbed.
     *
     * @param options how it shall be
     * @return the testbed; close it
     */
    public static Testbed open(TestbedOptions options) {
        return new Testbed(options);
    }

    /**
     * Begins to describe a server.
     *
     * @param domain its XMPP domain, not one of another server of this testbed
     * @return a description to complete and {@link ServerSpec#add() add}
     */
    public ServerSpec server(String domain) {
        return new ServerSpec(this, domain, options.kind());
    }

    synchronized Server add(ServerSpec spec) {
        if (servers.size() == MOST_SERVERS) {
            throw new IllegalStateException("A testbed has at most " + MOST_SERVERS + " servers");
        }
        for (Server other : servers.keySet()) {
            if (other.written()) {
                throw new IllegalStateException("Add all servers before you start one: " + other.domain()
                    + " would not know " + spec.domain());
            }
            if (other.domain().equals(spec.domain())) {
                throw new IllegalArgumentException("There is a server " + spec.domain() + " already");
            }
        }
        List<Path> plugins = new ArrayList<>(spec.plugins());
        plugins.add(controlPlugin);
        ServerPlan plan = new ServerPlan(directory.resolve(spec.domain()), spec.domain(), Ports.from(lease),
            spec.accounts(), spec.properties(), plugins, certificates(spec.domain()), spec.database());
        Server[] self = new Server[1];
        Server server = new Server(spec.kind(), plan, starter, token(), spec.javaOptions(),
            () -> DefaultProperties.of(plan.ports(), overrides(self[0]), options.tls()));
        self[0] = server;
        join(server);
        servers.put(server, List.copyOf(spec.subdomains()));
        return server;
    }

    private Optional<Path> certificates(String domain) {
        if (!options.tls()) {
            return Optional.empty();
        }
        Path folder = directory.resolve("certificates");
        Certificates.make(folder, domain);
        return Optional.of(folder);
    }

    private void join(Server server) {
        Map<Server, Link> own = new LinkedHashMap<>();
        for (Server other : servers.keySet()) {
            Link link = Link.lay(new Link.End(server.domain(), server.serverPort()),
                new Link.End(other.domain(), other.serverPort()), lease.next(), lease.next(), options.stanzaLimit());
            own.put(other, link);
            links.get(other).put(server, link.reversed());
        }
        links.put(server, own);
    }

    private synchronized String overrides(Server server) {
        StringBuilder all = new StringBuilder();
        links.get(server).forEach((other, link) -> {
            List<String> names = new ArrayList<>(List.of(other.domain()));
            servers.get(other).forEach(subdomain -> names.add(subdomain + "." + other.domain()));
            for (String name : names) {
                all.append(all.length() == 0 ? "" : ",").append('{').append(name).append(",127.0.0.1:")
                    .append(link.port()).append('}');
            }
        });
        return all.toString();
    }

    private static String token() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /**
     * Starts all servers that do not run, side by side, and waits until they are up.
     *
     * @return this testbed
     * @throws ServerStartException if one does not come up
     */
    public Testbed start() {
        List<Server> down = servers().stream().filter(server -> !server.running()).collect(Collectors.toList());
        down.forEach(Server::launch);
        down.forEach(Server::awaitReady);
        return this;
    }

    /**
     * The servers.
     *
     * @return in the order in which they were added
     */
    public synchronized List<Server> servers() {
        return List.copyOf(servers.keySet());
    }

    /**
     * What lies between two servers.
     *
     * @param from the one that "sent" means in the link's counters
     * @param to the other one
     * @return the link
     * @throws IllegalArgumentException if they are not two servers of this testbed
     */
    public synchronized Link link(Server from, Server to) {
        Link link = links.getOrDefault(from, Map.of()).get(to);
        if (link == null) {
            throw new IllegalArgumentException("No link from " + from.domain() + " to " + to.domain());
        }
        return link;
    }

    /**
     * The testbed's folder.
     *
     * @return a folder for files of the test, too; it goes away when the testbed is closed
     */
    public Path directory() {
        return directory;
    }

    /**
     * Takes a port for something of the test's own.
     *
     * @return a TCP port that nobody else gets before the testbed is closed
     */
    public int port() {
        return lease.next();
    }

    /**
     * Leaves a database server to the testbed, which closes it after the servers that use it and before its files go.
     *
     * @param database the database server, with its files in {@link #directory()}
     */
    public synchronized void own(DatabaseServer database) {
        databases.add(database);
    }

    /**
     * Ends all servers, databases and links, and removes their files.
     */
    @Override
    public void close() {
        killAll();
        List<Link> all;
        synchronized (this) {
            all = links.values().stream().flatMap(map -> map.values().stream()).collect(Collectors.toList());
        }
        all.forEach(Link::cut);
        lease.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending already, and the hook does its work.
            return;
        }
        clean();
    }

    /** Homes are thrown away, so there is nothing that a clean stop would save. */
    private void killAll() {
        servers().forEach(Server::kill);
        List<DatabaseServer> all;
        synchronized (this) {
            all = List.copyOf(databases);
        }
        all.forEach(DatabaseServer::close);
    }

    private void clean() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                boolean log = file.getParent().equals(directory) && file.toString().endsWith(".log");
                if (!(options.keepLogs() && (log || file.equals(directory)))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + directory, e);
        }
    }
}
