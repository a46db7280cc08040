package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.databases.PostgresDatabase;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Cluster;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/**
 * One domain, {@code montague.lit}, that is a cluster, and whatever else a test adds. On 4.2.0 with the test-only plugin; given
 * {@code -Dopenfire.home} and {@code -Dopenfire.cluster.plugin}, also on an installed server with the official Hazelcast plugin,
 * which Maven Central does not have.
 */
@RunWith(Parameterized.class)
public abstract class ClusterTest {

    /** What makes servers a cluster. */
    private static final Path PLUGIN = Path.of(System.getProperty("cluster.plugin"));
    private static final String OFFICIAL = System.getProperty("openfire.cluster.plugin", "");

    /** What this runs on. */
    @Parameter
    public String kindName;

    private final List<Client> clients = new ArrayList<>();
    private Testbed bed;
    private Cluster montague;

    /** What the tests run on. */
    @Parameters(name = "{0}")
    public static List<Object[]> kinds() {
        Optional<ServerKind> installed = OFFICIAL.isEmpty() ? Optional.empty() : ServerKind.installed();
        return Stream.concat(Stream.of(ServerKind.oldest()), installed.stream())
            .map(kind -> new Object[] {kind.name()}).toList();
    }

    /** Whether this runs on the oldest version. */
    final boolean isOldest() {
        return kindName.equals(ServerKind.oldest().name());
    }

    /** Starts the nodes, and what else there is. */
    @Before
    public final void startServers() {
        bed = Testbed.open(TestbedOptions.defaults()
            .with(isOldest() ? ServerKind.oldest() : ServerKind.installed().orElseThrow()));
        more(bed);
        ServerSpec spec = bed.server("montague.lit").database(PostgresDatabase.start(bed).create("montague"));
        montague = nodes(FederationTest.users(spec, "kev", "amy", "ben"))
            .cluster(size(), isOldest() ? PLUGIN : Path.of(OFFICIAL));
        List<Server> first = new ArrayList<>(bed.servers());
        first.removeAll(montague.nodes().subList(size() - late(), size()));
        bed.start(first);
        begun();
    }

    /** How many nodes there are. */
    int size() {
        return 2;
    }

    /** How many of them, the last ones, do not run when the test begins. */
    int late() {
        return 0;
    }

    /** What is particular about the nodes. */
    ServerSpec nodes(ServerSpec spec) {
        return spec;
    }

    /** For a test that wants other servers as well. */
    void more(Testbed testbed) {
        // Some have enough in the nodes.
    }

    /** For a test that has something to do before it begins. */
    void begun() {
        // Most have not.
    }

    /** Ends clients and servers. */
    @After
    public final void stopServers() {
        clients.forEach(Client::drop);
        if (bed != null) {
            bed.close();
        }
    }

    Testbed bed() {
        return bed;
    }

    Cluster cluster() {
        return montague;
    }

    Server node(int number) {
        return montague.node(number);
    }

    Client login(Server server, String user, String resource) {
        Client client = Client.login(server, user, resource);
        clients.add(client);
        return client.available();
    }

    /** Enters a room of the cluster. Who does on a node of 4.2.0 that does not know it yet makes another one of the same name. */
    static void joins(Client user, String room, String nick) {
        isKnownTo(user, room);
        user.join(room, nick);
    }

    /**
     * Enters a room of the cluster where somebody of another node is, and again until he sees it. Nodes of 4.2.0 now and then do
     * not tell each other who is in a room, which is no matter of ours.
     */
    static void meets(Client user, String room, String nick, Client other) {
        isKnownTo(user, room);
        FederationTest.tryUntil(other.address() + " to see " + nick, () -> {
            user.send("<presence type='unavailable' to='" + room + '/' + nick + "'/>");
            user.join(room, nick);
        }, () -> other.received().stream().anyMatch(stanza -> stanza.name().equals("presence") && stanza.type().isEmpty()
            && stanza.from().equals(room + '/' + nick)), () -> other.received().toString());
    }

    /** Waits until the node of a user knows a room. */
    static void isKnownTo(Client user, String room) {
        Waiting.until("the node of " + user.address() + " to know " + room, Waiting.PATIENCE, () -> user.ask("get", room,
            "<query xmlns='http://jabber.org/protocol/disco#info'/>").type().equals("result"), () -> "it does not");
    }
}
