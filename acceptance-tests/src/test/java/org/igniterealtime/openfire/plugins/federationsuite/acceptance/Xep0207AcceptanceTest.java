package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.junit.Test;
import org.w3c.dom.Element;

/**
 * Every example of XEP-0207, in its order, between two real servers: what clients say goes over a raw stream as it stands
 * there, and what comes back is compared with it, element by element. Ids are ours where the examples have those of a
 * service. Where we do something else on purpose, {@link EventingDeviation} says why.
 */
public class Xep0207AcceptanceTest extends PubsubTest {

    private static final String ROOM = "characters@conference.capulet.lit";

    private final SpecExamples spec = SpecExamples.ofEventing();
    private final Set<Integer> seen = new TreeSet<>();

    private Client juliet;
    private Client nurse;
    private Client romeo;
    private Client benvolio;
    private Client bard;

    /** Runs on one kind of server. */
    public Xep0207AcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return super.capulet(spec).user("juliet", "juliet-secret").user("nurse", "nurse-secret");
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return super.montague(spec).user("romeo", "romeo-secret").user("benvolio", "benvolio-secret")
            .user("bard", "bard-secret");
    }

    @Test
    public void everyExampleIsTakenAndAnsweredAsTheSpecificationShowsIt() {
        greet(montague(), "montague.lit", capulet(), "pubsub.capulet.lit");
        juliet = login(capulet(), "juliet", "balcony");
        nurse = login(capulet(), "nurse", "chamber");
        romeo = login(montague(), "romeo", "mobile");
        benvolio = login(montague(), "benvolio", "pda");
        bard = login(montague(), "bard", "globe");
        juliet.ask("get", "", "<query xmlns='jabber:iq:roster'/>");

        presence();
        rosterInTheOrdinaryWay();
        rosterByPubsub();
        roomInTheOrdinaryWay();
        roomByPubsub();
        oneToOne();

        assertEquals(IntStream.rangeClosed(1, spec.size()).boxed().collect(Collectors.toSet()), seen);
    }

    private void presence() {
        for (Client contact : List.of(romeo, nurse, benvolio)) {
            Stanza answer = contact.ask("set", "juliet@capulet.lit", "<pubsub xmlns='" + PUBSUB
                + "'><subscribe node='presence' jid='" + contact.address() + "'/></pubsub>");
            assertEquals(answer.text(), "result", answer.type());
            grant(contact.bareAddress());
            contact.await("a notice", stanza -> stanza.text().contains("<items "));
        }
        says(juliet, 1, "Presence Update", 0);
        String shown = "Presence Notifications";
        receives(romeo, 2, shown, 0, EventingDeviation.PRESENCE_IS_ADDRESSED_TO_THE_ACCOUNT);
        receives(nurse, 2, shown, 1, EventingDeviation.PRESENCE_IS_ADDRESSED_TO_THE_ACCOUNT);
        receives(benvolio, 2, shown, 2, EventingDeviation.PRESENCE_IS_ADDRESSED_TO_THE_ACCOUNT);
        // There are notices of this, too, which must not be taken for those of what comes next.
        for (Client contact : List.of(romeo, nurse, benvolio)) {
            juliet.send("<message id='barrier' to='" + contact.address() + "'/>");
            contact.await("what comes behind them", stanza -> stanza.id().equals("barrier"));
        }
        says(juliet, 3, "Presence Publish", 0);
        receives(juliet, 3, "Presence Publish", 1);
        String notices = "Presence Notifications via Pubsub";
        receives(romeo, 4, notices, 0);
        receives(nurse, 4, notices, 1, EventingDeviation.THE_NODE_IS_CALLED_PRESENCE_IN_EVERY_COPY);
        receives(benvolio, 4, notices, 2);
    }

    private void rosterInTheOrdinaryWay() {
        says(bard, 5, "Presence Subscription Request", 0);
        receives(juliet, 6, "Presence Subscription Request", 0);
        says(juliet, 7, "Presence Subscription Approval", 0);
        receives(juliet, 8, "Roster Push", 0);
        bard.await("the approval", stanza -> stanza.type().equals("subscribed"));
        juliet.ask("set", "", "<query xmlns='jabber:iq:roster'><item jid='bard@montague.lit' subscription='remove'/></query>");
        bard.await("the end", stanza -> stanza.type().equals("unsubscribed"));
    }

    private void rosterByPubsub() {
        says(bard, 9, "Pubsub Subscription Request", 0);
        Stanza form = receives(juliet, 10, "Service sends authorization request to node owner", 0,
            EventingDeviation.FORMS_GO_TO_EACH_CLIENT_THAT_DOES_PUBSUB, EventingDeviation.THE_SUBSCRIBERS_FIELD_IS_SPELT_RIGHT,
            EventingDeviation.INSTRUCTIONS_ARE_ONE_LINE_WITH_AN_APOSTROPHE);
        Element approval = spec.example(11, "User approves subscription request").get(0);
        seen.add(11);
        approval.setAttribute("id", form.id());
        juliet.send(new Xml().write(approval));
        bard.await("the approval", stanza -> stanza.text().contains("subscription=\"subscribed\""));
        bard.await("her presence", stanza -> stanza.text().contains("<status>Moping</status>"));
    }

    private void roomInTheOrdinaryWay() {
        makeRoom(nurse, ROOM, "muc#roomconfig_whois=moderators");
        List<Client> others = List.of(bard, romeo, benvolio);
        others.forEach(client -> joins(client, ROOM, nick(client)));
        says(juliet, 12, "Groupchat Join", 0);
        juliet.await("her own presence", stanza -> stanza.from().equals(ROOM + "/JC") && stanza.text().contains("\"110\""));
        says(juliet, 14, "Groupchat Message", 0);
        for (int i = 0; i < others.size(); i++) {
            receives(others.get(i), 15, "Groupchat Message Delivery", i);
        }
        juliet.part(ROOM, "JC");
        others.forEach(client -> client.part(ROOM, nick(client)));
    }

    private void roomByPubsub() {
        makeRoom(nurse, ROOM, "muc#roomconfig_whois=anyone");
        List<Client> others = List.of(bard, romeo, benvolio);
        others.forEach(this::subscribe);
        says(juliet, 13, "Groupchat Join via Pubsub", 0);
        juliet.await("an answer", stanza -> stanza.id().equals("sub2") && stanza.type().equals("result"));
        others.forEach(client -> client.await("Juliet", stanza -> stanza.text().contains("from=\"" + ROOM + "/JC\"")));
        says(juliet, 16, "Groupchat Publish", 0);
        receives(juliet, 16, "Groupchat Publish", 1);
        for (int i = 0; i < others.size(); i++) {
            receives(others.get(i), 17, "Groupchat Notifications", i);
        }
    }

    /** As Juliet does in the example. */
    private void subscribe(Client client) {
        Element request = spec.example(13, "Groupchat Join via Pubsub").get(0);
        String text = new Xml().write(request).replace(juliet.address(), client.address()).replace(">JC<",
            '>' + nick(client) + '<');
        client.send(text);
        Stanza answer = client.await("an answer", stanza -> stanza.id().equals("sub2"));
        assertEquals(answer.text(), "result", answer.type());
    }

    private static String nick(Client client) {
        return client.bareAddress().replaceAll("@.*", "");
    }

    private void oneToOne() {
        String creating = "Creating a One-to-One Messaging Node";
        says(juliet, 18, creating, 0);
        receives(juliet, 18, creating, 1);
        says(juliet, 18, creating, 2);
        receives(juliet, 18, creating, 3);
        says(juliet, 19, "Message Publish", 0);
        receives(romeo, 20, "Groupchat Notifications", 0, EventingDeviation.NOTICES_GO_TO_THE_ADDRESS_THAT_IS_SUBSCRIBED);
        receives(juliet, 20, "Groupchat Notifications", 1, EventingDeviation.NOTICES_GO_TO_THE_ADDRESS_THAT_IS_SUBSCRIBED);
        Stanza answer = seen(juliet, "the answer to what was published", stanza -> stanza.id().equals("msg1"));
        compare(answer, 19, "Message Publish", 1);
    }

    private void grant(String contact) {
        Waiting.until("a request of " + contact, Waiting.PATIENCE, () -> juliet.ask("set", "", "<pubsub xmlns='" + PUBSUB
            + "#owner'><subscriptions node='presence'><subscription jid='" + contact
            + "' subscription='subscribed'/></subscriptions></pubsub>").type().equals("result"));
    }

    private void says(Client client, int number, String caption, int which) {
        seen.add(number);
        client.send(new Xml().write(spec.example(number, caption).get(which)));
    }

    private Stanza receives(Client client, int number, String caption, int which, EventingDeviation... deviations) {
        Element example = example(number, caption, which, deviations);
        return client.await("'" + caption + "':\n" + Canonical.text(example), stanza -> fits(stanza, example));
    }

    private void compare(Stanza stanza, int number, String caption, int which) {
        Element example = example(number, caption, which);
        assertEquals(Canonical.text(example), Canonical.text(EventingDeviation.withoutAdditions(stanza.element(), example)));
    }

    private static boolean fits(Stanza stanza, Element example) {
        return stanza.name().equals(example.getLocalName())
            && Canonical.text(EventingDeviation.withoutAdditions(stanza.element(), example)).equals(Canonical.text(example));
    }

    private Element example(int number, String caption, int which, EventingDeviation... deviations) {
        seen.add(number);
        Element example = spec.example(number, caption).get(which);
        for (EventingDeviation deviation : deviations) {
            deviation.apply(example);
        }
        return example;
    }

    private static Stanza seen(Client client, String what, Predicate<Stanza> predicate) {
        Waiting.until(what, Waiting.PATIENCE, () -> client.received().stream().anyMatch(predicate),
            () -> client.received().toString());
        return client.received().stream().filter(predicate).findFirst().orElseThrow();
    }
}
