package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.jivesoftware.smack.Smack;
import org.jivesoftware.smack.provider.ProviderManager;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * Eventing on two nodes of one domain: Kev's client is connected to the first, Amy's and Ben's to the second. Curtis is a user of
 * another server, which has not heard of any of it, and connects to the second.
 */
public class ClusterEventingAcceptanceTest extends ClusterTest {

    private static final String PUBSUB = "http://jabber.org/protocol/pubsub";
    private static final String SERVICE = "conference.montague.lit";
    private static final String ROOM = "balcony@" + SERVICE;
    private static final Duration TAKING_OVER = Duration.ofSeconds(30);

    /** Smack's pubsub does not know all that services tell, and ends the connection over it. */
    @BeforeClass
    public static void readEventsAsTheyStand() {
        Smack.getVersion();
        ProviderManager.removeIQProvider("pubsub", PUBSUB);
        ProviderManager.removeIQProvider("pubsub", PUBSUB + "#owner");
        ProviderManager.removeExtensionProvider("event", PUBSUB + "#event");
    }

    private Server capulet;

    @Override
    ServerSpec nodes(ServerSpec spec) {
        return spec.plugin(FederationTest.SUITE);
    }

    @Override
    void more(Testbed testbed) {
        capulet = FederationTest.users(testbed.server("capulet.lit"), "curtis").add();
    }

    @Override
    void begun() {
        cluster().receives(bed().link(capulet, node(1)), node(2));
    }

    @Test
    public void somebodyElsewhereWithoutPubsubIsSubscribedToAlsoIfHisServerIsConnectedToAnotherNode() {
        Client kev = login(node(1), "kev", "one");
        Client curtis = login(capulet, "curtis", "there");
        Stanza answer = kev.ask("set", curtis.bareAddress(), "<pubsub xmlns='" + PUBSUB + "'><subscribe node='presence' jid='"
            + kev.bareAddress() + "'/></pubsub>");
        assertTrue(answer.text(), answer.text().contains("subscription=\"pending\""));
        assertEquals(curtis.bareAddress(), answer.from());
        seen(curtis, "an ordinary request", stanza -> isPresence(stanza, kev.bareAddress(), "subscribe"));
        curtis.send("<presence type='subscribed' to='" + kev.bareAddress() + "'/>");
        seen(kev, "his consent", stanza -> stanza.name().equals("message") && stanza.from().equals(curtis.bareAddress())
            && stanza.text().contains("subscription=\"subscribed\""));
        curtis.send("<presence><status>Brawling</status></presence>");
        seen(kev, "how Curtis is", stanza -> isNotice(stanza, "Brawling"));
        kev.settle();
        assertEquals("once", 1, kev.received().stream().filter(stanza -> isNotice(stanza, "Brawling")).count());
    }

    @Test
    public void aClientOfAnotherServerIsToldWhenTheNodeIsLostByWhichItCameIntoARoom() {
        Client kev = login(node(1), "kev", "one");
        ClusterMasterAcceptanceTest.makeRoomOfTheCluster(login(node(1), "ben", "maker"), login(node(2), "amy", "two"), ROOM);
        kev.join(ROOM, "Kev");
        Client curtis = login(capulet, "curtis", "there");
        follow(curtis, "Curtis");
        seen(kev, "Curtis to come", stanza -> isPresence(stanza, ROOM + "/Curtis", ""));
        publish(curtis, "From afar");
        kev.awaitSaid(ROOM, "From afar");
        curtis.settle();

        cluster().receives(bed().link(capulet, node(1)), node(1));
        node(2).kill();
        cluster().awaitTogether();
        seen(curtis, "the end of his subscription", ClusterEventingAcceptanceTest::isEnd);
        seen(kev, "Curtis to be gone", stanza -> isPresence(stanza, ROOM + "/Curtis", "unavailable"));
        kev.say(ROOM, "Is he gone?");
        kev.awaitSaid(ROOM, "Is he gone?");
        follow(curtis, "Curtis");
        publish(curtis, "Here again");
        kev.awaitSaid(ROOM, "Here again");
        curtis.settle();
        assertEquals("once", 1, curtis.received().stream().filter(ClusterEventingAcceptanceTest::isEnd).count());
        assertEquals("he is told nothing in the ordinary way", List.of(), curtis.received().stream()
            .filter(stanza -> stanza.from().startsWith(ROOM + "/")).toList());
    }

    private static boolean isEnd(Stanza stanza) {
        return stanza.name().equals("message") && stanza.from().equals(SERVICE)
            && stanza.text().contains("subscription=\"none\"");
    }

    @Test
    public void anOccupantByPubsubStaysWhenAnotherNodeIsLostAndOneWhoseNodeIsLostLeaves() {
        Client kev = login(node(1), "kev", "one");
        Client amy = login(node(2), "amy", "two");
        Client ben = login(node(2), "ben", "two");
        ClusterMasterAcceptanceTest.makeRoomOfTheCluster(login(node(1), "ben", "maker"), ben, ROOM);
        follow(kev, "Kev");
        kev.settle();
        ben.join(ROOM, "Ben");
        seen(ben, "Kev", stanza -> isPresence(stanza, ROOM + "/Kev", ""));
        follow(amy, "Amy");
        seen(kev, "Amy to come", stanza -> stanza.text().contains("from=\"" + ROOM + "/Amy\""));
        publish(amy, "From the other node");
        seen(kev, "what Amy says", stanza -> isNotice(stanza, "From the other node"));
        seen(amy, "what she says herself", stanza -> isNotice(stanza, "From the other node"));
        ben.awaitSaid(ROOM, "From the other node");
        kev.settle();
        assertEquals("once", 1, kev.received().stream().filter(stanza -> isNotice(stanza, "From the other node")).count());

        node(2).kill();
        cluster().awaitTogether();
        seen(kev, "Amy to be gone with her node", stanza -> stanza.text().contains("from=\"" + ROOM + "/Amy\"")
            && stanza.text().contains("type=\"unavailable\""));
        publish(kev, "Anybody?");
        seen(kev, "what he says himself", stanza -> isNotice(stanza, "Anybody?"));
        Client cousin = login(node(1), "ben", "one");
        cousin.join(ROOM, "Cousin");
        publish(kev, "There you are");
        cousin.awaitSaid(ROOM, "There you are");
    }

    @Test
    public void anAuthorizationFormIsAnsweredAtAnotherNodeThanThatWhichAskedAlsoIfThatIsLost() {
        Client kev = login(node(1), "kev", "one");
        Client amy = login(node(2), "amy", "two");
        kev.ask("get", "", "<pubsub xmlns='" + PUBSUB + "#owner'><subscriptions node='presence'/></pubsub>");
        Client ben = login(node(1), "ben", "one");
        for (Client contact : new Client[] {ben, amy}) {
            Stanza answer = contact.ask("set", kev.bareAddress(), "<pubsub xmlns='" + PUBSUB + "'><subscribe node='presence'"
                + " jid='" + contact.bareAddress() + "'/></pubsub>");
            assertTrue(answer.text(), answer.text().contains("subscription=\"pending\""));
        }
        Stanza aboutAmy = seen(kev, "a form about Amy", stanza -> isForm(stanza, amy));
        seen(kev, "a form about Ben", stanza -> isForm(stanza, ben));
        kev.settle();
        assertEquals("once", 1, kev.received().stream().filter(stanza -> isForm(stanza, amy)).count());
        // His client on the other node is given the same forms, and answers there one that the first node has asked.
        Client other = login(node(2), "kev", "two");
        other.ask("get", "", "<pubsub xmlns='" + PUBSUB + "#owner'><subscriptions node='presence'/></pubsub>");
        Stanza again = seen(other, "a form about Ben", stanza -> isForm(stanza, ben));
        submit(other, again, ben);
        seen(ben, "to be let in", stanza -> stanza.text().contains("subscription=\"subscribed\""));

        node(2).kill();
        cluster().awaitTogether();
        submit(kev, aboutAmy, amy);
        Client she = login(node(1), "amy", "one");
        Waiting.until("Amy to be subscribed", TAKING_OVER, () -> she.ask("get", kev.bareAddress(), "<pubsub xmlns='" + PUBSUB
            + "'><subscriptions node='presence'/></pubsub>").text().contains("subscription=\"subscribed\""),
            () -> she.received().toString());
        publishPresence(kev, "Moping");
        seen(she, "how Kev is", stanza -> isNotice(stanza, "Moping"));
        she.settle();
        assertEquals("once", 1, she.received().stream().filter(stanza -> isNotice(stanza, "Moping")).count());
    }

    private static void submit(Client owner, Stanza form, Client contact) {
        owner.send("<message to='montague.lit' id='" + form.id() + "'><x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#subscribe_authorization</value></field>"
            + "<field var='pubsub#node'><value>presence</value></field><field var='pubsub#subscriber_jid'><value>"
            + contact.bareAddress() + "</value></field><field var='pubsub#allow'><value>1</value></field></x></message>");
    }

    private static boolean isForm(Stanza stanza, Client contact) {
        return stanza.text().contains("#subscribe_authorization") && stanza.text().contains(contact.bareAddress());
    }

    private static void follow(Client client, String nick) {
        Stanza answer = client.ask("set", SERVICE, "<pubsub xmlns='" + PUBSUB + "'><subscribe node='balcony' jid='"
            + client.address() + "'/><options node='balcony' jid='" + client.address() + "'><x xmlns='jabber:x:data'"
            + " type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#subscribe_options</value></field>"
            + "<field var='roomnick'><value>" + nick + "</value></field></x></options></pubsub>");
        assertEquals(answer.text(), "result", answer.type());
    }

    private static void publish(Client client, String words) {
        publish(client, SERVICE, "balcony", "<message xmlns='jabber:client'><body>" + words + "</body></message>");
    }

    private static void publishPresence(Client client, String words) {
        publish(client, "", "presence", "<presence xmlns='jabber:client'><status>" + words + "</status></presence>");
    }

    private static void publish(Client client, String to, String node, String payload) {
        Stanza answer = client.ask("set", to, "<pubsub xmlns='" + PUBSUB + "'><publish node='" + node + "'><item>" + payload
            + "</item></publish></pubsub>");
        assertEquals(answer.text(), "result", answer.type());
    }

    private static boolean isNotice(Stanza stanza, String words) {
        return stanza.name().equals("message") && stanza.text().contains("<items ") && stanza.text().contains(words);
    }

    private static boolean isPresence(Stanza stanza, String from, String type) {
        return stanza.name().equals("presence") && stanza.from().equals(from) && stanza.type().equals(type);
    }

    /** Awaited or not: the order is open. */
    private static Stanza seen(Client client, String what, Predicate<Stanza> predicate) {
        Waiting.until(what, TAKING_OVER, () -> client.received().stream().anyMatch(predicate),
            () -> client.received().toString());
        return client.received().stream().filter(predicate).findFirst().orElseThrow();
    }
}
