package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.UUID;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * Presence that a user publishes on his node {@code presence}. Curtis publishes; Tybalt, on his server, and Kev, on the
 * other one, are his contacts and have clients that want notices of pubsub events.
 */
public class EventingAcceptanceTest extends FederationTest {

    private static final String TUNE = "http://jabber.org/protocol/tune";
    private static final String PUBLISHED = presence("xmlns='jabber:client' from='evil@x/y'",
        "<show>away</show><status>Moping</status><priority>5</priority>");
    private static final String PLAYED = "<item id='one'><tune xmlns='" + TUNE + "'><title>Gloomy</title></tune></item>";

    private Client curtis;
    private Client tybalt;
    private Client kev;

    /** Runs on one kind of server. */
    public EventingAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Test
    public void publishedPresenceIsSeenOnceByContactsHereAndElsewhere() {
        friends();

        Stanza answer = publish("presence", PUBLISHED);

        assertEquals("result", answer.type());
        assertEquals(List.of(), SpecExamples.children(answer.element()));
        for (Client contact : List.of(tybalt, kev)) {
            List<Stanza> seen = whatCame(contact);
            // Tybalt's client has said that it wants notices.
            assertEquals(seen.toString(), contact == tybalt ? 2 : 1, seen.size());
            assertEquals(seen.size() - 1, seen.stream().filter(stanza -> stanza.text().contains("<items ")).count());
            Stanza presence = Contacts.presenceOf(curtis, seen).get(0);
            assertEquals(curtis.address(), presence.from());
            assertEquals("", presence.type());
            assertEquals("away", text(presence, "show"));
            assertEquals("Moping", text(presence, "status"));
            assertEquals("5", text(presence, "priority"));
        }
        assertEquals("no notice", List.of(), events(curtis));
    }

    @Test
    public void whoPublishesThatHeIsGoneIsGoneAndCanComeBack() {
        friends();

        assertEquals("result", publish("presence", presence("xmlns='jabber:client' type='unavailable'", "")).type());
        for (Client contact : List.of(tybalt, kev)) {
            Stanza gone = contact.await("the leave", stanza -> stanza.from().equals(curtis.address()));
            assertEquals("unavailable", gone.type());
        }
        curtis.settle();

        assertEquals("result", publish("presence", PUBLISHED).type());
        for (Client contact : List.of(tybalt, kev)) {
            Stanza back = contact.await("the return", stanza -> stanza.from().equals(curtis.address()));
            assertEquals("Moping", text(back, "status"));
        }
    }

    @Test
    public void whatIsNoAvailabilityIsRefusedAndNobodySeesIt() {
        friends();

        Stanza answer = publish("presence", presence("xmlns='jabber:client' type='subscribe'", ""));

        assertEquals("error", answer.type());
        assertTrue(answer.text(), answer.text().contains("<bad-request "));
        assertTrue(answer.text(), answer.text().contains("<invalid-payload xmlns=\"http://jabber.org/protocol/pubsub#errors\""));
        assertEquals(List.of(), whatCame(tybalt));
        assertEquals(List.of(), whatCame(kev));
    }

    @Test
    public void otherRequestsGetWhatTheCoreMakesOfThem() {
        friends();
        Client ours = curtis;
        String toTybalt = "<iq type='set' to='tybalt@capulet.lit' id='theirs'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
            + "<publish node='presence'><item>" + PUBLISHED + "</item></publish></pubsub></iq>";
        String withoutNode = "<iq type='set' id='nodeless'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
            + "<publish><item id='two'>" + PUBLISHED + "</item></publish></pubsub></iq>";

        String tune = play();
        String notice = notice();
        String forTybalt = answer(ours, toTybalt);
        // The core of 4.2.0 fails over this one and answers nothing; there is nothing to compare.
        assertTrue(answer(ours, withoutNode), answer(ours, withoutNode).contains("type='error'"));
        ours.settle();

        SuitePart.EVENTING.switchOff(capulet());

        assertEquals(play(), tune);
        assertEquals(notice(), notice);
        assertEquals(answer(ours, toTybalt), forTybalt);
        // An error in newer versions, while 4.2.0 answers with a result and publishes nothing.
        assertEquals(List.of(), Contacts.presenceOf(curtis, whatCame(tybalt)));
    }

    @Test
    public void withoutEventingPublishedPresenceIsNoPresence() {
        friends();
        SuitePart.EVENTING.switchOff(capulet());

        Stanza cores = publish("presence", PUBLISHED);
        assertEquals("result", cores.type());
        assertEquals(List.of(), Contacts.presenceOf(curtis, whatCame(tybalt)));

        SuitePart.EVENTING.switchOn(capulet());
        publish("presence", PUBLISHED);
        assertEquals(1, Contacts.presenceOf(curtis, whatCame(tybalt)).size());
    }

    private void friends() {
        curtis = login(capulet(), "curtis", "Swift");
        tybalt = login(capulet(), "tybalt", "test");
        kev = login(montague(), "kev", "Swift");
        Contacts.befriend(curtis, tybalt);
        Contacts.befriend(curtis, kev);
        Contacts.wantNotices(tybalt, TUNE, "presence");
        whatCame(tybalt);
        whatCame(kev);
    }

    private static String presence(String attributes, String children) {
        return "<presence " + attributes + ">" + children + "</presence>";
    }

    private Stanza publish(String node, String payload) {
        return curtis.ask("set", "", "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='" + node + "'><item>"
            + payload + "</item></publish></pubsub>");
    }

    private String play() {
        Stanza answer = curtis.ask("set", "", "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='" + TUNE + "'>"
            + PLAYED + "</publish></pubsub>");
        assertEquals(answer.text(), "result", answer.type());
        return Canonical.text(answer.element()).replace(answer.id(), "ID");
    }

    /** What Tybalt hears of the tune; the message's id is another one each time. */
    private String notice() {
        Stanza notice = tybalt.await("the tune", stanza -> stanza.name().equals("message")
            && stanza.text().contains("<title>Gloomy</title>"));
        return Canonical.text(notice.element()).replace("id='" + notice.id() + "'", "");
    }

    private static String answer(Client client, String request) {
        int before = client.received().size();
        client.send(request);
        Waiting.until("an answer to " + request, Waiting.PATIENCE,
            () -> client.received().stream().skip(before).anyMatch(EventingAcceptanceTest::isAnswer));
        return Canonical.text(client.received().stream().skip(before).filter(EventingAcceptanceTest::isAnswer).findFirst()
            .orElseThrow().element());
    }

    private static boolean isAnswer(Stanza stanza) {
        return stanza.name().equals("iq") && (stanza.type().equals("result") || stanza.type().equals("error"));
    }

    /** Everything that has come to a contact since this was last asked. A message of Curtis' comes behind it. */
    private List<Stanza> whatCame(Client contact) {
        String id = UUID.randomUUID().toString();
        int before = contact.received().size() - contact.unread().size();
        curtis.send("<message id='" + id + "' to='" + contact.address() + "'><body>Hello.</body></message>");
        contact.await("a message", stanza -> stanza.id().equals(id));
        List<Stanza> all = contact.received();
        int end = 0;
        while (!all.get(end).id().equals(id)) {
            end++;
        }
        return all.subList(before, end);
    }

    private static List<Stanza> events(Client client) {
        return client.settle().received().stream().filter(stanza -> stanza.name().equals("message")).toList();
    }

    private static String text(Stanza stanza, String child) {
        return stanza.child("jabber:client", child).orElseThrow(() -> new AssertionError(stanza)).getTextContent();
    }
}
