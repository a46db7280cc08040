package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Servers that have never heard of server rosters: Prosody and ejabberd as Debian 12 packages them (0.12.3 and 23.01). What
 * they answer was not agreed with anybody, so these tests write it down.
 */
@RunWith(Parameterized.class)
public class StockServersAcceptanceTest {

    private static final String PREFIX = "plugin.federationsuite.server-roster.";
    private static final int STANZAS = 1000;
    private static final int ATTEMPTS = 4;
    private static final Duration ONE_ATTEMPT = Duration.ofSeconds(15);

    private final ServerKind kind;
    private final List<AutoCloseable> open = new ArrayList<>();
    private Server capulet;
    private StockServer stock;
    private Link link;
    private RosterAdmin admin;
    private int barriers;

    /** Runs on one kind of server. */
    public StockServersAcceptanceTest(String kindName) {
        kind = kindName.equals(ServerKind.oldest().name()) ? ServerKind.oldest() : ServerKind.installed().orElseThrow();
    }

    /** What the tests run on. */
    @Parameters(name = "{0}")
    public static List<Object[]> kinds() {
        return FederationTest.kinds();
    }

    /** Ends everything, the last thing first. */
    @After
    public void end() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private Testbed open(String program) {
        Needed.check(program + " is installed: see .ci/run for how to get it", StockServer.installed(program));
        Testbed bed = Testbed.open(TestbedOptions.defaults().with(kind));
        open.add(bed);
        return bed;
    }

    private void start(Testbed bed, StockServer other) {
        stock = other;
        open.add(other);
        int there = bed.port();
        ServerSpec spec = bed.server("capulet.lit").user("curtis", "curtis-secret").admin("admin", "admin-secret")
            .plugin(FederationTest.SUITE).property(PREFIX + "notice-every", "1")
            .property("dnsutil.dnsOverride", "{" + other.domain() + ",127.0.0.1:" + there + "}");
        capulet = spec.add();
        link = Link.lay(new Link.End("capulet.lit", capulet.serverPort()), new Link.End(other.domain(), other.port()), there,
            other.peer(), STANZAS);
        open.add(link::cut);
        bed.start();
        Client client = Client.login(capulet, "admin", "desk");
        open.add(client::drop);
        admin = new RosterAdmin(client.available(), capulet);
    }

    @Test
    public void prosodySaysSubscribedAtOnceAndNoAdministratorOfItsWasAsked() {
        Testbed bed = open("prosody");
        start(bed, StockServer.prosody(bed, "prosody.lit", "capulet.lit"));

        assertEquals(List.of("available"), answers("probe"));
        assertEquals("prosody.lit is now: none, asked, invited", admin.request("prosody.lit"));
        // Its word counts for what it is: we may see its presence. It is not trusted with anything.
        awaitState("to, invited");
        assertTrue(admin.answeredAtOnce(stock.domain()));
        assertEquals(List.of("subscribed", "available"), answers("subscribe"));

        // What only its administrator would do does not come: its own request.
        barrier();
        assertEquals(List.of(), heard("subscribe"));
        Waiting.until("its presence", Waiting.PATIENCE, () -> admin.presence().get("prosody.lit").startsWith("up since "));
    }

    @Test
    public void whenProsodyAsksAnAdministratorDecides() {
        Testbed bed = open("prosody");
        start(bed, StockServer.prosody(bed, "prosody.lit", "capulet.lit"));

        stock.send("<presence type='subscribe' from='prosody.lit' to='capulet.lit'/>");
        admin.awaitNotice("prosody.lit");
        assertEquals("none, waits for a decision", admin.state("prosody.lit"));
        assertEquals(List.of(), said("subscribed"));

        admin.order(RosterAdmin.PEER + "approve", "prosody.lit");
        awaitState("both");
        assertEquals(List.of("subscribed"), said("subscribed"));
        stock.send("<presence type='probe' from='prosody.lit' to='capulet.lit'/>");
        Waiting.until("our presence", Waiting.PATIENCE, () -> !said("available").isEmpty());
        stock.send("<presence type='unsubscribe' from='prosody.lit' to='capulet.lit'/>");
        awaitState("to");
    }

    @Test
    public void ejabberdSaysNothingAndCanBeAskedAgain() {
        Testbed bed = open("ejabberdctl");
        start(bed, StockServer.ejabberd(bed, "ejabberd.lit", "capulet.lit"));

        assertEquals(List.of(), answers("probe"));
        capulet.control().setProperty(PREFIX + "request-timeout", "1");
        assertEquals("ejabberd.lit is now: none, asked, invited", admin.request("ejabberd.lit"));
        awaitState("none, no answer, invited");
        assertEquals(List.of(), answers("subscribe"));

        // It stays what it is until the administrator tries again.
        assertEquals("ejabberd.lit is now: none, asked, invited", admin.request("ejabberd.lit"));
        awaitState("none, no answer, invited");
        assertEquals(3, said("subscribe").size());
    }

    /** The types of the presence that comes for one that goes. */
    private List<String> answers(String type) {
        barrier();
        int before = presence(heard()).size();
        capulet.control().deliver("<presence type='" + type + "' from='capulet.lit' to='" + stock.domain() + "'/>");
        barrier();
        List<String> all = presence(heard());
        return all.subList(before, all.size());
    }

    /** Asks something that each server answers, so that what was sent before has been answered when this returns. */
    private void barrier() {
        String id = "barrier-" + ++barriers;
        String ping = "<iq type='get' id='" + id + "' from='capulet.lit' to='" + stock.domain()
            + "'><ping xmlns='urn:xmpp:ping'/></iq>";
        // 5.1 sometimes gives up its first connection to a server, and what waited for it with it.
        for (int attempt = 1; !answered(id) && attempt <= ATTEMPTS; attempt++) {
            capulet.control().route(ping);
            awaitAnswer(id, attempt < ATTEMPTS ? ONE_ATTEMPT : Waiting.PATIENCE, attempt == ATTEMPTS);
        }
    }

    private void awaitAnswer(String id, Duration patience, boolean last) {
        try {
            Waiting.until("the answer to " + id, patience, () -> answered(id), () -> link.stanzas() + "\n" + heard());
        } catch (AssertionError e) {
            if (last) {
                throw e;
            }
        }
    }

    private boolean answered(String id) {
        return heard().stream().anyMatch(stanza -> stanza.id().equals(id));
    }

    private List<Stanza> heard() {
        return link.reversed().stanzas();
    }

    private List<String> heard(String type) {
        return presence(heard()).stream().filter(type::equals).toList();
    }

    private List<String> said(String type) {
        return presence(link.stanzas()).stream().filter(type::equals).toList();
    }

    private static List<String> presence(List<Stanza> stanzas) {
        return stanzas.stream().filter(stanza -> stanza.name().equals("presence"))
            .map(stanza -> stanza.type().isEmpty() ? "available" : stanza.type()).toList();
    }

    private void awaitState(String state) {
        admin.awaitState(stock.domain(), state);
        assertTrue(admin.peers().containsKey(stock.domain()));
    }
}
