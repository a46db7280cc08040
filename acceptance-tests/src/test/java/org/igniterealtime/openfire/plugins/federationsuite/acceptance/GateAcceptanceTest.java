package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Before;
import org.junit.Test;

/**
 * The gate of {@code capulet.lit}, as users see it: {@code montague.lit} is approved, {@code verona.lit} at first is not.
 */
public class GateAcceptanceTest extends FederationTest {

    private static final String GATE = "plugin.federationsuite.server-roster.gate";
    private static final String APPROVE = RosterAdmin.PEER + "approve";
    private static final String BLOCK = RosterAdmin.PEER + "block";
    private static final String UNBLOCK = RosterAdmin.PEER + "unblock";

    private Server verona;
    private Client curtis;
    private Client kev;
    private Client mercutio;
    private RosterAdmin capulets;
    private RosterAdmin montagues;
    private RosterAdmin veronas;

    /** Runs on one kind of server. */
    public GateAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return spec.property("plugin.federationsuite.server-roster.notice-every", "1");
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        // 4.2.0 does not understand the refusal of a server that has it on its list, and keeps what it has to send for as
        // long as it waits for a better answer.
        return spec.property("xmpp.server.read.timeout", "5000");
    }

    @Override
    void more(Testbed testbed) {
        verona = users(testbed.server("verona.lit"), "mercutio").plugin(SUITE).add();
    }

    /** Everybody comes. */
    @Before
    public void login() {
        curtis = login(capulet(), "curtis", "Swift");
        kev = login(montague(), "kev", "Swift");
        mercutio = login(verona, "mercutio", "Swift");
        capulets = admin(capulet());
        montagues = admin(montague());
        veronas = admin(verona);
    }

    @Test
    public void onlyApprovedServersPassAndOthersMayAsk() {
        capulet().control().allowServer("montague.lit", 5270);
        capulet().control().setProperty(GATE, "approved");

        // Nobody is approved: a stranger gets nothing through, in neither direction, and is told.
        assertRefused(mercutio, curtis);
        assertRefused(curtis, mercutio);
        assertNotAllowed(curtis.ask("get", mercutio.address(), "<ping xmlns='urn:xmpp:ping'/>"));
        assertNotAllowed(mercutio.ask("get", curtis.address(), "<ping xmlns='urn:xmpp:ping'/>"));
        assertNotAllowed(mercutio.ask("get", "conference.capulet.lit",
            "<query xmlns='http://jabber.org/protocol/disco#items'/>"));
        assertNotAllowed(curtis.join("room@conference.verona.lit", "Curtis"));
        curtis.send("<presence type='subscribe' to='" + mercutio.bareAddress() + "'/>").settle();

        // It may ask. Its request is prompted, and so is that of the other one, which is approved.
        veronas.request("capulet.lit");
        capulets.awaitNotice("verona.lit");
        montagues.request("capulet.lit");
        capulets.awaitNotice("montague.lit");
        assertRefused(kev, curtis);
        capulets.order(APPROVE, "montague.lit");
        montagues.awaitState("capulet.lit", "both");
        assertHeard(kev, curtis);
        assertHeard(curtis, kev);
        assertNotAllowed(mercutio.ask("get", curtis.address(), "<ping xmlns='urn:xmpp:ping'/>"));
        assertFalse("not even after the contact of the two servers", curtis.received().stream()
            .anyMatch(stanza -> stanza.from().equals(mercutio.address()) && !stanza.type().equals("error")));

        // Now the other one, too.
        capulets.order(APPROVE, "verona.lit");
        veronas.awaitState("capulet.lit", "both");
        assertHeard(mercutio, curtis);
        assertHeard(curtis, mercutio);
        awaitLists("montague.lit\tallowed\t5270", "verona.lit\tallowed\t0");

        // One is blocked, for good: it is cut off, and nothing of it gets here.
        capulets.order(BLOCK, "montague.lit");
        awaitNoSessions("montague.lit");
        awaitLists("montague.lit\tblocked\t0", "verona.lit\tallowed\t0");
        kev.send("<message to='" + curtis.address() + "'><body>blocked</body></message>").settle();
        assertRefused(curtis, kev);
        assertHeard(mercutio, curtis);
        assertEquals(List.of(), bodies(curtis, "blocked"));
        capulets.order(UNBLOCK, "montague.lit");
        awaitLists("montague.lit\tallowed\t5270", "verona.lit\tallowed\t0");

        // Without the gate everything is as it was before.
        capulet().control().setProperty(GATE, "off");
        awaitLists("montague.lit\tallowed\t5270");
        assertHeard(kev, curtis);
    }

    @Test
    public void theListsAreAsTheyWereWhenTheServerRosterIsSwitchedOff() {
        veronas.request("capulet.lit");
        capulets.awaitNotice("verona.lit");
        capulet().control().setProperty(GATE, "approved");
        capulets.order(APPROVE, "verona.lit");
        awaitLists("verona.lit\tallowed\t0");

        capulet().restart();
        assertEquals(List.of("verona.lit\tallowed\t0"), capulet().control().serverLists());
        SuitePart.SERVER_ROSTER.switchOff(capulet());
        awaitLists();
    }

    @Test
    public void aBlockCutsAServerOffWithoutAGate() {
        assertHeard(kev, curtis);
        assertHeard(curtis, kev);
        capulets.order(BLOCK, "montague.lit");
        awaitNoSessions("montague.lit");

        toRooms().reset();
        kev.send("<message to='" + curtis.address() + "'><body>blocked</body></message>");
        montague().control().deliver("<message from='room@conference.montague.lit' to='" + curtis.address()
            + "'><body>blocked</body></message>");
        Waiting.until("the messages to have crossed", Waiting.PATIENCE,
            () -> toRooms().stanzas().stream().filter(stanza -> stanza.body().equals("blocked")).count() == 2,
            () -> toRooms().stanzas().toString());
        assertRefused(curtis, kev);
        assertEquals("nothing is said to a blocked server", List.of(),
            toMirror().stanzas().stream().filter(stanza -> !stanza.name().equals("presence")).map(Stanza::toString).toList());

        capulets.order(UNBLOCK, "montague.lit");
        assertHeard(kev, curtis);
        assertEquals(List.of(), bodies(curtis, "blocked"));
        assertEquals("without a gate the server's own lists are not touched", List.of(), capulet().control().serverLists());
    }

    @Test
    public void atAClosedGateOnlyThoseMayAskWhomTheAdministratorKnows() {
        capulet().control().setProperty(GATE, "closed");
        veronas.request("capulet.lit");
        assertRefused(mercutio, curtis);
        assertEquals("", capulets.state("verona.lit"));

        // What verona.lit says again, or now, is the answer to a request of capulet.lit.
        capulets.request("verona.lit");
        veronas.request("capulet.lit");
        capulets.awaitState("verona.lit", "both");
        veronas.awaitState("capulet.lit", "both");
        assertHeard(mercutio, curtis);
    }

    private RosterAdmin admin(Server server) {
        return new RosterAdmin(login(server, "admin", "desk"), server);
    }

    /** The two servers may have to find each other again. */
    private static void assertHeard(Client from, Client to) {
        String body = "from " + from.address() + " at " + System.nanoTime();
        tryUntil(body, () -> from.send("<message to='" + to.address() + "'><body>" + body + "</body></message>").settle(),
            () -> !bodies(to, body).isEmpty(), () -> from.unread() + "\n" + to.unread());
    }

    private static void assertRefused(Client from, Client to) {
        String id = "refused-" + System.nanoTime();
        from.send("<message to='" + to.address() + "' id='" + id + "'><body>refused</body></message>");
        assertNotAllowed(from.await("an error for " + id, stanza -> stanza.id().equals(id)));
        assertEquals(List.of(), bodies(to, "refused"));
    }

    private static void assertNotAllowed(Stanza answer) {
        MirrorAcceptanceTest.assertError("not-allowed", answer);
    }

    private static List<Stanza> bodies(Client client, String body) {
        return client.received().stream().filter(stanza -> stanza.body().equals(body)).toList();
    }

    private void awaitLists(String... expected) {
        Waiting.until("the lists to be " + List.of(expected), Waiting.PATIENCE,
            () -> capulet().control().serverLists().equals(List.of(expected)),
            () -> capulet().control().serverLists().toString());
    }

    private void awaitNoSessions(String domain) {
        Waiting.until("no connection with " + domain, Waiting.PATIENCE,
            () -> !capulet().control().incomingServers().contains(domain)
                && !capulet().control().outgoingServers().contains(domain),
            () -> capulet().control().incomingServers() + " " + capulet().control().outgoingServers());
    }
}
