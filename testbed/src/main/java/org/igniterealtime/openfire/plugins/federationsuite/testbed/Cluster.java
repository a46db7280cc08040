package org.igniterealtime.openfire.plugins.federationsuite.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Junction;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;

/**
 * Servers that are one: several processes with one domain and one database. They have the same ports on different addresses of
 * loopback, since ports are properties and properties are in the database. Made by {@link ServerSpec#cluster}. Thread-safe.
 */
public final class Cluster {

    /**
     * A node that is silent is given up after a while, a split is looked for every 3 s, and when it heals the official plugin
     * tells those who were there of those who come back half a minute later.
     */
    private static final Duration JOINING = Duration.ofSeconds(120);

    /**
     * Explicit addresses of loopback and nobody phoned; and a test does not wait five minutes until a split heals. Silence is
     * longer than a loaded machine leaves a process without its turn; a test that is about it says otherwise.
     */
    private static final List<String> HAZELCAST = List.of("-Dhazelcast.phone.home.enabled=false",
        "-Dhazelcast.socket.bind.any=false", "-Dhazelcast.socket.server.bind.any=false",
        "-Dhazelcast.wait.seconds.before.join=1", "-Dhazelcast.heartbeat.interval.seconds=1",
        "-Dhazelcast.max.no.heartbeat.seconds=40", "-Dhazelcast.merge.first.run.delay.seconds=5",
        "-Dhazelcast.merge.next.run.delay.seconds=3");

    private final List<Server> nodes;
    private final List<Junction> junctions;

    Cluster(List<Server> nodes, List<Junction> junctions) {
        this.nodes = List.copyOf(nodes);
        this.junctions = List.copyOf(junctions);
    }

    /** What the nodes' Java machines are told: where each listens, where it is known, and where all are. */
    static List<List<String>> javaOptions(List<String> listening, List<Junction> junctions) {
        List<String> known = junctions.stream().map(junction -> "127.0.0.1:" + junction.port()).collect(Collectors.toList());
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < listening.size(); i++) {
            String place = listening.get(i);
            List<String> options = new ArrayList<>(List.of("-Dtestbed.cluster.listen=" + place,
                "-Dtestbed.cluster.port=" + place.substring(place.indexOf(':') + 1),
                "-Dtestbed.cluster.known=" + known.get(i), "-Dtestbed.cluster.members=" + String.join(",", known)));
            options.addAll(HAZELCAST);
            all.add(options);
        }
        return all;
    }

    /**
     * The nodes.
     *
     * @return in the order of their numbers; other servers connect to the first, unless {@link #receives} says otherwise
     */
    public List<Server> nodes() {
        return nodes;
    }

    /**
     * A node.
     *
     * @param number from 1 on
     * @return the node
     */
    public Server node(int number) {
        return nodes.get(number - 1);
    }

    /**
     * Waits until all nodes that run, and no others, are together, and have told their modules so.
     */
    public void awaitTogether() {
        List<Server> running = nodes.stream().filter(Server::running).collect(Collectors.toList());
        awaitSize(running.size(), running.toArray(new Server[0]));
    }

    /**
     * Waits until nodes see a cluster of a certain size.
     *
     * @param size how many they see, themselves included
     * @param some the nodes
     */
    public void awaitSize(int size, Server... some) {
        for (Server node : some) {
            Waiting.until(node.home().getFileName() + " to be in a cluster of " + size, JOINING,
                () -> node.control().clusterSize() == size, () -> "it is in one of " + node.control().clusterSize());
        }
    }

    /**
     * Has the connections that another server opens from now on go to a certain node. Those that are open stay.
     *
     * @param link the link as the other server sees it
     * @param node a node of this cluster
     */
    public void receives(Link link, Server node) {
        link.lead(node.host(), node.serverPort());
    }

    /**
     * What the nodes have said to each other so far.
     *
     * @return bytes of TCP payload
     */
    public long bytesBetween() {
        return junctions.stream().mapToLong(Junction::bytes).sum();
    }

    /**
     * Cuts all nodes off from each other, and from nobody else. Each goes on alone.
     */
    public void cut() {
        junctions.forEach(Junction::close);
    }

    /**
     * Lets the nodes find each other again; see {@link #awaitTogether}.
     */
    public void heal() {
        junctions.forEach(Junction::open);
    }
}
