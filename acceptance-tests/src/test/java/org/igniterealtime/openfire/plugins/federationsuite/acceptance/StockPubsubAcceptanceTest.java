package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;

/**
 * What a user of ours does at the pubsub service of a Prosody or an ejabberd, and at an account there (XEP-0060, XEP-0163): it
 * goes there and comes back as it is, also if his client uses eventing at home.
 */
public class StockPubsubAcceptanceTest extends StockScene {

    private static final String TUNE = "http://jabber.org/protocol/tune";
    private static final String ENTRY = "<entry xmlns='http://www.w3.org/2005/Atom'><title>Soliloquy &amp; sonnet</title>"
        + "<odd xmlns='urn:example:odd' a='1'/></entry>";

    private static final int DEPTH = 8;

    /** Runs with one make of server there, and one kind of ours here. */
    public StockPubsubAcceptanceTest(String make, String kindName) {
        super(make);
    }

    @Test
    public void aNodeThereIsSubscribedReadAndLeftAndAllComesAsItIs() {
        Client admin = there("admin");
        Client juliet = eventingClient();
        String service = stock().pubsub();
        assertEquals("result", set(admin, service, "<create node='news'/>").type());

        Stanza subscribed = set(juliet, service, subscribe("news", juliet.bareAddress()));
        assertEquals(subscribed.text(), "subscribed", subscription(subscribed));
        assertEquals("result", set(admin, service, publish("news", "one", ENTRY)).type());
        Stanza event = seen(juliet, "the item", stanza -> stanza.from().equals(service) && stanza.text().contains("Soliloquy"));
        assertEquals("headline", event.type());
        Stanza items = get(juliet, service, "<items node='news'/>");
        for (Stanza with : List.of(event, items)) {
            assertTrue(with.text(), Canonical.text(with.element()).contains(inItem(ENTRY)));
        }
        assertTrue(get(juliet, service, "<subscriptions/>").text().contains("news"));
        assertEquals("result", set(admin, service, "<retract node='news' notify='true'><item id='one'/></retract>").type());
        seen(juliet, "that it is gone", stanza -> stanza.from().equals(service) && stanza.text().contains("<retract "));
        assertEquals("result", set(juliet, service, unsubscribe("news", juliet.bareAddress())).type());
        assertEquals("result", set(admin, service, publish("news", "two", ENTRY.replace("Soliloquy", "Epilogue"))).type());
        // What the service says comes on one connection, so this comes behind it.
        get(juliet, service, "<subscriptions/>");
        assertEquals(0, count(juliet.received(), "Epilogue"));
        cameAsItWasSent(juliet, service);
    }

    @Test
    public void whatIsRefusedThereIsRefusedInItsOwnWords() {
        Client admin = there("admin");
        Client juliet = eventingClient();
        String service = stock().pubsub();
        assertEquals("result", set(admin, service, "<create node='rules'/>").type());
        String me = juliet.bareAddress();
        List<String> answers = new ArrayList<>();
        answers.add("subscribe to nothing: " + brief(set(juliet, service, subscribe("nothing", me))));
        answers.add("presence of a service: " + brief(set(juliet, service, subscribe("presence", me))));
        answers.add("subscribe somebody else: " + brief(set(juliet, service, subscribe("rules", admin.bareAddress()))));
        answers.add("read nothing: " + brief(get(juliet, service, "<items node='nothing'/>")));
        answers.add("publish on another's: " + brief(set(juliet, service, publish("rules", "x", ENTRY))));
        answers.add("publish on nothing: " + brief(set(juliet, service, publish("nothing", "x", ENTRY))));
        answers.add("unsubscribe from nothing: " + brief(set(juliet, service, unsubscribe("nothing", me))));
        answers.add("unsubscribe unsubscribed: " + brief(set(juliet, service, unsubscribe("rules", me))));
        answers.add("create: " + brief(set(juliet, service, "<create node='hers'/>")));
        answers.add("create again: " + brief(set(juliet, service, "<create node='rules'/>")));
        answers.add("configure another's: " + brief(owner(juliet, service, "<configure node='rules'/>")));
        answers.add("subscribers of another's: " + brief(owner(juliet, service, "<subscriptions node='rules'/>")));
        answers.add("options: " + brief(get(juliet, service, "<options node='rules' jid='" + me + "'/>")));
        answers.add("nonsense: " + brief(set(juliet, service, "<nonsense/>")));
        assertEquals(String.join("\n", expected(
            List.of("subscribe to nothing: cancel item-not-found",
                "presence of a service: cancel item-not-found",
                "subscribe somebody else: auth forbidden",
                "read nothing: cancel item-not-found",
                "publish on another's: auth forbidden",
                "publish on nothing: auth forbidden",
                "unsubscribe from nothing: cancel item-not-found",
                "unsubscribe unsubscribed: modify not-subscribed unexpected-request",
                "create: auth forbidden",
                "create again: auth forbidden",
                "configure another's: auth forbidden",
                "subscribers of another's: auth forbidden",
                "options: result",
                "nonsense: cancel service-unavailable"),
            List.of("subscribe to nothing: cancel item-not-found",
                "presence of a service: cancel item-not-found",
                "subscribe somebody else: modify bad-request invalid-jid",
                "read nothing: cancel item-not-found",
                "publish on another's: auth forbidden",
                "publish on nothing: result",
                "unsubscribe from nothing: wait not-subscribed unexpected-request",
                "unsubscribe unsubscribed: wait not-subscribed unexpected-request",
                "create: result",
                "create again: cancel conflict",
                "configure another's: auth forbidden",
                "subscribers of another's: auth forbidden",
                "options: cancel feature-not-implemented unsupported=subscription-options",
                "nonsense: modify bad-request"))), String.join("\n", answers));
        cameAsItWasSent(juliet, service);
        madeAsSheSaysIt(juliet, service);
    }

    @Test
    public void whatAUserTherePublishesOnHisAccountComesToContactsWhoWantIt() {
        Client romeo = there();
        Client juliet = eventingClient();
        String tune = "<tune xmlns='" + TUNE + "'><title>Gloomy</title></tune>";
        assertEquals("result", set(romeo, "", publish(TUNE, "current", tune)).type());
        List<String> answers = new ArrayList<>();
        for (String who : List.of("stranger", "contact")) {
            answers.add(who + " reads: " + brief(get(juliet, romeo.bareAddress(), "<items node='" + TUNE + "'/>")));
            answers.add(who + " subscribes: " + brief(set(juliet, romeo.bareAddress(), subscribe(TUNE, juliet.bareAddress()))));
            answers.add(who + " reads what is not there: " + brief(get(juliet, romeo.bareAddress(), "<items node='nothing'/>")));
            answers.add(who + " subscribes to what is not there: "
                + brief(set(juliet, romeo.bareAddress(), subscribe("nothing", juliet.bareAddress()))));
            answers.add(who + " publishes: " + brief(set(juliet, romeo.bareAddress(), publish(TUNE, "current", tune))));
            if (who.equals("stranger")) {
                befriend(juliet, romeo);
            }
        }
        assertEquals(String.join("\n", expected(
            List.of("stranger reads: auth forbidden",
                "stranger subscribes: auth forbidden",
                "stranger reads what is not there: auth forbidden",
                "stranger subscribes to what is not there: auth forbidden",
                "stranger publishes: auth forbidden",
                "contact reads: result",
                "contact subscribes: result",
                "contact reads what is not there: cancel item-not-found",
                "contact subscribes to what is not there: cancel item-not-found",
                "contact publishes: auth forbidden"),
            List.of("stranger reads: auth not-authorized presence-subscription-required",
                "stranger subscribes: auth not-authorized presence-subscription-required",
                "stranger reads what is not there: cancel item-not-found",
                "stranger subscribes to what is not there: cancel item-not-found",
                "stranger publishes: auth forbidden",
                "contact reads: result",
                "contact subscribes: result",
                "contact reads what is not there: cancel item-not-found",
                "contact subscribes to what is not there: cancel item-not-found",
                "contact publishes: auth forbidden"))), String.join("\n", answers));
        comesToWhomeverWantsIt(romeo, tune);
    }

    private void comesToWhomeverWantsIt(Client romeo, String tune) {
        Client nurse = eventingClient();
        befriend(nurse, romeo);
        Contacts.sayWhatIsWanted(nurse, TUNE);
        Predicate<Stanza> event = stanza -> stanza.name().equals("message") && stanza.from().equals(romeo.bareAddress())
            && stanza.text().contains("<items ");
        if (isProsody()) {
            // ejabberd tells what is there only to clients of which it knows already what they want.
            Stanza first = seenByOneWhoWants(nurse, TUNE, "what is there", event);
            assertTrue(first.text(), Canonical.text(first.element()).contains(inItem(tune)));
        } else {
            String question = seen(nurse, "the question", stanza -> stanza.type().equals("get")
                && stanza.from().startsWith(romeo.bareAddress())).id();
            Contacts.answerAll(nurse, new HashSet<>(), TUNE);
            Waiting.until("the answer to cross", Waiting.PATIENCE, () -> link().stanzas().stream()
                .anyMatch(stanza -> stanza.type().equals("result") && stanza.id().equals(question)));
        }
        String merry = tune.replace("Gloomy", "Merry");
        FederationTest.tryUntil("the next one",
            () -> assertEquals("result", set(romeo, "", publish(TUNE, "current", merry)).type()),
            () -> nurse.received().stream().anyMatch(event.and(stanza -> Canonical.text(stanza.element())
                .contains(inItem(merry)))), () -> nurse.received().toString());
        cameAsItWasSent(nurse, romeo.bareAddress());
    }

    /** Somebody of ours whose client does presence by pubsub, so that eventing minds what it does. */
    private Client eventingClient() {
        Client client = here();
        Rfc2779Scene.is(client, "Reading");
        return client;
    }

    /** All that an address has sent somebody has come, as it was sent. */
    private static void cameAsItWasSent(Client client, String address) {
        Predicate<Stanza> said = stanza -> stanza.from().equals(address) && !stanza.name().equals("presence");
        List<String> came = client.received().stream().filter(said).map(StockPubsubAcceptanceTest::text).sorted().toList();
        List<String> sent = link().reversed().stanzas().stream()
            .filter(said.and(stanza -> stanza.to().startsWith(client.bareAddress())))
            .map(StockPubsubAcceptanceTest::text).sorted().toList();
        assertEquals(String.join("\n", sent), String.join("\n", came));
    }

    /** What she makes there is made as she says: the access model that eventing has at home is not put in. */
    private static void madeAsSheSaysIt(Client client, String address) {
        List<Stanza> made = link().stanzas().stream().filter(stanza -> stanza.from().equals(client.address())
            && stanza.to().equals(address) && stanza.text().contains("<create ")).toList();
        assertEquals(made.toString(), 2, made.size());
        assertEquals(made.toString(), 0, count(made, "configure") + count(made, "access_model"));
    }

    private static String text(Stanza stanza) {
        return Canonical.text(stanza.element());
    }

    /** How an element looks within the item of an event or of an answer. */
    private static String inItem(String payload) {
        return Canonical.text(new Stanza("payload", payload).element()).indent(DEPTH);
    }

    private static String subscribe(String node, String jid) {
        return "<subscribe node='" + node + "' jid='" + jid + "'/>";
    }

    private static String unsubscribe(String node, String jid) {
        return "<unsubscribe node='" + node + "' jid='" + jid + "'/>";
    }

    private static String publish(String node, String id, String payload) {
        return "<publish node='" + node + "'><item id='" + id + "'>" + payload + "</item></publish>";
    }

    private static Stanza set(Client client, String to, String content) {
        return client.ask("set", to, "<pubsub xmlns='" + PUBSUB + "'>" + content + "</pubsub>");
    }

    private static Stanza get(Client client, String to, String content) {
        return client.ask("get", to, "<pubsub xmlns='" + PUBSUB + "'>" + content + "</pubsub>");
    }

    private static Stanza owner(Client client, String to, String content) {
        return client.ask("get", to, "<pubsub xmlns='" + PubsubTest.OWNER + "'>" + content + "</pubsub>");
    }
}
