package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * Trust between servers (XEP-0267), as two administrators see it in their clients: nobody is admitted by a setting here. A
 * third server, {@code verona.lit}, has not been asked for by anybody.
 */
public class TrustAcceptanceTest extends FederationTest {

    private static final String APPROVE = RosterAdmin.PEER + "approve";
    private static final String REVOKE = RosterAdmin.PEER + "revoke";

    private Server verona;

    /** Runs on one kind of server. */
    public TrustAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return spec.property("plugin.federationsuite.server-roster.notice-every", "1");
    }

    @Override
    void more(Testbed testbed) {
        verona = users(testbed.server("verona.lit"), "mercutio").plugin(SUITE).add();
    }

    @Override
    void firstContact() {
        super.firstContact();
        acquaint(verona, capulet());
    }

    @Test
    @Conforms({"protoxep-24", "master-12"})
    public void twoServersComeToTrustEachOtherAndPart() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        RosterAdmin capulets = admin(capulet());
        RosterAdmin montagues = admin(montague());

        // Nobody knows anybody: the mirror of montague.lit is not let in.
        assertRefused(kev);

        // The administrator of montague.lit asks for capulet.lit. The one of capulet.lit is prompted; nothing else happens.
        assertEquals("capulet.lit is now: none, asked, invited", montagues.request("capulet.lit"));
        capulets.awaitNotice("montague.lit");
        assertEquals("none, waits for a decision", capulets.state("montague.lit"));
        assertRefused(kev);

        // He approves. His server asks back, which needs no second decision at montague.lit: it was asked for there.
        assertEquals("montague.lit is now: from, asked", capulets.order(APPROVE, "montague.lit"));
        capulets.awaitState("montague.lit", "both");
        montagues.awaitState("capulet.lit", "both");
        assertEquals(List.of("subscribe", "subscribed"), subscriptions(toRooms().stanzas()));
        assertEquals(List.of("subscribed", "subscribe"), subscriptions(toMirror().stanzas()));

        // Each sees that the other is there.
        Waiting.until("presence", Waiting.PATIENCE, () -> capulets.presence().get("montague.lit").startsWith("up since ")
            && montagues.presence().get("capulet.lit").startsWith("up since "));

        // The mirror is let in; that of another server still is not.
        assertEquals("", kev.join(SLAVE, "Kev").type());
        curtis.await("Kev", stanza -> stanza.from().equals(MASTER + "/Kev"));
        MirrorAcceptanceTest.assertError("not-authorized",
            login(verona, "mercutio", "Swift").join("jabberchat\\40conference.capulet.lit@mirror.verona.lit", "Mercutio"));
        kev.part(SLAVE, "Kev");

        // The approval is revoked. Both servers know.
        assertEquals("montague.lit is now: none", capulets.order(REVOKE, "montague.lit"));
        montagues.awaitState("capulet.lit", "none");
        assertRefused(kev);

        // They come to trust each other again, this time by an answer to the form in the prompt.
        montagues.request("capulet.lit");
        capulets.awaitNotice("montague.lit");
        capulets.answer("montague.lit", "approve");
        capulets.awaitState("montague.lit", "both");
        montagues.awaitState("capulet.lit", "both");
        assertEquals("", kev.join(SLAVE, "Kev").type());
        kev.part(SLAVE, "Kev");

        // All of it was written down.
        List<String> audit = capulet().control().auditLog();
        for (String decision : List.of("approve", "revoke")) {
            assertTrue(audit.toString(), audit.stream().anyMatch(
                line -> line.startsWith("admin\tserver roster: " + decision + " montague.lit\t")));
        }
    }

    @Test
    public void trustSurvivesARestart() {
        RosterAdmin before = admin(capulet());
        RosterAdmin montagues = admin(montague());
        montagues.request("capulet.lit");
        before.awaitNotice("montague.lit");
        before.order(APPROVE, "montague.lit");
        before.awaitState("montague.lit", "both");

        montagues.awaitState("capulet.lit", "both");

        SuitePart.SERVER_ROSTER.switchOff(capulet());
        Waiting.until("montague.lit to see that capulet.lit is gone", Waiting.PATIENCE,
            () -> montagues.presence().get("capulet.lit").startsWith("down since "), () -> montagues.presence().toString());
        assertFalse(offers(capulet()));
        SuitePart.SERVER_ROSTER.switchOn(capulet());
        assertTrue(offers(capulet()));
        capulet().restart();

        RosterAdmin after = admin(capulet());
        assertEquals("both", after.state("montague.lit"));
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        assertEquals("", joins(login(montague(), "kev", "Swift"), SLAVE, "Kev").type());
        assertEquals("montague.lit is now: none", after.order(REVOKE, "montague.lit"));
        assertTrue(after.order(RosterAdmin.PEER + "undo", "montague.lit").startsWith("montague.lit is now: from"));
    }

    @Test
    public void aHundredHostileRequestsApproveNobodyAndALegitimateOneIsHeard() {
        RosterAdmin capulets = admin(capulet());
        int sent = 0;
        for (String from : List.of("montague.lit", "MONTAGUE.LIT", "mallory@montague.lit", "montague.lit/x",
                "mallory@montague.lit/x", "conference.montague.lit", "mirror.montague.lit", "verona.lit",
                "capulet.lit", "admin@capulet.lit")) {
            for (String type : List.of("subscribe", "subscribed", "unsubscribe", "unsubscribed", "subscribe")) {
                for (String payload : List.of("", "<status>" + "x".repeat(5000) + "</status><priority>1</priority>"
                        + "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/admin"
                        + "</value></field><field var='peerjid'><value>montague.lit</value></field></x>")) {
                    montague().control().deliver("<presence type='" + type + "' from='" + from + "' to='capulet.lit'>" + payload
                        + "</presence>");
                    sent++;
                }
            }
        }
        assertEquals(100, sent);

        admin(verona).request("capulet.lit");
        capulets.awaitNotice("verona.lit");
        assertEquals("verona.lit is now: from, asked", capulets.order(APPROVE, "verona.lit"));
        capulets.awaitState("verona.lit", "both");

        Waiting.until("the hostile requests to have come", Waiting.PATIENCE,
            () -> capulets.state("montague.lit").equals("none, waits for a decision"), () -> capulets.peers().toString());
        for (Map.Entry<String, String> peer : capulets.peers().entrySet()) {
            assertTrue(peer.toString(), peer.getKey().equals("verona.lit")
                || peer.getValue().equals("none, waits for a decision"));
        }
        assertFalse("our own domain is no peer", capulets.peers().containsKey("capulet.lit"));
        assertEquals("nothing was asked of or granted to the hostile server", List.of(),
            subscriptions(toMirror().stanzas()).stream().filter(type -> type.equals("subscribe") || type.equals("subscribed"))
                .toList());
    }

    @Test
    public void onlyAdministratorsMayDecide() {
        Client client = login(capulet(), "curtis", "Swift");
        RosterAdmin curtis = new RosterAdmin(client, capulet());
        RosterAdmin capulets = admin(capulet());
        admin(montague()).request("capulet.lit");
        capulets.awaitNotice("montague.lit");

        for (String command : List.of(RosterAdmin.SERVER_BUDDY, APPROVE, RosterAdmin.PEER + "list")) {
            MirrorAcceptanceTest.assertError("forbidden", curtis.execute(command));
        }
        curtis.answer("montague.lit", "approve");
        client.settle();

        assertEquals("none, waits for a decision", capulets.state("montague.lit"));
    }

    private RosterAdmin admin(Server server) {
        return new RosterAdmin(login(server, "admin", "desk" + System.nanoTime()), server);
    }

    /** Whether a server says that it takes requests (XEP-0267, section 3), and has the commands for it. */
    private static boolean offers(Server server) {
        boolean feature = server.control().registrations().of("features").contains("urn:xmpp:server-presence");
        assertEquals(feature, server.control().registrations().of("commands").contains(RosterAdmin.SERVER_BUDDY));
        return feature;
    }

    private static void assertRefused(Client kev) {
        MirrorAcceptanceTest.assertError("not-authorized", kev.join(SLAVE, "Kev"));
    }

    /** The types of the subscription stanzas among others, in order. */
    private static List<String> subscriptions(List<Stanza> stanzas) {
        return stanzas.stream().filter(stanza -> stanza.name().equals("presence")).map(Stanza::type)
            .filter(type -> type.contains("subscribe")).toList();
    }
}
