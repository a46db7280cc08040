package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Cluster;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.database.DatabaseServers;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;

/**
 * capulet.lit, and montague.lit, which is a cluster of two nodes with one database. It leaves nothing behind, also when the
 * process is interrupted. Used by one thread.
 */
public final class ClusterStage implements AutoCloseable {

    /** The system property for the plugin that makes servers a cluster. */
    static final String PLUGIN = "cluster.plugin";
    /** How many nodes montague.lit has in the demo. */
    static final int NODES = 2;

    private static final String ADMITTED = "plugin.federationsuite.admitted-domains";
    private static final int STANZAS = 20_000;

    private final Testbed bed;
    private final BedEnd end;
    private final Server capulet;
    private final Cluster montague;
    private final String password;

    /** Prepares the demo's servers, and starts the database. */
    ClusterStage(Path suite, int users) {
        this(suite, new Stage.Players("capulet.lit", List.of(Cast.HOST), "montague.lit", Cast.guests(users), Cast.PASSWORD),
            NODES, UnaryOperator.identity());
    }

    /**
     * Prepares the servers, and starts the database.
     *
     * @param suite the suite's jar
     * @param players who is where
     * @param nodes how many nodes the server with the mirror has, 1 to 3
     * @param more what else all servers shall have
     * @throws IllegalStateException if the plugin or the programs of a database are missing; the scripts build them
     */
    public ClusterStage(Path suite, Stage.Players players, int nodes, UnaryOperator<ServerSpec> more) {
        Path plugin = Path.of(System.getProperty(PLUGIN, ""));
        DatabaseServers databases = DatabaseServers.found().orElseThrow(() ->
            new IllegalStateException("there is no database server; it is fetched by ./demo --cluster"));
        if (!Files.isRegularFile(plugin)) {
            throw new IllegalStateException("there is no " + PLUGIN + " at '" + plugin + "'; it is built by ./demo --cluster");
        }
        TestbedOptions defaults = TestbedOptions.defaults();
        password = players.password();
        bed = Testbed.open(new TestbedOptions(defaults.directory(), false, ServerKind.oldest(), false, STANZAS));
        end = new BedEnd(bed);
        try {
            capulet = more.apply(server(players.rooms(), players.hosts(), suite).property(ADMITTED, players.mirrors())).add();
            montague = more.apply(server(players.mirrors(), players.guests(), suite).property(ADMITTED, players.rooms()))
                .database(databases.start(bed).create("mirror")).cluster(nodes, plugin);
        } catch (RuntimeException | Error e) {
            end.close();
            throw e;
        }
    }

    private ServerSpec server(String domain, List<String> users, Path suite) {
        ServerSpec spec = bed.server(domain).admin(Stage.ADMIN, password).plugin(suite);
        users.forEach(user -> spec.user(user, password));
        return spec;
    }

    /** Starts all servers and waits until they are up, and the nodes together. */
    public void start() {
        bed.start();
    }

    /**
     * The server with the rooms.
     *
     * @return capulet.lit, unless the players say otherwise
     */
    public Server capulet() {
        return capulet;
    }

    /**
     * The server with the mirror.
     *
     * @return montague.lit, unless the players say otherwise
     */
    public Cluster montague() {
        return montague;
    }

    List<Server> nodes() {
        return montague.nodes();
    }

    /**
     * The link.
     *
     * @return "sent" is from the server with the rooms to the one with the mirror; it leads to one node at a time
     */
    public Link link() {
        return bed.link(capulet, montague.node(1));
    }

    /**
     * The address under which users of the server with the mirror reach a room of the other.
     *
     * @param room the room's local part
     * @return the bare address of its slave
     */
    public String mirrored(String room) {
        return capulet.room(room).replace("@", "\\40") + "@mirror." + montague.node(1).domain();
    }

    /**
     * Finds the node that keeps the mirror of a room, as the nodes themselves say: a room that somebody has entered is known to
     * all.
     *
     * @param room the room's own address
     * @return its number, from 0 on
     */
    public int keeper(String room) {
        String begins = Pattern.quote(room.replace("@", "\\40") + "@mirror." + montague.node(1).domain())
            + " begins on this node";
        int[] found = {-1};
        Waiting.until("a node to keep the mirror of " + room, Waiting.PATIENCE, () -> {
            for (int node = 0; node < nodes().size() && found[0] < 0; node++) {
                if (nodes().get(node).log().contains(begins)) {
                    found[0] = node;
                }
            }
            return found[0] >= 0;
        });
        return found[0];
    }

    /**
     * Kills a node. From then on the other server connects to another one, as by an SRV record or a load balancer.
     *
     * @param node its number, from 0 on
     */
    public void kill(int node) {
        nodes().get(node).kill();
        montague.receives(link(), nodes().get(node == 0 ? 1 : 0));
    }

    /** Whether the process has been told to end, so that nothing has to be said about servers that are gone. */
    boolean ending() {
        return end.ending();
    }

    @Override
    public void close() {
        end.close();
    }
}
