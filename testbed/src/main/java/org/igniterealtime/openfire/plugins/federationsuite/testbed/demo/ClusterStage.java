package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Cluster;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.console.ConsoleSession;
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
    private static final String ROOMS = "plugins/federationsuite/federationsuite-mirrors.jsp";

    private final Testbed bed;
    private final BedEnd end;
    private final Server capulet;
    private final Cluster montague;

    /**
     * Prepares the servers, and starts the database.
     *
     * @param suite the suite's jar
     * @param users how many users montague.lit has
     * @throws IllegalStateException if the plugin or the programs of a database are missing; {@code ./demo} builds them
     */
    ClusterStage(Path suite, int users) {
        Path plugin = Path.of(System.getProperty(PLUGIN, ""));
        DatabaseServers databases = DatabaseServers.found().orElseThrow(() ->
            new IllegalStateException("there is no database server; it is fetched by ./demo --cluster"));
        if (!Files.isRegularFile(plugin)) {
            throw new IllegalStateException("there is no " + PLUGIN + " at '" + plugin + "'; it is built by ./demo --cluster");
        }
        TestbedOptions defaults = TestbedOptions.defaults();
        bed = Testbed.open(new TestbedOptions(defaults.directory(), false, ServerKind.oldest(), false, STANZAS));
        end = new BedEnd(bed);
        try {
            capulet = server("capulet.lit", List.of(Cast.HOST), suite).property(ADMITTED, "montague.lit").add();
            montague = server("montague.lit", Cast.guests(users), suite).property(ADMITTED, "capulet.lit")
                .database(databases.start(bed).create("montague")).cluster(NODES, plugin);
        } catch (RuntimeException | Error e) {
            end.close();
            throw e;
        }
    }

    private ServerSpec server(String domain, List<String> users, Path suite) {
        ServerSpec spec = bed.server(domain).admin(Stage.ADMIN, Cast.PASSWORD).plugin(suite);
        users.forEach(user -> spec.user(user, Cast.PASSWORD));
        return spec;
    }

    /** Starts all servers and waits until they are up, and the nodes together. */
    void start() {
        bed.start();
    }

    Server capulet() {
        return capulet;
    }

    List<Server> nodes() {
        return montague.nodes();
    }

    /** The link; "sent" is from the server with the rooms to the one with the mirror. It leads to one node at a time. */
    Link link() {
        return bed.link(capulet, montague.node(1));
    }

    /** The address under which users of montague.lit reach a room of capulet.lit through their mirror. */
    String mirrored(String room) {
        return capulet.room(room).replace("@", "\\40") + "@mirror.montague.lit";
    }

    /**
     * Finds the node that keeps the mirror of a room.
     *
     * @param room the room's own address
     * @return its number, from 0 on: the first on whose page of mirrors the room is
     */
    int keeper(String room) {
        int[] found = {-1};
        Waiting.until("the mirror of " + room + " to be on a page of mirrors", Waiting.PATIENCE, () -> {
            for (int node = 0; node < NODES && found[0] < 0; node++) {
                ConsoleSession console = new ConsoleSession(nodes().get(node));
                console.login(Stage.ADMIN, Cast.PASSWORD);
                if (console.get(ROOMS).body().contains(room)) {
                    found[0] = node;
                }
            }
            return found[0] >= 0;
        });
        return found[0];
    }

    /** Kills a node. From then on capulet.lit connects to the other one, as by an SRV record or a load balancer. */
    void kill(int node) {
        nodes().get(node).kill();
        montague.receives(link(), nodes().get(1 - node));
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
