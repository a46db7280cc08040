package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assume.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Two domains with the suite, {@code capulet.lit} with the rooms and {@code montague.lit} with the mirror, and the links
 * between them. Runs on the oldest server and, given {@code -Dopenfire.home}, on an installed newer one.
 */
@RunWith(Parameterized.class)
public abstract class FederationTest {

    /** Where the jar is that an administrator would upload. */
    static final Path SUITE = Path.of(System.getProperty("federationsuite.jar"));

    private static final String NO_INSTALLATION = "an installed Openfire";

    private final String kindName;
    private final List<Client> clients = new ArrayList<>();
    private Testbed bed;
    private Server capulet;
    private Server montague;

    FederationTest(String kindName) {
        this.kindName = kindName;
    }

    /** What the tests run on. */
    @Parameters(name = "{0}")
    public static List<Object[]> kinds() {
        return List.of(new Object[] {ServerKind.oldest().name()},
            new Object[] {ServerKind.installed().map(ServerKind::name).orElse(NO_INSTALLATION)});
    }

    private ServerKind kind() {
        if (kindName.equals(ServerKind.oldest().name())) {
            return ServerKind.oldest();
        }
        Optional<ServerKind> installed = ServerKind.installed();
        assumeTrue("Skipped: give an installed Openfire with -D" + ServerKind.INSTALLED + "=DIR", installed.isPresent());
        return installed.orElseThrow();
    }

    /** Starts the two servers. */
    @Before
    public final void startServers() {
        bed = Testbed.open(TestbedOptions.defaults().with(kind()));
        capulet = users(bed.server("capulet.lit"), "curtis", "tybalt").admin("admin", "nimda").plugin(SUITE)
            .property("plugin.federationsuite.admitted-domains", "montague.lit").add();
        montague = users(bed.server("montague.lit"), "kev", "amy", "ben").admin("admin", "nimda").plugin(SUITE).add();
        prepare(bed);
        bed.start();
    }

    /** For a test that wants more servers. */
    void prepare(Testbed testbed) {
        // Two are enough for most.
    }

    private static ServerSpec users(ServerSpec spec, String... names) {
        for (String name : names) {
            spec.user(name, name + "-secret");
        }
        return spec;
    }

    /** Ends clients and servers. */
    @After
    public final void stopServers() {
        clients.forEach(Client::close);
        if (bed != null) {
            bed.close();
        }
    }

    Server capulet() {
        return capulet;
    }

    Server montague() {
        return montague;
    }

    /** What crosses between the two; "sent" is from the rooms to the mirror. */
    Link toMirror() {
        return bed.link(capulet, montague);
    }

    Client login(Server server, String user, String resource) {
        Client client = Client.login(server, user, resource);
        clients.add(client);
        return client.available();
    }
}
