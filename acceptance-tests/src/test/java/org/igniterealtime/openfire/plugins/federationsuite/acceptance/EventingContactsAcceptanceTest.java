package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * What Juliet's contacts on another server are told when they come, which nodes are hers alone to open, and that no other
 * server takes all the places of those who wait for her.
 */
public class EventingContactsAcceptanceTest extends PubsubTest {

    /** Runs on one kind of server. */
    public EventingContactsAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return super.capulet(spec).user("juliet", "juliet-secret").user("nurse", "nurse-secret")
            .property("plugin.federationsuite.eventing.presence.max-waiting-domain", "2");
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return super.montague(spec).user("bard", "bard-secret");
    }

    @Test
    public void aContactsClientElsewhereThatWantsNoticesIsToldHowSheIsWhenItComes() {
        Client juliet = login(capulet(), "juliet", "balcony");
        Client before = login(montague(), "bard", "globe");
        Contacts.befriend(juliet, before);
        before.close();
        publish(juliet, "presence", "<presence xmlns='jabber:client'><status>Moping</status></presence>");

        Client bard = login(montague(), "bard", "study");
        Contacts.wantNotices(bard, "presence");
        Contacts.answerWhatItCan(bard, "capulet.lit", "presence");
        Stanza notice = seen(bard, stanza -> isNotice(stanza, "Moping"));
        assertEquals("juliet@capulet.lit", notice.from());
        assertEquals(bard.address(), notice.to());

        publish(juliet, "presence", "<presence xmlns='jabber:client'><status>Sighing</status></presence>");
        seen(bard, stanza -> isNotice(stanza, "Sighing"));
        assertEquals("once each", List.of(1L, 1L), List.of("Moping", "Sighing").stream().map(status ->
            bard.settle().received().stream().filter(stanza -> isNotice(stanza, status)).count()).toList());
    }

    @Test
    public void aNodeThatSheMakesByPublishingIsHersToOpenAndThoseOfOthersAreAsEver() {
        Client juliet = login(capulet(), "juliet", "balcony");
        Client nurse = login(capulet(), "nurse", "chamber");
        juliet.ask("get", "", "<pubsub xmlns='" + PUBSUB + "#owner'><subscriptions node='presence'/></pubsub>");
        for (Client client : List.of(juliet, nurse)) {
            int before = client.settle().received().size();
            publish(client, "diary", "<entry xmlns='urn:diary'>Tender night</entry>");
            publish(client, "diary", "<entry xmlns='urn:diary'>Envious moon</entry>");
            assertEquals("an answer to each and nothing else", 3, client.settle().received().stream().skip(before)
                .filter(stanza -> stanza.name().equals("iq")).count());
        }
        assertEquals("authorize", model(juliet));
        assertTrue(model(nurse), !model(nurse).equals("authorize"));
        Stanza refused = nurse.ask("get", "juliet@capulet.lit", "<pubsub xmlns='" + PUBSUB + "'><items node='diary'/></pubsub>");
        assertEquals(refused.text(), "error", refused.type());
    }

    private static String model(Client owner) {
        String configuration =
            owner.ask("get", "", "<pubsub xmlns='" + PUBSUB + "#owner'><configure node='diary'/></pubsub>").text();
        return configuration.substring(configuration.indexOf("pubsub#access_model")).replaceAll("<option.*?</option>", "")
            .replaceAll("(?s)^[^<]*<value>(\\w+)<.*$", "$1");
    }

    @Test
    public void usersOfOneOtherServerDoNotTakeAllPlaces() {
        Client juliet = login(capulet(), "juliet", "balcony");
        Client nurse = login(capulet(), "nurse", "chamber");
        for (String user : List.of("kev", "amy", "ben")) {
            Stanza answer = subscribe(login(montague(), user, "desk"));
            assertTrue(answer.text(), answer.text().contains(user.equals("ben") ? "<too-many-subscriptions "
                : "subscription=\"pending\""));
        }
        assertTrue(subscribe(nurse).text().contains("subscription=\"pending\""));
        String list =
            juliet.ask("get", "", "<pubsub xmlns='" + PUBSUB + "#owner'><subscriptions node='presence'/></pubsub>").text();
        assertEquals(list, 3, list.split("\"pending\"", -1).length - 1);
    }

    @Test
    public void withAnAccountGoesWhatWasRememberedAboutIt() {
        Client juliet = login(capulet(), "juliet", "balcony");
        Client nurse = login(capulet(), "nurse", "chamber");
        assertTrue(subscribe(nurse).text().contains("subscription=\"pending\""));
        juliet.send("<presence type='subscribed' to='nurse@capulet.lit'/>");
        nurse.await("her consent", stanza -> stanza.text().contains("#event")
            && stanza.text().contains("subscription=\"subscribed\""));
        assertEquals(1, capulet().control().rows("ofFedEventing"));

        juliet.send("<iq type='set' id='bye'><query xmlns='jabber:iq:register'><remove/></query></iq>");

        nurse.await("the end", stanza -> stanza.text().contains("#event") && stanza.text().contains("subscription=\"none\""));
        Waiting.until("nothing to be remembered", Waiting.PATIENCE, () -> capulet().control().rows("ofFedEventing") == 0,
            () -> capulet().control().rows("ofFedEventing") + " rows");
    }

    private static Stanza subscribe(Client watcher) {
        return watcher.ask("set", "juliet@capulet.lit", "<pubsub xmlns='" + PUBSUB + "'><subscribe node='presence' jid='"
            + watcher.bareAddress() + "'/></pubsub>");
    }

    private static void publish(Client client, String node, String payload) {
        Stanza answer = client.ask("set", "", "<pubsub xmlns='" + PUBSUB + "'><publish node='" + node + "'><item>" + payload
            + "</item></publish></pubsub>");
        assertEquals(answer.text(), "result", answer.type());
    }

    private static boolean isNotice(Stanza stanza, String status) {
        return stanza.name().equals("message") && stanza.text().contains("<items ") && stanza.text().contains(status);
    }

    /** Awaited or not: the order is open. */
    private static Stanza seen(Client client, Predicate<Stanza> predicate) {
        Waiting.until("a notice", Waiting.PATIENCE, () -> client.received().stream().anyMatch(predicate),
            () -> client.received().toString());
        return client.received().stream().filter(predicate).findFirst().orElseThrow();
    }
}
