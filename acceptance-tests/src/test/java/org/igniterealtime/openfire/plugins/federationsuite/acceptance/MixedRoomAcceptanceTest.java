package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.igniterealtime.openfire.plugins.federationsuite.acceptance.stock.StockServer;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.After;
import org.junit.Test;

/**
 * One room of {@code capulet.lit} and everybody who can be in it: Curtis of that server; Kev and Amy behind a mirror that speaks
 * the ProtoXEP; Mercutio in a room of {@code verona.lit} that has joined as a node of XEP-0289, which is a script; and Hamlet of
 * a Prosody, who is in it as in any other.
 */
public class MixedRoomAcceptanceTest extends FederationTest {

    private static final String ELSINORE = "denmark.lit";
    private static final String NODE = "attic@attics.verona.lit";
    private static final String MERCUTIO = "mercutio@verona.lit/Swift";
    private static final String FMUC = "<fmuc xmlns='http://isode.com/protocol/fmuc' from='" + MERCUTIO + "'/>";
    private static final int STANZAS = 5000;

    private Server verona;
    private StockServer prosody;
    private Link toProsody;

    /** Runs on one kind of server. */
    public MixedRoomAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return spec.property("plugin.federationsuite.admitted-domains", "montague.lit, verona.lit");
    }

    @Override
    void more(Testbed testbed) {
        Needed.check("prosody is installed: see .ci/run for how to get it", StockServer.installed("prosody"));
        verona = users(testbed.server("verona.lit"), "mercutio").subdomain("attics").add();
        prosody = StockServer.prosody(testbed, ELSINORE, "capulet.lit");
        int there = testbed.port();
        testbed.introduce(capulet(), ELSINORE, there);
        toProsody = Link.lay(new Link.End("capulet.lit", capulet().serverPort()), new Link.End(ELSINORE, prosody.port()), there,
            prosody.peer(), STANZAS);
    }

    @Override
    void firstContact() {
        super.firstContact();
        verona.control().createSilentService("attics");
        greet(verona, "attics.verona.lit", capulet(), "conference.capulet.lit");
    }

    /** Ends the server of another make. */
    @After
    public void endTheStranger() {
        if (toProsody != null) {
            toProsody.cut();
        }
        if (prosody != null) {
            prosody.close();
        }
    }

    @Test
    public void allDialectsHoldOneConversation() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER, "muc#roomconfig_whois=anyone");
        curtis.join(MASTER, "Curtis");
        Client hamlet = available(Client.login(ELSINORE, prosody.clientPort(), "hamlet", "whatever"));
        assertEquals("", joins(hamlet, MASTER, "Hamlet").type());
        Client kev = login(montague(), "kev", "Swift");
        assertEquals("", kev.join(SLAVE, "Kev").type());
        Client amy = login(montague(), "amy", "Swift");
        assertEquals("", amy.join(SLAVE, "Amy").type());
        node("presence", "", "/Mercutio", "<x xmlns='http://jabber.org/protocol/muc'/>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant'/></x>");
        Map<Client, String> rooms = new LinkedHashMap<>(Map.of(curtis, MASTER, hamlet, MASTER, kev, SLAVE, amy, SLAVE));
        Set<String> everybody = Set.of("Curtis", "Hamlet", "Kev", "Amy", "Mercutio");
        seeTheSame(rooms, everybody);

        curtis.say(MASTER, "Curtis is here");
        hamlet.say(MASTER, "Hamlet is here");
        kev.say(SLAVE, "Kev is here");
        amy.say(SLAVE, "Amy is here");
        node("message", "type='groupchat' id='m1'", "", "<body>Mercutio is here</body>");
        for (String nick : everybody) {
            String words = nick + " is here";
            rooms.forEach((client, room) -> {
                awaitTimes(client, words);
                assertEquals(client.address() + " is told who says it", room + "/" + nick, client.received().stream()
                    .filter(stanza -> stanza.body().equals(words)).findFirst().orElseThrow().from());
            });
        }
        for (String nick : everybody) {
            int copies = nick.equals("Mercutio") ? 0 : 1;
            Waiting.until("the node to hear " + nick, Waiting.PATIENCE, () -> heardByNode(nick + " is here") >= copies);
        }
        rooms.keySet().forEach(Client::settle);
        for (String nick : everybody) {
            rooms.keySet().forEach(client ->
                assertEquals(client.address() + " and " + nick, 1, times(client, nick + " is here")));
            assertEquals(nick.equals("Mercutio") ? 0 : 1, heardByNode(nick + " is here"));
            assertEquals("one copy for both behind the mirror", 1, toMirror().stanzas().stream()
                .filter(stanza -> stanza.body().equals(nick + " is here")).count());
        }

        // Each way out, and each is seen by all.
        hamlet.part(MASTER, "Hamlet");
        amy.part(SLAVE, "Amy");
        rooms.remove(hamlet);
        rooms.remove(amy);
        seeTheSame(rooms, Set.of("Curtis", "Kev", "Mercutio"));
        node("presence", "type='unavailable'", "/Mercutio", "");
        seeTheSame(rooms, Set.of("Curtis", "Kev"));
        Waiting.until("the node to be told that it is out", Waiting.PATIENCE,
            () -> toNode().stream().anyMatch(stanza -> stanza.text().contains("<left")));
    }

    private void node(String kind, String attributes, String to, String children) {
        forge(verona, "<" + kind + " " + attributes + " from='" + NODE + "/Mercutio' to='" + MASTER + to + "'>" + FMUC + children
            + "</" + kind + ">");
    }

    private List<Stanza> toNode() {
        return bed().link(capulet(), verona).stanzas().stream().filter(stanza -> stanza.to().startsWith(NODE)).toList();
    }

    private long heardByNode(String words) {
        return toNode().stream().filter(stanza -> stanza.body().equals(words)).count();
    }

    private static long times(Client client, String words) {
        return client.received().stream().filter(stanza -> stanza.body().equals(words)).count();
    }

    private static void awaitTimes(Client client, String words) {
        Waiting.until(client.address() + " to hear " + words, Waiting.PATIENCE, () -> times(client, words) > 0,
            () -> client.received().toString());
    }

    /** Waits until all who are in see the same people; the node is not told of its own. */
    private void seeTheSame(Map<Client, String> rooms, Set<String> nicks) {
        rooms.forEach((client, room) -> Waiting.until(client.address() + " to see " + nicks, Waiting.PATIENCE,
            () -> seen(client.received(), room).equals(new TreeSet<>(nicks)), () -> seen(client.received(), room).toString()));
        Set<String> others = new TreeSet<>(nicks);
        if (others.remove("Mercutio")) {
            Waiting.until("the node to see " + others, Waiting.PATIENCE, () -> seen(toNode(), MASTER).equals(others),
                () -> seen(toNode(), MASTER).toString());
        }
    }

    private static Set<String> seen(List<Stanza> received, String room) {
        Set<String> nicks = new TreeSet<>();
        for (Stanza stanza : received) {
            if (stanza.name().equals("presence") && stanza.from().startsWith(room + "/")) {
                String nick = stanza.from().substring(room.length() + 1);
                if (stanza.type().isEmpty()) {
                    nicks.add(nick);
                } else {
                    nicks.remove(nick);
                }
            }
        }
        return nicks;
    }
}
