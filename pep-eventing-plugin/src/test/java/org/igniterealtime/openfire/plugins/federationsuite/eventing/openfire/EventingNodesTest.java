package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Minded;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Book;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Household;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Pair;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.PresenceFeature;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Stance;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.AuthorizationForm;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Xml;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.MemoryCluster;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.junit.Before;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** Two nodes of capulet.lit: Juliet's client is connected to one of them, Nurse's to the other, who asks for her presence. */
public class EventingNodesTest {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final JID BALCONY = new JID("juliet@capulet.lit/balcony");
    private static final JID ROMEO = new JID("romeo@montague.lit");
    private static final JID CHAMBER = new JID("nurse@capulet.lit/chamber");

    private final MemoryCluster cluster = new MemoryCluster();
    private final Household household = new Household();
    private final Node hers = new Node("one");
    private final Node other = new Node("two");

    /** Eventing on a node. */
    private final class Node {

        private final Nodes nodes;
        private final Book book;
        private final PresenceFeature presence;
        private final List<Packet> routed = new ArrayList<>();
        private int ids;

        Node(String name) {
            nodes = cluster.join(name);
            book = new Book(EventingNodes.telling(nodes, household),
                new Book.Limits(() -> 10, () -> 10, () -> 10, () -> 10, "capulet.lit"::equals), () -> NOW);
            presence = new PresenceFeature(new PresenceFeature.Surroundings(new JID("capulet.lit"), () -> name + ids++,
                () -> 10, () -> 10, () -> true,
                new AuthorizationForm.Words("Title", "Do.", "Node", "Who", "Yes?"), "Access", "Polite"),
                book, household, household);
            EventingNodes told = new EventingNodes(nodes, Runnable::run, book, presence);
            nodes.listen(told);
            told.start();
        }

        void act(Event event) {
            for (Effect effect : Minded.on(presence, event)) {
                if (effect instanceof Effect.Route route) {
                    routed.add(route.stanza());
                    household.serve(route.stanza());
                }
            }
        }

        /** A client that is connected here sends a request about a node of presence. */
        void asks(JID from, JID to, String child) {
            IQ iq = Xml.iq("<iq type='set' id='1' from='" + from + "'" + (to == null ? "" : " to='" + to + "'")
                + "><pubsub xmlns='http://jabber.org/protocol/pubsub'>" + child + "</pubsub></iq>");
            act(new Event.Routing(iq, true));
            act(new Event.Request(from, Optional.ofNullable(to), true, iq));
            act(new Event.Routed(iq, true));
        }

        void subscribes() {
            asks(CHAMBER, Household.JULIET, "<subscribe node='presence' jid='" + Household.NURSE + "'/>");
        }

        List<String> forms() {
            List<String> ids = routed.stream().filter(stanza -> stanza.toXML().contains("#subscribe_authorization"))
                .map(Packet::getID).toList();
            routed.clear();
            return ids;
        }

        void answers(String id) {
            Message form = new Message(Xml.element("<message from='" + BALCONY + "' to='capulet.lit' id='" + id
                + "'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub"
                + "#subscribe_authorization</value></field><field var='pubsub#node'><value>presence</value></field>"
                + "<field var='pubsub#subscriber_jid'><value>" + Household.NURSE + "</value></field><field var='pubsub#allow'>"
                + "<value>1</value></field></x></message>"));
            act(new Event.Routing(form, true));
        }
    }

    @Before
    public void bothAreThere() {
        household.comes(BALCONY);
        household.comes(CHAMBER);
    }

    private void julietDoesPubsub(Node node) {
        node.asks(BALCONY, null, "<items node='presence'/>");
        cluster.settle();
    }

    @Test
    public void anOwnerIsAskedOnceWhicheverNodeTheContactIsConnectedTo() {
        julietDoesPubsub(hers);
        other.subscribes();
        cluster.settle();
        assertEquals(1, other.forms().size());
        assertEquals(0, hers.forms().size());
    }

    @Test
    public void theFormIsAnsweredAtTheNodeOfTheOwnersClientAlsoIfTheOtherIsLost() {
        julietDoesPubsub(hers);
        other.subscribes();
        String form = other.forms().get(0);
        cluster.deliverTwice();
        cluster.kill("two");
        hers.answers(form);
        assertEquals(Stance.SUBSCRIBED, household.granted(new Pair(Household.JULIET, Household.NURSE)));
        assertEquals("she is told so there", 1,
            hers.routed.stream().filter(stanza -> stanza.toXML().contains("subscription=\"subscribed\"")).count());
    }

    @Test
    public void anAnswerIsTakenOnce() {
        julietDoesPubsub(hers);
        other.subscribes();
        String form = other.forms().get(0);
        cluster.settle();
        hers.answers(form);
        cluster.settle();
        hers.routed.clear();
        other.answers(form);
        assertEquals("there is nobody any more who waits", "item-not-found",
            other.routed.get(other.routed.size() - 1).getError().getCondition().toXMPP());
    }

    @Test
    public void whoIsSubscribedIsKnownOnAllNodesHoweverItIsToldThem() {
        julietDoesPubsub(hers);
        other.subscribes();
        cluster.deliverBackwards();
        assertEquals(1, hers.book.size());
        assertEquals(1, hers.book.waiting());
        other.asks(CHAMBER, Household.JULIET, "<unsubscribe node='presence' jid='" + Household.NURSE + "'/>");
        cluster.settle();
        assertEquals(0, hers.book.size());
        assertEquals(0, hers.book.waiting());
    }

    @Test
    public void aNodeThatComesLaterLearnsWhatIsNotInTheDatabase() {
        julietDoesPubsub(hers);
        other.subscribes();
        String form = other.forms().get(0);
        cluster.settle();
        Node third = new Node("three");
        cluster.settle();
        cluster.kill("two");
        third.answers(form);
        assertEquals(Stance.SUBSCRIBED, household.granted(new Pair(Household.JULIET, Household.NURSE)));
    }

    @Test
    public void whatWasWrittenWhileANodeWasAloneIsReadWhenItJoins() {
        julietDoesPubsub(hers);
        other.subscribes();
        cluster.lose();
        assertEquals(0, hers.book.size());
        new EventingNodes(hers.nodes, Runnable::run, hers.book, hers.presence).joined();
        assertEquals(1, hers.book.size());
        hers.book.rereadAll();
        assertEquals("and counted once", 1, hers.book.waiting());
    }

    @Test
    public void aSubscriptionIsMadeInTheOrdinaryWayAlsoIfTheOtherServerAnswersAtAnotherNode() {
        other.asks(CHAMBER, ROMEO, "<subscribe node='presence' jid='" + Household.NURSE + "'/>");
        other.routed.clear();
        IQ answer = Xml.iq("<iq type='error' id='1' from='" + ROMEO + "' to='" + CHAMBER + "'><pubsub xmlns='http://jabber.org/"
            + "protocol/pubsub'/><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
            + "</iq>");
        hers.act(new Event.Routing(answer, false));
        assertEquals("it knows nothing of the request", List.of(), hers.routed);
        String before = answer.toXML();
        other.act(new Event.Delivering(answer, CHAMBER));
        assertEquals("nobody changes what clients are given", before, answer.toXML());
        assertEquals("Romeo is asked as by an ordinary client", Presence.Type.subscribe,
            ((Presence) other.routed.get(0)).getType());
        assertEquals("and she is told that", List.of(true, CHAMBER, "1"), List.of(
            other.routed.get(1).toXML().contains("subscription=\"pending\""), other.routed.get(1).getTo(),
            other.routed.get(1).getID()));
        cluster.settle();
        assertEquals("what he answers is told whichever node it comes to", 1, hers.book.size());
        other.routed.clear();
        other.act(new Event.Delivering(answer, CHAMBER));
        assertEquals("once", List.of(), other.routed);
    }

    @Test
    public void whatTheOtherServerAnswersAtAnotherNodeStandsIfItKnowsPubsub() {
        other.asks(CHAMBER, ROMEO, "<subscribe node='presence' jid='" + Household.NURSE + "'/>");
        other.routed.clear();
        other.act(new Event.Delivering(Xml.iq("<iq type='result' id='1' from='" + ROMEO + "' to='" + CHAMBER + "'/>"), CHAMBER));
        assertEquals(List.of(), other.routed);
    }
}
