package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.acceptance.stock.StockServer;
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
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.AfterParam;
import org.junit.runners.Parameterized.BeforeParam;
import org.junit.runners.Parameterized.Parameters;

/**
 * Users of {@code capulet.lit}, which runs the suite, with their rooms in transparent mode, and users of a server that knows
 * nothing of it: Prosody and ejabberd as Debian 12 packages them (0.12.3 and 23.01). All tests on one pair of servers share
 * it, and each has people of its own. What the other make answers was not agreed with anybody, so it is written down here.
 */
@RunWith(Parameterized.class)
public abstract class StockScene {

    static final String PUBSUB = PubsubTest.PUBSUB;

    private static final int PEOPLE = 60;
    private static final int STANZAS = 20_000;
    private static final long ANOTHER_TRY = TimeUnit.SECONDS.toNanos(1);
    private static final Pattern ITEM = Pattern.compile("<item [^>]*>");
    private static final Pattern SUBSCRIPTION = Pattern.compile(" subscription=['\"](\\w+)['\"]");

    /** Static, because JUnit gives nothing else to what is done once for many tests. */
    private static Testbed bed;
    private static Server capulet;
    private static StockServer stock;
    private static Link link;
    private static AtomicInteger people;

    private final String make;
    private final List<Client> clients = new ArrayList<>();

    StockScene(String make) {
        this.make = make;
    }

    /** What the tests run on. */
    @Parameters(name = "{0}-{1}")
    public static List<Object[]> servers() {
        return FederationTest.kinds().stream().flatMap(ours -> Stream.of("prosody", "ejabberd")
            .map(theirs -> new Object[] {theirs, ours[0]})).toList();
    }

    /** Starts both servers for all tests on them, and lets them find each other. */
    @BeforeParam
    public static void startServers(String make, String kindName) {
        PubsubTest.readEventsAsTheyStand();
        String program = make.equals("prosody") ? "prosody" : "ejabberdctl";
        Needed.check(program + " is installed: see .ci/run for how to get it", StockServer.installed(program));
        bed = Testbed.open(TestbedOptions.defaults().with(kindName.equals(ServerKind.oldest().name()) ? ServerKind.oldest()
            : ServerKind.installed().orElseThrow()));
        people = new AtomicInteger();
        String domain = make + ".lit";
        stock = make.equals("prosody") ? StockServer.prosody(bed, domain, "capulet.lit")
            : StockServer.ejabberd(bed, domain, "capulet.lit");
        int there = bed.port();
        ServerSpec spec = bed.server("capulet.lit").admin("admin", "admin-secret").plugin(FederationTest.SUITE)
            .property("plugin.federationsuite.fmuc.mirror.peer." + stock.rooms() + ".transparent", "true")
            .property("dnsutil.dnsOverride", Stream.of(domain, stock.rooms(), stock.pubsub())
                .map(name -> "{" + name + ",127.0.0.1:" + there + "}").collect(Collectors.joining(",")));
        for (int i = 0; i < PEOPLE; i++) {
            spec.user("p" + i, "p-secret");
        }
        capulet = spec.add();
        link = Link.lay(new Link.End("capulet.lit", capulet.serverPort()), new Link.End(domain, stock.port()), there,
            stock.peer(), STANZAS);
        bed.start();
        greet("capulet.lit", domain);
        greet("capulet.lit", stock.pubsub());
        greet("capulet.lit", stock.rooms());
        greet("conference.capulet.lit", domain);
        greet("pubsub.capulet.lit", domain);
    }

    /**
     * Asks until it is answered. What Prosody answers first between two domains was seen to stay away now and then, and the
     * second question to be answered at once.
     */
    private static void greet(String from, String to) {
        String id = "greeting" + System.nanoTime();
        long[] next = {System.nanoTime()};
        Waiting.until(from + " and " + to + " to be connected", Waiting.PATIENCE, () -> {
            if (System.nanoTime() - next[0] >= 0) {
                capulet.control().deliver("<iq type='get' id='" + id + "' from='" + from + "' to='" + to
                    + "'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
                next[0] = System.nanoTime() + ANOTHER_TRY;
            }
            return link.reversed().stanzas().stream().anyMatch(stanza -> stanza.id().equals(id));
        }, () -> link.stanzas() + "\n" + link.reversed().stanzas());
    }

    /** Ends the servers. */
    @AfterParam
    public static void stopServers() {
        if (link != null) {
            link.cut();
            link = null;
        }
        if (stock != null) {
            stock.close();
            stock = null;
        }
        if (bed != null) {
            bed.close();
            bed = null;
        }
    }

    /** Ends clients. */
    @After
    public final void dropClients() {
        clients.forEach(Client::drop);
    }

    // ---- who is where

    static Server capulet() {
        return capulet;
    }

    static StockServer stock() {
        return stock;
    }

    /** What our server sends; what it is sent is in the reverse. */
    static Link link() {
        return link;
    }

    final boolean isProsody() {
        return make.equals("prosody");
    }

    /** What one make does, and what the other. */
    final <T> T expected(T ofProsody, T ofEjabberd) {
        return isProsody() ? ofProsody : ofEjabberd;
    }

    /** Somebody new of our server, who is there and wants to hear of the roster. */
    final Client here() {
        return own(Client.login(capulet, "p" + people.getAndIncrement(), "one"));
    }

    /** The same user again, later. */
    final Client again(Client client) {
        return own(Client.login(capulet, client.bareAddress().replaceAll("@.*", ""), "later"));
    }

    /** Somebody new of the other server. */
    final Client there() {
        return there("romeo" + people.getAndIncrement());
    }

    final Client there(String name) {
        return own(Client.login(stock.domain(), stock.clientPort(), name, "whatever"));
    }

    private Client own(Client client) {
        clients.add(client);
        client.ask("get", "", "<query xmlns='jabber:iq:roster'/>");
        return client.available();
    }

    // ---- what they do

    /** One asks to see the other, who lets him. */
    static void follows(Client watcher, Client watched) {
        send(watcher, "subscribe", watched);
        seen(watched, "a request", presence("subscribe", watcher.bareAddress()));
        send(watched, "subscribed", watcher);
        seen(watcher, "the consent", presence("subscribed", watched.bareAddress()));
        seen(watcher, "the presence", presence("", watched.address()));
        // Each server writes down what it has been told; the next request comes when both have.
        stands(watcher, watched, "to", "both");
        stands(watched, watcher, "from", "both");
    }

    static void befriend(Client one, Client other) {
        follows(one, other);
        follows(other, one);
    }

    static void send(Client client, String type, Client to) {
        client.send("<presence type='" + type + "' to='" + to.bareAddress() + "'/>").settle();
    }

    /** How it stands with somebody in a roster. */
    static String roster(Client owner, Client contact) {
        String roster = owner.ask("get", "", "<query xmlns='jabber:iq:roster'/>").text();
        Matcher items = ITEM.matcher(roster);
        while (items.find()) {
            Matcher subscription = SUBSCRIPTION.matcher(items.group());
            if (items.group().contains(contact.bareAddress()) && subscription.find()) {
                return subscription.group(1);
            }
        }
        return "absent";
    }

    /** Waits until it stands in one of some ways. */
    static void stands(Client owner, Client contact, String... ways) {
        Waiting.until(contact.bareAddress() + " in the roster of " + owner.bareAddress() + ": " + List.of(ways),
            Waiting.PATIENCE, () -> List.of(ways).contains(roster(owner, contact)), () -> roster(owner, contact));
    }

    // ---- what they see

    static Predicate<Stanza> presence(String type, String from) {
        return stanza -> stanza.name().equals("presence") && stanza.type().equals(type) && stanza.from().equals(from);
    }

    /** A stanza, awaited already or not: which server is quicker is open. */
    static Stanza seen(Client client, String what, Predicate<Stanza> predicate) {
        Waiting.until(what + " for " + client.address(), Waiting.PATIENCE,
            () -> client.received().stream().anyMatch(predicate), () -> client.received().toString());
        return client.received().stream().filter(predicate).findFirst().orElseThrow();
    }

    /** The same, and whoever asks meanwhile what the client can is told what notices it wants. */
    static Stanza seenByOneWhoWants(Client client, String node, String what, Predicate<Stanza> predicate) {
        Set<String> answered = new HashSet<>();
        Waiting.until(what + " for " + client.address(), Waiting.PATIENCE, () -> {
            Contacts.answerAll(client, answered, node);
            return client.received().stream().anyMatch(predicate);
        }, () -> client.received().toString());
        return client.received().stream().filter(predicate).findFirst().orElseThrow();
    }

    /** What has come from the other server when a word of somebody there has that is said behind it. */
    static List<Stanza> whatCame(Client listener, Client teller) {
        String id = "barrier-" + UUID.randomUUID();
        teller.send("<message id='" + id + "' type='chat' to='" + listener.address() + "'><body>barrier</body></message>");
        seen(listener, "a message", stanza -> stanza.id().equals(id));
        return listener.received().stream().filter(stanza -> !stanza.id().startsWith("barrier-")).toList();
    }

    /** How it stands with somebody's subscription to a presence node, as he is told; each make has quotation marks of its own. */
    static String state(Client watcher, Client owner) {
        Stanza answer = watcher.ask("get", owner.bareAddress(), "<pubsub xmlns='" + PUBSUB
            + "'><subscriptions node='presence'/></pubsub>");
        return answer.type().equals("result") ? subscription(answer) : brief(answer);
    }

    /** The state of the first subscription that a stanza names. */
    static String subscription(Stanza stanza) {
        Matcher subscription = SUBSCRIPTION.matcher(stanza.text());
        return subscription.find() ? subscription.group(1) : "none";
    }

    static long count(List<Stanza> stanzas, String content) {
        return stanzas.stream().filter(stanza -> stanza.text().contains(content)).count();
    }

    /** An error in short, as its type and conditions; of anything else its type. */
    static String brief(Stanza answer) {
        return Stanza.child(answer.element(), "jabber:client", "error").map(error -> error.getAttribute("type") + ' '
            + SpecExamples.children(error).stream().filter(one -> !one.getLocalName().equals("text"))
                .map(one -> one.getLocalName() + (one.hasAttribute("feature") ? "=" + one.getAttribute("feature") : ""))
                .sorted().collect(Collectors.joining(" "))).orElse(answer.type());
    }
}
