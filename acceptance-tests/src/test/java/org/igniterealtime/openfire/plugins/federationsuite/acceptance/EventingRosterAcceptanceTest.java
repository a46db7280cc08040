package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.After;
import org.junit.Test;
import org.w3c.dom.Element;

/**
 * Who sees whose presence, asked and decided by pubsub. Juliet is at {@code capulet.lit}, the Bard at {@code montague.lit}
 * as in XEP-0207; whatever is written here as XML is an example of the specification, with our second domain in it, or what
 * it says has to come back.
 */
public class EventingRosterAcceptanceTest extends PubsubTest {

    /** The example "Pubsub Subscription Request". */
    private static final String SUBSCRIBE = "<iq type='set' from='bard@montague.lit/globe' to='juliet@capulet.lit' id='sub1'>"
        + "<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='presence' jid='bard@montague.lit'/></pubsub></iq>";
    /** The example "Presence Publish". */
    private static final String PUBLISH = "<iq from='juliet@capulet.lit/balcony' type='set' id='pres1'>"
        + "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='presence'><item>"
        + "<presence from='juliet@capulet.lit/balcony' xmlns='jabber:client'><status>Moping</status></presence>"
        + "</item></publish></pubsub></iq>";

    private final List<Client> quiet = new ArrayList<>();

    /** Runs on one kind of server. */
    public EventingRosterAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return super.capulet(spec.user("juliet", "juliet-secret").user("nurse", "nurse-secret"));
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return super.montague(spec.user("bard", "bard-secret"));
    }

    @Test
    public void theBardSubscribesWhileJulietIsAwayAndSheAnswersByForms() {
        Client bard = login(montague(), "bard", "globe");
        Client nurse = login(capulet(), "nurse", "chamber");

        bard.send(SUBSCRIBE);
        nurse.send(subscription(nurse));

        for (Client subscriber : List.of(bard, nurse)) {
            Stanza answer = subscriber.await("an answer", stanza -> stanza.id().equals("sub1"));
            same("<iq type='result' id='sub1' from='juliet@capulet.lit' to='" + subscriber.address() + "'><pubsub xmlns='"
                + PUBSUB + "'><subscription node='presence' jid='" + subscriber.bareAddress()
                + "' subscription='pending'/></pubsub></iq>", answer);
            assertEquals("pending", state(subscriber));
        }

        // Juliet's client knows no presence but that of pubsub.
        Client juliet = quiet(capulet(), "juliet", "balcony");
        juliet.send(PUBLISH);
        same("<iq type='result' id='pres1' to='juliet@capulet.lit/balcony'/>",
            without("from", juliet.await("an answer", stanza -> stanza.id().equals("pres1"))));
        Stanza bards = form(juliet, "bard@montague.lit");
        Stanza nurses = form(juliet, "nurse@capulet.lit");
        same(authorization(bards.id(), "bard@montague.lit"), bards);
        assertNotEquals(bards.id(), nurses.id());
        assertEquals(2, ordinaryRequests(juliet));
        assertEquals("bard@montague.lit pending, nurse@capulet.lit pending", subscribers(juliet));

        decideByForms(juliet, bard, nurse, bards.id(), nurses.id());
        tellOfChanges(juliet, bard, nurse);
        decideOtherwise(bard, nurse);
    }

    private static void seesChangesOnce(Client juliet, Client subscriber) {
        List<Stanza> seen = whatCame(juliet, subscriber);
        assertEquals(seen.toString(), 1, Contacts.presenceOf(juliet, seen).size());
        assertEquals(seen.toString(), 1, seen.stream().filter(stanza -> stanza.text().contains("<items ")).count());
        assertEquals(seen.toString(), 2, seen.size());
    }

    private void decideByForms(Client juliet, Client bard, Client nurse, String bards, String nurses) {
        // As the example has it: addressed to another server.
        juliet.send(approval(bards, "bard@montague.lit", "pubsub", "true"));
        same("<message from='juliet@capulet.lit' to='bard@montague.lit' type='headline'><event xmlns='" + EVENT
            + "'><subscription node='presence' jid='bard@montague.lit' subscription='subscribed'/></event></message>",
            without("id", notice(bard, "<subscription ")));
        same(item("bard@montague.lit", "<status>Moping</status>").replace("<message ", "<message type='headline' "),
            without("id", notice(bard, "<items ")));
        push(juliet, "bard@montague.lit", "from");
        assertFalse("a form has left the server", toMirror().stanzas().toString().contains("subscribe_authorization"));

        // As another example has it: misspelt. This time she says no.
        juliet.send(approval(nurses, "nurse@capulet.lit", "pusub", "0"));
        assertTrue(notice(nurse, "<subscription ").text().contains("subscription=\"none\""));
        assertEquals("", state(nurse));
        assertEquals("bard@montague.lit subscribed", subscribers(juliet));

        // She is asked again, and the old form is none any more.
        nurse.send(subscription(nurse));
        String again = seen(juliet, "another form", stanza -> isForm(stanza, "nurse@capulet.lit")
            && !stanza.id().equals(nurses)).id();
        juliet.send(approval(nurses, "nurse@capulet.lit", "pubsub", "1"));
        assertTrue(juliet.await("an error", stanza -> stanza.id().equals(nurses)).text().contains("<item-not-found "));
        assertEquals("pending", state(nurse));
        juliet.send(approval(again, "nurse@capulet.lit", "pusub", "1"));
        assertTrue(notice(nurse, "subscription=\"subscribed\"").text().contains("<subscription "));
        same(item(nurse.address(), "<status>Moping</status>"), without("id", notice(nurse, "<items ")));
    }

    /** One presence and one notice of each change for everybody, to the very end. */
    private static void tellOfChanges(Client juliet, Client bard, Client nurse) {
        whatCame(juliet, bard);
        whatCame(juliet, nurse);
        juliet.send(PUBLISH.replace("Moping", "Sighing"));
        for (Client subscriber : List.of(bard, nurse)) {
            seesChangesOnce(juliet, subscriber);
        }
        juliet.drop();
        for (Client subscriber : List.of(bard, nurse)) {
            assertTrue(notice(subscriber, "<items ").text().contains("type=\"unavailable\""));
        }
    }

    /** Juliet has an ordinary client, too, and sees the same people there. */
    private void decideOtherwise(Client bard, Client nurse) {
        Client chamber = login(capulet(), "juliet", "chamber");
        chamber.send("<presence to='nurse@capulet.lit' type='unsubscribed'/>");
        assertTrue(notice(nurse, "<subscription ").text().contains("subscription=\"none\""));
        assertEquals("bard@montague.lit subscribed", subscribers(chamber));
        bard.ask("set", "juliet@capulet.lit", "<pubsub xmlns='" + PUBSUB
            + "'><unsubscribe node='presence' jid='bard@montague.lit'/></pubsub>");
        assertEquals("", subscribers(chamber));
        assertEquals("", state(bard));
    }

    @Test
    public void aContactOnAnOrdinaryServerIsReachedInTheOrdinaryWayAndAnswersSo() {
        SuitePart.EVENTING.switchOff(montague());
        Client bard = login(montague(), "bard", "globe");
        Client juliet = quiet(capulet(), "juliet", "balcony");
        juliet.send(PUBLISH);
        juliet.await("an answer", stanza -> stanza.id().equals("pres1"));

        Stanza answer = juliet.ask("set", "bard@montague.lit", "<pubsub xmlns='" + PUBSUB
            + "'><subscribe node='presence' jid='juliet@capulet.lit'/></pubsub>");
        assertTrue(answer.text(), answer.type().equals("result") && answer.text().contains("subscription=\"pending\""));
        bard.await("an ordinary request", stanza -> isPresence(stanza, "juliet@capulet.lit", "subscribe"));
        bard.send("<presence to='juliet@capulet.lit' type='subscribed'/>");
        assertTrue(notice(juliet, "<subscription ").text().contains("subscription=\"subscribed\""));
        assertTrue(notice(juliet, "<items ").text().contains("from=\"" + bard.address() + "\""));
        push(juliet, "bard@montague.lit", "to");
        bard.send("<presence><status>Writing</status></presence>");
        // Newer servers give her what he said before twice, once for each server that thinks she should know.
        assertTrue(notice(juliet, "<status>Writing</status>").text().contains("<items "));

        // The other way round: he asks as he knows it, and she gets a form.
        bard.send("<presence to='juliet@capulet.lit' type='subscribe'/>");
        Stanza form = form(juliet, "bard@montague.lit");
        juliet.send(approval(form.id(), "bard@montague.lit", "pubsub", "true"));
        bard.await("her consent", stanza -> isPresence(stanza, "juliet@capulet.lit", "subscribed"));
        assertEquals("Moping", Stanza.child(bard.await("her presence", stanza ->
            isPresence(stanza, juliet.address(), "")).element(), "jabber:client", "status").orElseThrow().getTextContent());
        assertTrue(whatCame(juliet, bard).stream().noneMatch(stanza -> stanza.text().contains("#event")));

        bard.send("<presence to='juliet@capulet.lit' type='unsubscribed'/>");
        assertTrue(notice(juliet, "<subscription ").text().contains("subscription=\"none\""));
        Stanza revoked = juliet.ask("set", "", "<pubsub xmlns='" + OWNER + "'><subscriptions node='presence'>"
            + "<subscription jid='bard@montague.lit' subscription='none'/></subscriptions></pubsub>");
        assertEquals(revoked.text(), "result", revoked.type());
        bard.await("her refusal", stanza -> isPresence(stanza, "juliet@capulet.lit", "unsubscribed"));
    }

    @Test
    public void nobodyDecidesForSomebodyElseAndWhomJulietHidesFromSeesNothing() {
        Client bard = login(montague(), "bard", "globe");
        Client nurse = login(capulet(), "nurse", "chamber");
        Client juliet = quiet(capulet(), "juliet", "balcony");
        juliet.send(PUBLISH);
        juliet.await("an answer", stanza -> stanza.id().equals("pres1"));

        for (String jid : List.of("jid='kev@montague.lit'", "jid='juliet@capulet.lit'", "jid='@'", "")) {
            Stanza answer = bard.ask("set", "juliet@capulet.lit", "<pubsub xmlns='" + PUBSUB + "'><subscribe node='presence' "
                + jid + "/></pubsub>");
            assertTrue(answer.text(), answer.text().contains("<bad-request ")
                && answer.text().contains(jid.isEmpty() ? "<jid-required " : "<invalid-jid "));
        }
        Stanza list = bard.ask("get", "juliet@capulet.lit",
            "<pubsub xmlns='" + OWNER + "'><subscriptions node='presence'/></pubsub>");
        assertTrue(list.text(), list.text().contains("<forbidden "));
        Stanza granted = juliet.ask("set", "", "<pubsub xmlns='" + OWNER + "'><subscriptions node='presence'>"
            + "<subscription jid='bard@montague.lit' subscription='subscribed'/></subscriptions></pubsub>");
        assertTrue(granted.text(), granted.text().contains("<item-not-found "));
        assertEquals("", subscribers(juliet));

        bard.send(SUBSCRIBE);
        Stanza form = form(juliet, "bard@montague.lit");
        String approval = approval(form.id(), "bard@montague.lit", "pubsub", "true");
        nurse.send(approval.replace("juliet@capulet.lit/balcony", nurse.address()));
        assertTrue(nurse.await("an error", stanza -> stanza.id().equals(form.id())).text().contains("<forbidden "));
        bard.send(approval.replace("juliet@capulet.lit/balcony", bard.address()).replace("montague.lit'", "capulet.lit'"));
        bard.settle();
        assertEquals("pending", state(bard));
        juliet.send(approval);
        assertTrue(notice(bard, "<items ").text().contains("Moping"));

        // He looks subscribed, and thinks that she has gone.
        Stanza hidden = juliet.ask("set", "", "<pubsub xmlns='" + OWNER + "'><configure node='presence'>"
            + "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>" + PUBSUB + "#node_config"
            + "</value></field><field var='federationsuite#polite_block'><value>bard@montague.lit</value></field></x>"
            + "</configure></pubsub>");
        assertEquals(hidden.text(), "result", hidden.type());
        assertTrue(notice(bard, "<items ").text().contains("type=\"unavailable\""));
        assertEquals("subscribed", state(bard));
        assertEquals("", subscribers(juliet));
        whatCame(juliet, bard);
        juliet.send(PUBLISH.replace("Moping", "Sighing"));
        bard.send("<presence to='juliet@capulet.lit' type='probe'/>");
        assertEquals(List.of(), whatCame(juliet, bard));

        castOut(juliet, nurse);
    }

    /** Whom she casts out may not even ask, and whoever asks and vanishes has asked. */
    private void castOut(Client juliet, Client nurse) {
        Stanza out = juliet.ask("set", "", "<pubsub xmlns='" + OWNER + "'><affiliations node='presence'>"
            + "<affiliation jid='nurse@capulet.lit' affiliation='outcast'/></affiliations></pubsub>");
        assertEquals(out.text(), "result", out.type());
        Stanza refused = nurse.ask("set", "juliet@capulet.lit", "<pubsub xmlns='" + PUBSUB
            + "'><subscribe node='presence' jid='nurse@capulet.lit'/></pubsub>");
        assertTrue(refused.text(), refused.text().contains("<forbidden "));

        Client kev = login(montague(), "kev", "desk");
        kev.send(subscription(kev));
        form(juliet, "kev@montague.lit");
        kev.drop();
        assertEquals("kev@montague.lit pending", subscribers(juliet));

        // Nodes that she makes by pubsub are ones that she is asked about.
        assertEquals("result", juliet.ask("set", "pubsub.capulet.lit", "<pubsub xmlns='" + PUBSUB
            + "'><create node='diary'/></pubsub>").type());
        Stanza diary = juliet.ask("get", "pubsub.capulet.lit",
            "<pubsub xmlns='" + OWNER + "'><configure node='diary'/></pubsub>");
        String model = diary.text().substring(diary.text().indexOf("pubsub#access_model"));
        assertTrue(model, model.replaceAll("<option.*?</option>", "").matches("(?s)[^/]*<value>authorize</value>.*"));
    }

    /** A client that has said nothing yet, but that it wants to hear of its roster. */
    private Client quiet(Server server, String user, String resource) {
        Client client = Client.login(server, user, resource);
        quiet.add(client);
        client.ask("get", "", "<query xmlns='jabber:iq:roster'/>");
        return client;
    }

    /** Ends clients that were quiet. */
    @After
    public void dropClients() {
        quiet.forEach(Client::drop);
    }

    private static void same(String expected, Stanza stanza) {
        Element element = new Stanza(stanza.name(), expected).element();
        assertEquals(Canonical.text(element), Canonical.text(stanza.element()));
    }

    /** The id is the server's own; that it has one is looked at elsewhere. */
    private static Stanza without(String attribute, Stanza stanza) {
        return new Stanza(stanza.name(), stanza.text().replaceFirst(" " + attribute + "=\"[^\"]*\"", ""));
    }

    /** The latest stanza of a kind, awaited already or not: who hears what first is open. */
    private static Stanza seen(Client client, String what, Predicate<Stanza> predicate) {
        Waiting.until(what, Waiting.PATIENCE, () -> client.received().stream().anyMatch(predicate),
            () -> client.received().toString());
        return client.received().stream().filter(predicate).reduce((earlier, later) -> later).orElseThrow();
    }

    /** What a client is told of a contact in its roster. */
    private static void push(Client client, String contact, String subscription) {
        seen(client, contact + " in the roster: " + subscription, stanza -> stanza.name().equals("iq")
            && stanza.type().equals("set") && stanza.text().contains("jabber:iq:roster")
            && stanza.text().contains("jid=\"" + contact + "\"")
            && stanza.text().contains("subscription=\"" + subscription + "\""));
    }

    /** The example "Service sends authorization request to node owner", spelt as it should be. */
    private static String authorization(String id, String subscriber) {
        return "<message to='juliet@capulet.lit/balcony' from='capulet.lit' id='" + id + "'>"
            + "<x xmlns='jabber:x:data' type='form'><title>PubSub subscriber request</title><instructions>"
            + "To approve this entity\u2019s subscription request, click the"
            + " OK button. To deny the request, click the cancel button.</instructions>"
            + "<field var='FORM_TYPE' type='hidden'><value>" + PUBSUB + "#subscribe_authorization</value></field>"
            + "<field var='pubsub#node' type='text-single' label='Node ID'><value>presence</value></field>"
            + "<field var='pubsub#subscriber_jid' type='jid-single' label='Subscriber Address'><value>" + subscriber
            + "</value></field><field var='pubsub#allow' type='boolean' label='Allow this JID to subscribe to this pubsub node?'>"
            + "<value>false</value></field></x></message>";
    }

    /** The example "User approves subscription request". */
    private static String approval(String id, String subscriber, String spelling, String allow) {
        return "<message from='juliet@capulet.lit/balcony' to='montague.lit' id='" + id + "'><x xmlns='jabber:x:data'"
            + " type='submit'><field var='FORM_TYPE' type='hidden'><value>" + PUBSUB + "#subscribe_authorization"
            + "</value></field><field var='pubsub#node'><value>presence</value></field><field var='" + spelling
            + "#subscriber_jid'><value>" + subscriber + "</value></field><field var='pubsub#allow'><value>" + allow
            + "</value></field></x></message>";
    }

    /** The example "Pubsub Subscription Request" of somebody else. */
    private static String subscription(Client subscriber) {
        return SUBSCRIBE.replace("bard@montague.lit/globe", subscriber.address())
            .replace("bard@montague.lit", subscriber.bareAddress());
    }

    /** The example "Presence Notifications via Pubsub". */
    private static String item(String to, String content) {
        return "<message from='juliet@capulet.lit' to='" + to + "'><event xmlns='" + EVENT + "'><items node='presence'><item>"
            + "<presence from='juliet@capulet.lit/balcony' xmlns='jabber:client'>" + content
            + "</presence></item></items></event></message>";
    }

    private static Stanza form(Client owner, String subscriber) {
        return seen(owner, "a form about " + subscriber, stanza -> isForm(stanza, subscriber));
    }

    private static boolean isForm(Stanza stanza, String subscriber) {
        return stanza.text().contains("#subscribe_authorization") && stanza.text().contains("<value>" + subscriber + "</value>");
    }

    private static Stanza notice(Client client, String content) {
        return client.await(content, stanza -> stanza.name().equals("message") && stanza.text().contains(content));
    }

    private static boolean isPresence(Stanza stanza, String from, String type) {
        return stanza.name().equals("presence") && stanza.from().equals(from) && stanza.type().equals(type);
    }

    private static long ordinaryRequests(Client client) {
        return client.settle().received().stream().filter(stanza -> stanza.name().equals("presence")
            && stanza.type().equals("subscribe")).count();
    }

    /** How it stands with a subscription to Juliet's presence, as she is told who has it. */
    private static String state(Client subscriber) {
        return list(subscriber.ask("get", "juliet@capulet.lit", "<pubsub xmlns='" + PUBSUB
            + "'><subscriptions node='presence'/></pubsub>")).replace(subscriber.bareAddress() + " ", "");
    }

    /** Who sees Juliet's presence, as she is told. */
    private static String subscribers(Client owner) {
        return list(owner.ask("get", "", "<pubsub xmlns='" + OWNER + "'><subscriptions node='presence'/></pubsub>"));
    }

    private static String list(Stanza answer) {
        assertEquals(answer.text(), "result", answer.type());
        Element pubsub = SpecExamples.children(answer.element()).get(0);
        return String.join(", ", SpecExamples.children(SpecExamples.children(pubsub).get(0)).stream()
            .map(one -> one.getAttribute("jid") + " " + one.getAttribute("subscription")).sorted().toList());
    }

    private static List<Stanza> whatCame(Client sender, Client contact) {
        String id = UUID.randomUUID().toString();
        int before = contact.received().size() - contact.unread().size();
        sender.send("<message id='" + id + "' to='" + contact.address() + "'><body>Hello.</body></message>");
        contact.await("a message", stanza -> stanza.id().equals(id));
        List<Stanza> all = contact.received();
        int end = before;
        while (!all.get(end).id().equals(id)) {
            end++;
        }
        return all.subList(before, end);
    }
}
