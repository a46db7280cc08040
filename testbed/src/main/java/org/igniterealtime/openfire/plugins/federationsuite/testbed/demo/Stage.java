package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerStartException;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;

/**
 * The two servers with the suite, and the link between them. It leaves nothing behind, also when the process is
 * interrupted. Used by one thread.
 */
public final class Stage implements AutoCloseable {

    /** The administrator of both servers, who has the cast's password. */
    static final String ADMIN = "admin";

    private static final String MIRROR = "mirror.";
    private static final String ADMITTED = "plugin.federationsuite.admitted-domains";
    private static final int STANZAS = 20_000;
    /** What the suite logs last of what it finds out about the other server, soon after it has started. */
    private static final List<String> CHECKED = List.of("rooms to mirrors", "(lets|let) the mirror \\S+ join its rooms");

    private final Testbed bed;
    private final Server capulet;
    private final Server montague;
    private final BedEnd end;

    /** Prepares the demo's servers; nothing is started. */
    Stage(ServerKind kind, DemoOptions options, Path suite) {
        this(kind, options.tls(), suite, new Players("capulet.lit", List.of(Cast.HOST), "montague.lit",
            Cast.guests(options.users()), Cast.PASSWORD), UnaryOperator.identity());
    }

    /**
     * Prepares the servers; nothing is started.
     *
     * @param kind their version
     * @param tls whether they talk TLS to each other
     * @param suite the suite's jar
     * @param players who is where
     * @param more what else both servers shall have
     */
    public Stage(ServerKind kind, boolean tls, Path suite, Players players, UnaryOperator<ServerSpec> more) {
        TestbedOptions defaults = TestbedOptions.defaults();
        bed = Testbed.open(new TestbedOptions(defaults.directory(), false, kind, tls, STANZAS));
        end = new BedEnd(bed);
        capulet = more.apply(server(players.rooms(), players.hosts(), players.password(), suite)
            .property(ADMITTED, players.mirrors())).add();
        montague = more.apply(server(players.mirrors(), players.guests(), players.password(), suite)
            .property(ADMITTED, players.rooms())).add();
    }

    /**
     * Who is where. Immutable.
     *
     * @param rooms the domain with the rooms
     * @param hosts the local parts of its users
     * @param mirrors the domain with the mirror
     * @param guests the local parts of its users
     * @param password everybody's
     */
    public record Players(String rooms, List<String> hosts, String mirrors, List<String> guests, String password) {
    }

    private ServerSpec server(String domain, List<String> users, String password, Path suite) {
        ServerSpec spec = bed.server(domain).admin(ADMIN, password).plugin(suite);
        users.forEach(user -> spec.user(user, password));
        return spec;
    }

    /** Starts both servers and waits until they are up. */
    public void start() {
        bed.start();
    }

    /**
     * Waits until the suite has looked at the other server, on both sides: it asks questions over the link, once, and
     * they belong to nobody's conversation.
     *
     * @throws ServerStartException if one does not find the other
     */
    public void awaitChecks() {
        for (Server server : List.of(capulet, montague)) {
            try {
                CHECKED.forEach(server.log()::await);
            } catch (AssertionError e) {
                throw new ServerStartException("The suite on " + server.domain() + " does not find the other server. "
                    + e.getMessage());
            }
        }
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
    public Server montague() {
        return montague;
    }

    /**
     * The link.
     *
     * @return the link; "sent" is from the server with the rooms to the one with the mirror
     */
    public Link link() {
        return bed.link(capulet, montague);
    }

    /** From now on users of montague.lit who join a room of capulet.lit as they always did are served by their mirror. */
    void becomeTransparent() {
        montague.control().setProperty(
            "plugin.federationsuite.fmuc.mirror.peer.conference." + capulet.domain() + ".transparent", "true");
    }

    /** From now on the mirror soon asks whether the link is there, and soon again: a demo should not take minutes. */
    void becomeImpatient() {
        for (String setting : List.of("link-timeout", "rejoin-first", "rejoin-longest")) {
            montague.control().setProperty("plugin.federationsuite.fmuc.mirror." + setting, "2");
        }
        montague.control().setProperty("plugin.federationsuite.fmuc.mirror.answer-within", "5");
    }

    /**
     * The address under which users of montague.lit reach a room of capulet.lit through their mirror.
     *
     * @param room the room's local part
     * @return the bare address of its slave
     */
    public String mirrored(String room) {
        return capulet.room(room).replace("@", "\\40") + "@" + MIRROR + montague.domain();
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
