package org.igniterealtime.openfire.plugins.federationsuite.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.control.Control;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.DatabaseServer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.Certificates;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ClassJar;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.DefaultProperties;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.Place;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.PortLease;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.Ports;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerPlan;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Junction;
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
    /** Where servers find others that are not of this testbed. */
    private final Map<Server, List<String>> strangers = new HashMap<>();
    private final Map<Server, List<String>> servers = new LinkedHashMap<>();
    private final Map<Server, Map<Server, Link>> links = new LinkedHashMap<>();
    private final List<Cluster> clusters = new ArrayList<>();
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
        return nodes(spec, List.of(directory.resolve(spec.domain())), List.of(Place.ALONE), List.of(List.of())).get(0);
    }

    synchronized Cluster cluster(ServerSpec spec, int count) {
        List<Path> homes = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        List<Junction> junctions = new ArrayList<>();
        List<String> listening = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            Path home = directory.resolve(Place.folder(spec.domain(), number));
            Place place = Place.node(number);
            int port = lease.next();
            homes.add(home);
            places.add(place);
            listening.add("127.0.0.1:" + port);
            junctions.add(new Junction("to " + home.getFileName(), lease.next(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        }
        spec.kind().strategy().ifPresent(strategy -> spec.property("cache.clustering.clustered.class", strategy));
        Cluster cluster = new Cluster(nodes(spec, homes, places, Cluster.javaOptions(listening, junctions)), junctions);
        clusters.add(cluster);
        return cluster;
    }

    private List<Server> nodes(ServerSpec spec, List<Path> homes, List<Place> places, List<List<String>> more) {
        if (servers.size() + homes.size() > MOST_SERVERS) {
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
        Ports ports = Ports.from(lease);
        Optional<Path> certificates = certificates(spec.domain());
        List<Server> nodes = new ArrayList<>();
        for (int i = 0; i < homes.size(); i++) {
            ServerPlan plan = new ServerPlan(homes.get(i), spec.domain(), ports, spec.accounts(), spec.properties(), plugins,
                certificates, spec.database(), places.get(i));
            List<String> javaOptions = new ArrayList<>(more.get(i));
            // Behind the testbed's: the last one holds.
            javaOptions.addAll(spec.javaOptions());
            nodes.add(new Server(spec.kind(), plan, starter, token(), javaOptions, spec.environment(),
                () -> DefaultProperties.of(ports, overrides(nodes.get(0)), options.tls())));
        }
        join(nodes);
        nodes.forEach(node -> servers.put(node, List.copyOf(spec.subdomains())));
        return nodes;
    }

    private Optional<Path> certificates(String domain) {
        if (!options.tls()) {
            return Optional.empty();
        }
        Path folder = directory.resolve("certificates");
        Certificates.make(folder, domain);
        return Optional.of(folder);
    }

    /** One link for each two domains, however many nodes they have. */
    private void join(List<Server> nodes) {
        Link.End end = new Link.End(nodes.get(0).domain(), nodes.get(0).serverPort());
        Map<Server, Link> own = new LinkedHashMap<>();
        Map<String, Link> laid = new HashMap<>();
        for (Server other : servers.keySet()) {
            Link link = laid.computeIfAbsent(other.domain(), domain -> Link.lay(end, new Link.End(domain, other.serverPort()),
                lease.next(), lease.next(), options.stanzaLimit()));
            own.put(other, link);
            nodes.forEach(node -> links.get(other).put(node, link.reversed()));
        }
        nodes.forEach(node -> links.put(node, own));
    }

    /**
     * Lets a server find another one that is not of this testbed.
     *
     * @param server one that has not been started yet
     * @param domain the other's, or that of one of its services
     * @param port   where on 127.0.0.1 it shall look for it
     */
    public synchronized void introduce(Server server, String domain, int port) {
        strangers.computeIfAbsent(server, key -> new ArrayList<>()).add(place(domain, port));
    }

    private static String place(String domain, int port) {
        return "{" + domain + ",127.0.0.1:" + port + "}";
    }

    private synchronized String overrides(Server server) {
        // Nodes of one cluster say the same.
        Set<String> all = new LinkedHashSet<>(strangers.getOrDefault(server, List.of()));
        links.get(server).forEach((other, link) -> {
            List<String> names = new ArrayList<>(List.of(other.domain()));
            servers.get(other).forEach(subdomain -> names.add(subdomain + "." + other.domain()));
            names.forEach(name -> all.add(place(name, link.port())));
        });
        return String.join(",", all);
    }

    private static String token() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /**
     * Starts all servers that do not run, side by side, and waits until they are up. Of a cluster the first node goes ahead,
     * because it fills the database.
     *
     * @return this testbed
     * @throws ServerStartException if one does not come up
     */
    public Testbed start() {
        return start(servers());
    }

    /**
     * Starts some of the servers, as {@link #start()} does. Others may follow later, each with {@link Server#start()}, for
     * example a node that joins its cluster while that is at work.
     *
     * @param some servers of this testbed; of a cluster the first node before others
     * @return this testbed
     * @throws ServerStartException if one does not come up
     */
    public Testbed start(Collection<Server> some) {
        List<Server> down = some.stream().filter(server -> !server.running()).collect(Collectors.toList());
        List<Server> later = new ArrayList<>();
        for (Cluster cluster : clusters()) {
            later.addAll(cluster.nodes().subList(1, cluster.nodes().size()));
        }
        later.retainAll(down);
        down.removeAll(later);
        for (List<Server> batch : List.of(down, later)) {
            batch.forEach(Server::launch);
            batch.forEach(Server::awaitReady);
        }
        clusters().forEach(Cluster::awaitTogether);
        return this;
    }

    private synchronized List<Cluster> clusters() {
        return List.copyOf(clusters);
    }

    /**
     * The servers, each node of a cluster for itself.
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
        clusters().forEach(Cluster::cut);
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
