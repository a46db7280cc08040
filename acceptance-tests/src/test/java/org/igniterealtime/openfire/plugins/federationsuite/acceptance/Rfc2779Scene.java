package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.jivesoftware.smack.Smack;
import org.jivesoftware.smack.provider.ProviderManager;
import org.junit.After;
import org.junit.Rule;
import org.junit.rules.TestRule;
import org.junit.rules.TestWatcher;
import org.junit.runner.Description;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.AfterParam;
import org.junit.runners.Parameterized.BeforeParam;
import org.junit.runners.Parameterized.Parameters;

/**
 * Two servers with all three plugins, on which the requirements of RFC 2779 are looked at one by one. Each test has people of
 * its own, so that all can have the same servers: there are more than sixty of them, and a server takes its time to start. The
 * requirements' A is the watcher, B the one who is watched; they are at different servers unless it says otherwise.
 */
@RunWith(Parameterized.class)
public abstract class Rfc2779Scene {

    static final String PUBSUB = "http://jabber.org/protocol/pubsub";
    static final String OWNER = PUBSUB + "#owner";
    static final String EVENT = PUBSUB + "#event";
    /** How many somebody has, where hundreds are wanted. */
    static final int CROWD = 200;

    private static final int PEOPLE = 80;

    /** Static, because JUnit gives nothing else to what is done once for many tests. */
    private static Testbed bed;
    private static Server capulet;
    private static Server montague;
    private static AtomicInteger people;

    /** Notes what came of each test, for the table. */
    @Rule
    public final TestRule results = new TestWatcher() {
        @Override
        protected void succeeded(Description test) {
            new Rfc2779Results().note(test.getTestClass().getSimpleName(), test.getMethodName(), kindName, true);
        }

        @Override
        protected void failed(Throwable why, Description test) {
            new Rfc2779Results().note(test.getTestClass().getSimpleName(), test.getMethodName(), kindName, false);
        }
    };

    private final String kindName;
    private final List<Client> clients = new ArrayList<>();

    Rfc2779Scene(String kindName) {
        this.kindName = kindName;
    }

    /** The same versions as of every other test. */
    @Parameters(name = "{0}")
    public static List<Object[]> kinds() {
        return FederationTest.kinds();
    }

    /** Starts the servers for all tests on one version. */
    @BeforeParam
    public static void startServers(String kindName) {
        Smack.getVersion();
        ProviderManager.removeIQProvider("pubsub", PUBSUB);
        ProviderManager.removeIQProvider("pubsub", OWNER);
        ProviderManager.removeExtensionProvider("event", EVENT);
        ServerKind kind = kindName.equals(ServerKind.oldest().name()) ? ServerKind.oldest()
            : ServerKind.installed().orElseThrow();
        Path suite = Path.of(System.getProperty("federationsuite.jar"));
        bed = Testbed.open(TestbedOptions.defaults().with(kind));
        ServerSpec rooms = populated(bed.server("capulet.lit")).plugin(suite);
        for (int i = 0; i < CROWD; i++) {
            rooms.user("crowd" + i, "crowd-secret");
        }
        capulet = rooms.add();
        montague = populated(bed.server("montague.lit")).plugin(suite).add();
        people = new AtomicInteger();
        bed.start();
        // Newer servers have this in what they are set up with, and forget it if it is said before.
        capulet.control().setProperty("xmpp.auth.anonymous", "true");
    }

    private static ServerSpec populated(ServerSpec spec) {
        for (int i = 0; i < PEOPLE; i++) {
            spec.user("p" + i, "p-secret");
        }
        return spec.admin("admin", "admin-secret");
    }

    /** Ends the servers. */
    @AfterParam
    public static void stopServers() {
        bed.close();
    }

    /** Ends clients. */
    @After
    public final void dropClients() {
        clients.forEach(Client::drop);
    }

    static Server capulet() {
        return capulet;
    }

    static Server montague() {
        return montague;
    }

    /** What one server has sent the other, by a relay that stands between them. */
    static Link link(Server from, Server to) {
        return bed.link(from, to);
    }

    /** Somebody new on a server, who is there. */
    Client somebody(Server server) {
        return quiet(server).available();
    }

    /** Somebody new on a server, who is logged in and has said nothing. */
    Client quiet(Server server) {
        return client(server, "p" + people.getAndIncrement(), "one");
    }

    Client client(Server server, String user, String resource) {
        return own(Client.login(server, user, resource));
    }

    /** A client that is ended with the test. */
    Client own(Client client) {
        clients.add(client);
        return client;
    }

    /** The same user again, with another client. */
    Client again(Server server, Client client, String resource) {
        return client(server, client.bareAddress().replaceAll("@.*", ""), resource);
    }

    /** One asks by pubsub to see another's presence. On a loaded machine a first contact fails now and then. */
    static Stanza asks(Client watcher, String owner) {
        Stanza[] answer = new Stanza[1];
        FederationTest.tryUntil("an answer of " + owner, () -> answer[0] = watcher.ask("set", owner, "<pubsub xmlns='" + PUBSUB
            + "'><subscribe node='presence' jid='" + watcher.bareAddress() + "'/></pubsub>"),
            () -> answer[0] != null && !answer[0].text().contains("<remote-server-"), () -> String.valueOf(answer[0]));
        return answer[0];
    }

    static Stanza decides(Client owner, String watcher, String state) {
        return owner.ask("set", "", "<pubsub xmlns='" + OWNER + "'><subscriptions node='presence'><subscription jid='" + watcher
            + "' subscription='" + state + "'/></subscriptions></pubsub>");
    }

    /** One sees another's presence from now on, asked and approved by pubsub. */
    static void watches(Client watcher, Client owner) {
        assertEquals("result", asks(watcher, owner.bareAddress()).type());
        Stanza decided = decides(owner, watcher.bareAddress(), "subscribed");
        assertEquals(decided.text(), "result", decided.type());
        watcher.await("the decision", stanza -> stanza.text().contains("subscription=\"subscribed\"")
            && stanza.from().equals(owner.bareAddress()));
    }

    static Stanza publishes(Client owner, String attributes, String content) {
        return owner.ask("set", "", "<pubsub xmlns='" + PUBSUB + "'><publish node='presence'><item><presence"
            + " xmlns='jabber:client' " + attributes + ">" + content + "</presence></item></publish></pubsub>");
    }

    /** Says that somebody's status is what it says. */
    static void is(Client owner, String status) {
        Stanza answer = publishes(owner, "", "<status>" + status + "</status>");
        assertEquals(answer.text(), "result", answer.type());
    }

    /** A notice that somebody's presence has something in it. */
    static Stanza notice(Client watcher, Client owner, String content) {
        return watcher.await("notice of " + content, stanza -> stanza.name().equals("message")
            && stanza.from().equals(owner.bareAddress()) && stanza.text().contains("<items ") && stanza.text().contains(content));
    }

    /** Nobody has told somebody anything of this, and what was under way has come. */
    static void knowsNothing(Client watcher, Client teller, String content) {
        assertEquals(0, came(watcher, teller, stanza -> stanza.text().contains(content)));
    }

    /** How much of a kind has come until a message of somebody's. */
    static long came(Client watcher, Client teller, Predicate<Stanza> predicate) {
        String id = says(teller, watcher.address(), "barrier");
        watcher.await("a message", stanza -> stanza.id().equals(id));
        return watcher.received().stream().filter(predicate).count();
    }

    /** Sends a message, and does not wait. */
    static String says(Client speaker, String to, String body) {
        String id = UUID.randomUUID().toString();
        speaker.send("<message id='" + id + "' to='" + to + "' type='chat'><body>" + body + "</body></message>");
        return id;
    }

    static Stanza hears(Client listener, String id) {
        return listener.await("message " + id, stanza -> stanza.name().equals("message") && stanza.id().equals(id));
    }

    /** How it stands with somebody's subscription, as he is told. */
    static String state(Client watcher, Client owner) {
        Stanza answer = watcher.ask("get", owner.bareAddress(), "<pubsub xmlns='" + PUBSUB
            + "'><subscriptions node='presence'/></pubsub>");
        int at = answer.text().indexOf(" subscription=\"");
        return at < 0 ? "none" : answer.text().substring(at + 15, answer.text().indexOf('"', at + 15));
    }

    /** Waits until it stands so: who is told of a decision may hear of it before the server has written it down. */
    static void stands(Client watcher, Client owner, String state) {
        Waiting.until("a subscription that is " + state, Waiting.PATIENCE, () -> state(watcher, owner).equals(state));
    }

    /** Who sees somebody's presence, as he is told. */
    static String watchers(Client owner) {
        return owner.ask("get", "", "<pubsub xmlns='" + OWNER + "'><subscriptions node='presence'/></pubsub>").text();
    }

    /** The form in which somebody is asked about somebody. */
    static Stanza form(Client owner, Client watcher) {
        Predicate<Stanza> form = stanza -> stanza.text().contains("#subscribe_authorization")
            && stanza.text().contains("<value>" + watcher.bareAddress() + "</value>");
        Waiting.until("a form", Waiting.PATIENCE, () -> owner.received().stream().anyMatch(form),
            () -> owner.received().toString());
        return owner.received().stream().filter(form).reduce((first, last) -> last).orElseThrow();
    }

    /** The answer to such a form. */
    static void answers(Client owner, Stanza form, Client watcher, boolean allow) {
        owner.send("<message id='" + form.id() + "' to='" + form.from() + "'><x xmlns='jabber:x:data' type='submit'>"
            + field("FORM_TYPE", PUBSUB + "#subscribe_authorization") + field("pubsub#node", "presence")
            + field("pubsub#subscriber_jid", watcher.bareAddress()) + field("pubsub#allow", allow ? "true" : "false")
            + "</x></message>");
    }

    static String field(String name, String value) {
        return "<field var='" + name + "'><value>" + value + "</value></field>";
    }

    /** Somebody looks subscribed and is told nothing, from now on. */
    static void hides(Client owner, Client watcher) {
        Stanza answer = owner.ask("set", "", "<pubsub xmlns='" + OWNER + "'><configure node='presence'><x xmlns='jabber:x:data'"
            + " type='submit'>" + field("FORM_TYPE", PUBSUB + "#node_config")
            + field("federationsuite#polite_block", watcher.bareAddress()) + "</x></configure></pubsub>");
        assertEquals(answer.text(), "result", answer.type());
    }

    static void castsOut(Client owner, String watcher) {
        Stanza answer = owner.ask("set", "", "<pubsub xmlns='" + OWNER + "'><affiliations node='presence'><affiliation jid='"
            + watcher + "' affiliation='outcast'/></affiliations></pubsub>");
        assertEquals(answer.text(), "result", answer.type());
    }

    /** Somebody hears nothing from somebody any more (XEP-0016). */
    static void blocks(Client listener, Client speaker) {
        assertEquals("result", listener.ask("set", "", "<query xmlns='jabber:iq:privacy'><list name='deaf'><item type='jid'"
            + " value='" + speaker.bareAddress() + "' action='deny' order='1'><message/></item>"
            + "<item action='allow' order='2'/></list></query>").type());
        for (String kind : List.of("default", "active")) {
            assertEquals("result", listener.ask("set", "", "<query xmlns='jabber:iq:privacy'><" + kind
                + " name='deaf'/></query>").type());
        }
    }

    /**
     * How often a message of somebody who is blocked has come. Newer servers tell the one who blocks by an error without a
     * sender what they would not let him answer, which is their own refusal; that is no message of anybody.
     *
     * @param blocked  who has sent the message
     * @param id       the message's id
     * @param listener who has blocked him
     * @param other    somebody of the blocked one's server, whose message comes behind it
     */
    static long cameFrom(Client blocked, String id, Client listener, Client other) {
        blocked.settle();
        return came(listener, other, stanza -> stanza.id().equals(id) && stanza.from().equals(blocked.address()));
    }

    /** That nothing that somebody has got has an address of the network in it. */
    static void tellsNoAddressOfTheNetwork(Client client) {
        assertEquals(List.of(), client.settle().received().stream().filter(stanza -> stanza.text().matches(
            "(?s).*\\b(127\\.0\\.0\\.1|\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})\\b.*")).toList());
    }
}
