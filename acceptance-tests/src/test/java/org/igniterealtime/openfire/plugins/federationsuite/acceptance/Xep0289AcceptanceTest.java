package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Conforms;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/** Two users of {@code montague.lit} in a room of a scripted node that speaks XEP-0289, over a real link between servers. */
public class Xep0289AcceptanceTest extends FederationTest {

    private static final String ROOM = "rabbithole@nodes.capulet.lit";
    private static final String REPLICA = "rabbithole@replicas.capulet.lit";
    private static final String DIALECT = "plugin.federationsuite.fmuc.mirror.peer.%s.capulet.lit.dialect";
    private static final String NAMESPACE = "http://isode.com/protocol/fmuc";
    private static final String ALICE = ScriptedNode.theirs("Alice");

    private Client kev;
    private Client amy;

    /** Runs on one kind of server. */
    public Xep0289AcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return super.capulet(spec).subdomain("nodes").subdomain("replicas");
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.property(DIALECT.formatted("nodes"), "xep-0289").property(DIALECT.formatted("replicas"), "xep-0289-replica");
    }

    private ScriptedNode node(String room) {
        capulet().control().createSilentService(room.substring(room.indexOf('@') + 1, room.indexOf('.')));
        kev = login(montague(), "kev", "Swift");
        amy = login(montague(), "amy", "Gajim");
        return new ScriptedNode(room, slave(room), capulet(), toRooms());
    }

    private static String slave(String room) {
        return room.replace("@", "\\40") + "@mirror.montague.lit";
    }

    @Test
    @Conforms({"xep-0289-joining-1", "xep-0289-joining-3", "xep-0289-joining-5", "xep-0289-joining-6", "xep-0289-joining-8",
        "xep-0289-joining-9", "xep-0289-joining-10", "xep-0289-joining-12", "xep-0289-joining-13", "xep-0289-joining-18"})
    public void usersOfBothNodesTalk() {
        ScriptedNode node = node(ROOM);
        kevOpensTheRoom(node);
        theyTalk(node);
        theyLeave(node);
        for (Client client : List.of(kev, amy)) {
            assertTrue(client.received().stream().noneMatch(stanza -> stanza.text().contains(NAMESPACE)));
        }
    }

    private void kevOpensTheRoom(ScriptedNode node) {
        enter(kev, ROOM, "Kev");
        node.isAsked();
        Stanza join = node.awaitsPresence("Kev", "");
        assertEquals(slave(ROOM) + "/Kev", join.from());
        assertSays(join, kev, "<x xmlns='http://jabber.org/protocol/muc'/>" + ScriptedNode.user(kev.address(), "participant"));
        node.forgets().shows("Alice", ALICE).shows("Kev", kev.address());
        node.tells("Alice", ALICE, "<body>An old message</body>" + node.delay());
        node.tells("Alice", ALICE, "<subject>Bees</subject>" + node.delay());
        assertEquals(List.of("presence /Alice", "presence /Kev", "message /Alice", "message /Alice"), seen(kev, ROOM));
    }

    private void theyTalk(ScriptedNode node) {
        enter(amy, ROOM, "Amy");
        Stanza join = node.awaitsPresence("Amy", "");
        assertSays(join, amy, "<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x>"
            + ScriptedNode.user(amy.address(), "participant"));
        assertEquals("and she does not wait for the node", List.of("presence /Alice", "presence /Kev", "presence /Amy",
            "message /Alice", "message /Alice"), seen(amy, ROOM));
        kev.await("Amy", stanza -> stanza.from().equals(slave(ROOM) + "/Amy"));

        kev.say(slave(ROOM), "Hi Alice");
        kev.awaitSaid(slave(ROOM), "Hi Alice");
        amy.awaitSaid(slave(ROOM), "Hi Alice");
        Stanza said = node.awaits("Kev's word", stanza -> stanza.body().equals("Hi Alice"));
        assertEquals(slave(ROOM) + "/Kev", said.from());
        assertEquals(ROOM, said.to());
        assertSays(said, kev, "<body>Hi Alice</body>");
        node.tells("Alice", ALICE, "<body>Hi Kev</body>");
        assertEquals(slave(ROOM) + "/Alice", kev.awaitSaid(slave(ROOM), "Hi Kev").from());
        amy.awaitSaid(slave(ROOM), "Hi Kev");

        amy.send("<message type='chat' id='pm' to='" + slave(ROOM) + "/Alice'><body>psst</body></message>");
        assertSays(node.awaits("a private word", stanza -> stanza.body().equals("psst")), amy, "<body>psst</body>");
        node.shows("Hatter", ScriptedNode.theirs("Hatter"));
        kev.await("Hatter", stanza -> stanza.from().equals(slave(ROOM) + "/Hatter"));
        amy.await("Hatter", stanza -> stanza.from().equals(slave(ROOM) + "/Hatter"));
        node.hides("Hatter", ScriptedNode.theirs("Hatter"), "");
        kev.await("Hatter to be gone", stanza -> stanza.from().equals(slave(ROOM) + "/Hatter")
            && stanza.type().equals("unavailable"));
    }

    private void theyLeave(ScriptedNode node) {
        node.forgets();
        amy.part(slave(ROOM), "Amy");
        assertSays(node.awaitsPresence("Amy", "unavailable"), amy, ScriptedNode.user(amy.address(), "none"));
        kev.part(slave(ROOM), "Kev");
        assertSays(node.awaitsPresence("Kev", "unavailable"), kev, ScriptedNode.user(kev.address(), "none"));
        node.answers(slave(ROOM), "<left/>");
        String rooms = kev.ask("get", "mirror.montague.lit", "<query xmlns='http://jabber.org/protocol/disco#items'/>").text();
        assertFalse(rooms, rooms.contains(slave(ROOM)));
        // Behind that, on the way by which an answer would go.
        enter(kev, ROOM, "Kev");
        node.isAsked();
        node.awaitsPresence("Kev", "");
        assertTrue(node.got().toString(), node.got().stream().noneMatch(stanza -> stanza.type().equals("error")));
    }

    @Test
    @Conforms("xep-0289-joining-2")
    public void aNodeMayLetNobodyIn() {
        ScriptedNode node = node(ROOM);
        for (String to : List.of(slave(ROOM), slave(ROOM) + "/Kev")) {
            enter(kev, ROOM, "Kev");
            node.isAsked();
            node.awaitsPresence("Kev", "");
            node.forgets().answers(to, "<reject>No cross-domain federation.</reject>");
            Stanza refused = kev.await("a refusal", stanza -> stanza.type().equals("error"));
            assertEquals(slave(ROOM) + "/Kev", refused.from());
            assertTrue(refused.text(), refused.text().contains("not-authorized")
                && refused.text().contains("No cross-domain federation."));
        }
    }

    @Test
    @Conforms({"xep-0289-joining-13", "xep-0289-joining-14"})
    public void whomTheNodeThrowsOutIsOut() {
        ScriptedNode node = node(ROOM);
        kevOpensTheRoom(node);
        enter(amy, ROOM, "Amy");
        node.awaitsPresence("Amy", "");
        node.hides("Amy", amy.address(), "<status code='307'/>");
        Stanza kicked = amy.await("to be out", stanza -> stanza.from().equals(slave(ROOM) + "/Amy")
            && stanza.type().equals("unavailable"));
        assertTrue(kicked.text(), kicked.text().contains("307") && kicked.text().contains("110"));
        node.awaitsPresence("Amy", "unavailable");
        node.answers(slave(ROOM), "<left/>");
        Stanza out = kev.await("to be out", stanza -> stanza.from().equals(slave(ROOM) + "/Kev")
            && stanza.type().equals("unavailable"));
        assertTrue(out.text(), out.text().contains("332"));
    }

    @Test
    @Conforms("xep-0289-joining-15")
    public void aReplicaWaitsForItsPrimary() {
        ScriptedNode node = node(REPLICA);
        enter(kev, REPLICA, "Kev");
        node.isAsked();
        node.awaitsPresence("Kev", "");
        node.shows("Kev", kev.address()).tells("Alice", ALICE, "<subject>Bees</subject>" + node.delay());
        assertEquals(List.of("presence /Kev", "message /Alice"), seen(kev, REPLICA));
        enter(amy, REPLICA, "Amy");
        node.awaitsPresence("Amy", "");
        kev.say(slave(REPLICA), "Hi Alice");
        node.awaits("Kev's word", stanza -> stanza.body().equals("Hi Alice"));
        node.shows("Amy", amy.address());
        kev.await("Amy", stanza -> stanza.from().equals(slave(REPLICA) + "/Amy"));
        assertTrue("nothing before the node's word",
            kev.received().stream().noneMatch(stanza -> stanza.body().equals("Hi Alice")));
        Stanza said = node.awaits("Kev's word", stanza -> stanza.body().equals("Hi Alice"));
        node.says("<message type='groupchat' id='" + said.id() + "' from='" + REPLICA + "/Kev' to='" + slave(REPLICA)
            + "'><body>Hi Alice</body>" + ScriptedNode.fmuc(kev.address()) + "</message>");
        kev.awaitSaid(slave(REPLICA), "Hi Alice");
        amy.awaitSaid(slave(REPLICA), "Hi Alice");
        amy.send("<presence type='unavailable' to='" + slave(REPLICA) + "/Amy'/>");
        node.awaitsPresence("Amy", "unavailable");
        node.hides("Amy", amy.address(), "");
        amy.await("to be out", stanza -> stanza.from().equals(slave(REPLICA) + "/Amy") && stanza.type().equals("unavailable"));
    }

    private static void enter(Client client, String room, String nick) {
        client.send("<presence to='" + slave(room) + "/" + nick + "'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
    }

    /** What a client was shown of a room until the subject, and its own presence among it. */
    private static List<String> seen(Client client, String room) {
        client.await("the subject", stanza -> stanza.from().startsWith(slave(room)) && stanza.text().contains("Bees"));
        return client.received().stream().filter(stanza -> stanza.from().startsWith(slave(room)))
            .map(stanza -> stanza.name() + " " + stanza.from().substring(slave(room).length())).toList();
    }

    /** Whose a stanza is, and what it says besides. */
    private static void assertSays(Stanza stanza, Client user, String children) {
        assertEquals(said(new Stanza("a", "<a>" + ScriptedNode.fmuc(user.address()) + children + "</a>")), said(stanza));
    }

    /** What a stanza says, but for what a server adds to it on the way. */
    private static List<String> said(Stanza stanza) {
        return SpecExamples.children(stanza.element()).stream().map(Canonical::text)
            .filter(text -> !text.contains("#link") && !text.contains("vcard-temp:x:update"))
            .map(text -> text.replaceAll("\\{jabber:(client|server)}", "{}")).sorted().toList();
    }
}
