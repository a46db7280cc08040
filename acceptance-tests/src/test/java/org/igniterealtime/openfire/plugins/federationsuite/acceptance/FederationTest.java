package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Two domains with the suite, {@code capulet.lit} with the rooms and {@code montague.lit} with the mirror, and the link
 * between them. Each test gets fresh servers, and runs on the oldest version and, given {@code -Dopenfire.home}, on an
 * installed newer one.
 */
@RunWith(Parameterized.class)
public abstract class FederationTest {

    /** The jar that an administrator would upload. */
    static final Path SUITE = Path.of(System.getProperty("federationsuite.jar"));

    /** The room of the specification's examples, and its slave. */
    static final String MASTER = "jabberchat@conference.capulet.lit";
    static final String SLAVE = "jabberchat\\40conference.capulet.lit@mirror.montague.lit";

    private static final String FIRST_TRY = "<first-try xmlns='http://igniterealtime.org/protocol/federationsuite#link'/>";
    private static final Pattern UNPROVEN =
        Pattern.compile("(?m)^\\S*UnauthorizedException: Failed to validate domain when using piggyback.*\\n(\\s+at .*(\\n|$))*");
    private static final Duration FIRST_CONTACT = Waiting.PATIENCE.multipliedBy(2);
    /** Longer than the servers go on refusing after a failure. */
    private static final Duration ANOTHER_TRY = Duration.ofSeconds(12);

    private final String kindName;
    private final List<Client> clients = new ArrayList<>();
    private final Map<Server, Integer> logged = new HashMap<>();
    private Testbed bed;
    private Server capulet;
    private Server montague;

    FederationTest(String kindName) {
        this.kindName = kindName;
    }

    /** What the tests run on. The build says so when there is no installed server to run them on. */
    @Parameters(name = "{0}")
    public static List<Object[]> kinds() {
        return Stream.concat(Stream.of(ServerKind.oldest()), ServerKind.installed().stream())
            .map(kind -> new Object[] {kind.name()}).toList();
    }

    /** Whether this runs on the oldest version. */
    final boolean isOldest() {
        return kindName.equals(ServerKind.oldest().name());
    }

    private ServerKind kind() {
        return isOldest() ? ServerKind.oldest() : ServerKind.installed().orElseThrow();
    }

    /** Starts the servers. */
    @Before
    public final void startServers() {
        bed = Testbed.open(TestbedOptions.defaults().with(kind()));
        capulet = install(capulet(users(bed.server("capulet.lit"), "curtis", "tybalt"))).add();
        montague = install(montague(users(bed.server("montague.lit"), "kev", "amy", "ben"))).add();
        more(bed);
        bed.start();
        firstContact();
        bed.servers().forEach(server -> logged.put(server, server.log().text().length()));
    }

    /** The first connections, before the test begins; for a test that wants to see them, or wants more. */
    void firstContact() {
        acquaint(montague, capulet);
    }

    /** What is particular about the server with the rooms: unless a test says otherwise it admits the other one. */
    ServerSpec capulet(ServerSpec spec) {
        return spec.property("plugin.federationsuite.admitted-domains", "montague.lit");
    }

    /** What is particular about the server with the mirror: unless a test says otherwise, nothing. */
    ServerSpec montague(ServerSpec spec) {
        return spec;
    }

    /** Puts the suite into a server from the start; for a test that wants to do it later. */
    ServerSpec install(ServerSpec spec) {
        return spec.plugin(SUITE);
    }

    /** For a test that wants more servers. */
    void more(Testbed testbed) {
        // Two are enough for most.
    }

    /**
     * Has a server send what nobody there has said. Words to all carry the suite's own mark: without it that server takes what
     * seems to come from its rooms and its mirror, and has not passed the suite, for said before, and ends it.
     */
    static void forge(Server server, String xml) {
        server.control().deliver(xml.contains("'groupchat'") ? xml.replace("</message>", FIRST_TRY + "</message>") : xml);
    }

    static ServerSpec users(ServerSpec spec, String... names) {
        for (String name : names) {
            spec.user(name, name + "-secret");
        }
        return spec.admin("admin", "admin-secret");
    }

    /**
     * Lets two servers find each other: the first as itself and as its mirror, the second as itself and as its rooms. On a
     * loaded machine both versions sometimes give up a first connection, and what waited for it comes back as an error: a
     * person would try again, and so does this. The link's counters are those of a new one afterwards.
     */
    final void acquaint(Server one, Server other) {
        greet(one, one.domain(), other, other.domain());
        greet(one, one.domain(), other, "conference." + other.domain());
        if (SuitePart.FMUC.runs(one)) {
            greet(one, "mirror." + one.domain(), other, "conference." + other.domain());
        }
        bed.link(one, other).reset();
    }

    /** Asks from one domain something that the other answers, so that both ways have been gone. */
    final void greet(Server one, String from, Server other, String to) {
        Link back = bed.link(other, one);
        String id = "greeting" + System.nanoTime();
        tryUntil(from + " and " + to + " to be connected", () -> one.control().deliver("<iq type='get' id='" + id + "' from='"
            + from + "' to='" + to + "'><ping xmlns='urn:xmpp:ping'/></iq>"),
            () -> back.stanzas().stream().anyMatch(stanza -> stanza.id().equals(id)), () -> back.stanzas().toString());
    }

    /**
     * Does something, and does it again from time to time as a person would, until it has worked.
     *
     * @param what    what is waited for
     * @param attempt what is done
     * @param worked  whether it has worked
     * @param seen    what is there instead
     */
    static void tryUntil(String what, Runnable attempt, Callable<Boolean> worked, Supplier<String> seen) {
        long[] next = {System.nanoTime()};
        Waiting.until(what, FIRST_CONTACT, () -> {
            if (!worked.call() && System.nanoTime() - next[0] >= 0) {
                attempt.run();
                next[0] = System.nanoTime() + ANOTHER_TRY.toNanos();
            }
            return worked.call();
        }, seen);
    }

    /**
     * Joins, and does it again where the servers could not find each other, as they may not after a restart.
     *
     * @return what the room or the mirror said
     */
    static Stanza joins(Client client, String room, String nick) {
        Stanza[] answer = new Stanza[1];
        tryUntil("an answer of " + room, () -> answer[0] = client.join(room, nick),
            () -> answer[0] != null && !answer[0].text().contains("<remote-server-"), () -> answer[0].text());
        return answer[0];
    }

    /** Ends clients and servers. */
    @After
    public final void stopServers() {
        clients.forEach(Client::drop);
        if (bed != null) {
            bed.close();
        }
    }

    /** For a test whose servers need more than servers. */
    Testbed bed() {
        return bed;
    }

    /** A folder for files of the test. */
    Path directory() {
        return bed.directory();
    }

    Server capulet() {
        return capulet;
    }

    Server montague() {
        return montague;
    }

    /** What crosses from the rooms to the mirror. */
    Link toMirror() {
        return bed.link(capulet, montague);
    }

    /** What crosses from the mirror to the rooms. */
    Link toRooms() {
        return bed.link(montague, capulet);
    }

    /**
     * What a server that was not restarted has logged since the first contact, over which some versions stumble. Without what
     * 5.1 has to say of another server that cannot prove a name: it is refused, as it should be, with a stack trace.
     */
    String logOf(Server server) {
        return UNPROVEN.matcher(server.log().text().substring(logged.get(server))).replaceAll("");
    }

    Client login(Server server, String user, String resource) {
        return available(Client.login(server, user, resource));
    }

    /** Has a client say that it is there, and ends it with the test. */
    Client available(Client client) {
        clients.add(client);
        return client.available();
    }

    /**
     * Makes a room that stays when everybody has left, owned by whoever asks.
     *
     * @param owner  a client on the server with the rooms; it is not in the room afterwards
     * @param fields further fields of the configuration form, as {@code name=value}
     */
    static void makeRoom(Client owner, String room, String... fields) {
        owner.join(room, "Owner");
        StringBuilder form = new StringBuilder(field("FORM_TYPE=http://jabber.org/protocol/muc#roomconfig"))
            .append(field("muc#roomconfig_persistentroom=1"))
            // Newer versions log by default, and tell so.
            .append(field("muc#roomconfig_enablelogging=0"));
        for (String field : fields) {
            form.append(field(field));
        }
        String type = owner.ask("set", room, "<query xmlns='http://jabber.org/protocol/muc#owner'>"
            + "<x xmlns='jabber:x:data' type='submit'>" + form + "</x></query>").type();
        if (!type.equals("result")) {
            throw new AssertionError("The room was not configured: " + owner.received());
        }
        owner.part(room, "Owner");
    }

    private static String field(String assignment) {
        int equals = assignment.indexOf('=');
        return "<field var='" + assignment.substring(0, equals) + "'><value>" + assignment.substring(equals + 1)
            + "</value></field>";
    }
}
