package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Minded;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Xml;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/** What is added to the service's own handling of nodes on which two people talk. */
public class TalksTest {

    private static final JID JULIET = new JID("juliet@capulet.lit/balcony");
    private static final JID SERVICE = new JID("pubsub.shakespeare.lit");
    private static final String PUBSUB = "http://jabber.org/protocol/pubsub";
    private static final String TALK = form("pubsub#access_model", "whitelist", "pubsub#publisher", "romeo@montague.lit");
    private static final String MESSAGE = "<message xmlns='jabber:client'><body>wherefore art thou?</body></message>";

    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T12:00:00Z"));
    private TalkLimits limits = new TalkLimits(2, 10, Duration.ofSeconds(30), false);
    private List<JID> clients = List.of(new JID("romeo@montague.lit/mobile"));
    private final Talks talks = new Talks(new TalkServices() {
        @Override
        public JID service() {
            return SERVICE;
        }

        @Override
        public List<JID> clientsOf(JID user) {
            return user.toBareJID().equals("romeo@montague.lit") ? clients : List.of();
        }
    }, () -> limits, now::get, () -> "r" + numbers.incrementAndGet());

    @Test
    public void whoCreatesANodeToTalkOnIsSubscribedBeforeHeHearsOfIt() {
        IQ create = create(TALK);
        assertTrue(talks.wants(create, SERVICE));
        List<Effect> first = request(SERVICE, create);
        assertEquals(new Effect.Later(), first.get(0));
        Packet count = routed(first, 1);
        assertTrue(count.toXML(), count.toXML().contains("<affiliations"));

        List<Effect> second = answer(count, "<pubsub xmlns='" + PUBSUB + "'><affiliations>"
            + "<affiliation node='x' affiliation='owner'/><affiliation node='y' affiliation='member'/></affiliations></pubsub>");
        assertEquals(new Effect.Stop(), second.get(0));
        assertEquals("as it came", create.toXML(), routed(second, 1).toXML());

        List<Effect> third = answer(create, "");
        assertEquals(new Effect.Stop(), third.get(0));
        Packet subscribe = routed(third, 1);
        assertTrue(subscribe.toXML(), subscribe.toXML().contains("node=\"me_and_romeo\" jid=\"juliet@capulet.lit\""));
        List<Effect> fourth = answer(subscribe, "");
        assertEquals("its answer is ours", new Effect.Stop(), fourth.get(0));
        assertTrue(routed(fourth, 1).toXML(), routed(fourth, 1).toXML().startsWith("<iq type=\"result\" id=\"create1\""));
        assertEquals(0, talks.size());
    }

    @Test
    public void theNameThatTheServiceChoosesIsTheNodes() {
        IQ create = Xml.iq(create(TALK).toXML().replace("node=\"me_and_romeo\"", ""));
        answer(routed(request(SERVICE, create), 1), "");
        Packet subscribe = routed(answer(create, "<pubsub xmlns='" + PUBSUB + "'><create node='chosen'/></pubsub>"), 1);
        assertTrue(subscribe.toXML(), subscribe.toXML().contains("node=\"chosen\""));
    }

    @Test
    public void aNodeThatTheServiceDoesNotCreateHasNoSubscribers() {
        IQ create = create(TALK);
        answer(routed(request(SERVICE, create), 1), "");
        assertEquals(List.of(), Minded.on(talks,
            new Event.Routing(Xml.iq("<iq type='error' id='create1' from='" + SERVICE + "' to='"
            + JULIET + "'><error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"), false)));
    }

    @Test
    public void aUserOwnsSoManyNodes() {
        List<Effect> effects = answer(routed(request(SERVICE, create(TALK)), 1), "<pubsub xmlns='" + PUBSUB
            + "'><affiliations><affiliation node='x' affiliation='owner'/><affiliation node='y' affiliation='owner'/>"
            + "</affiliations></pubsub>");
        assertEquals(2, effects.size());
        assertTrue(routed(effects, 1).toXML().contains("id=\"create1\"")
            && routed(effects, 1).toXML().contains("<resource-constraint "));
    }

    @Test
    public void nodesOfOtherKindsAreNotOurs() {
        for (String form : List.of("", form("pubsub#access_model", "open", "pubsub#publisher", "romeo@montague.lit"),
            form("pubsub#access_model", "whitelist", "pubsub#title", "x"),
            form("pubsub#access_model", "whitelist", "pubsub#publisher", ""))) {
            assertFalse(form, talks.wants(create(form), SERVICE));
            assertEquals(List.of(), request(SERVICE, create(form)));
        }
        assertFalse(talks.wants(create(TALK), new JID("pubsub.elsewhere.lit")));
        assertEquals(List.of(), request(JULIET.asBareJID(), create(TALK)));
    }

    @Test
    public void aNodeOfSomebodyElsewhereIsSeenAndHeIsSubscribed() {
        IQ create = create(TALK);
        create.setFrom("romeo@montague.lit/mobile");
        assertEquals(List.of(), Minded.on(talks, new Event.Routing(create, false)));
        List<Effect> effects = Minded.on(talks, new Event.Routing(Xml.iq("<iq type='result' id='create1' from='" + SERVICE
            + "' to='romeo@montague.lit/mobile'/>"), false));
        assertEquals("romeo@montague.lit/mobile", routed(effects, 1).getFrom().toString());
    }

    @Test
    public void anOwnerSubscribesTheOtherOneInTheWordsOfTheSpecification() {
        // As the example has it: to nobody, and without a subid.
        IQ manage = manage("me_and_romeo", "romeo@montague.lit");
        Packet look = routed(request(null, manage), 1);
        assertTrue(look.toXML(), look.toXML().contains("<configure node=\"me_and_romeo\""));
        assertEquals(SERVICE, look.getTo());
        Packet list = routed(answer(look, owner("<configure node='me_and_romeo'>" + TALK + "</configure>")), 1);
        assertTrue(list.toXML(), list.toXML().contains("<subscriptions node=\"me_and_romeo\""));
        Packet set = routed(answer(list, owner("<subscriptions node='me_and_romeo'>"
            + "<subscription jid='juliet@capulet.lit' subid='s1'/></subscriptions>")), 1);
        assertEquals(SERVICE, set.getTo());
        assertTrue(set.toXML(), set.toXML().contains("jid=\"romeo@montague.lit\" subscription=\"subscribed\" subid=\"r"));
        String done = routed(answer(set, ""), 1).toXML();
        assertEquals("<iq type=\"result\" id=\"manage1\" from=\"juliet@capulet.lit\" to=\"juliet@capulet.lit/balcony\"/>",
            done.replace("></iq>", "/>"));
        assertEquals(0, talks.size());
    }

    @Test
    public void whoIsSubscribedAlreadyIsNotSubscribedTwice() {
        Packet look = routed(request(SERVICE, manage("me_and_romeo", "romeo@montague.lit")), 1);
        Packet list = routed(answer(look, owner("<configure>" + TALK + "</configure>")), 1);
        Packet set = routed(answer(list, owner("<subscriptions node='me_and_romeo'>"
            + "<subscription jid='romeo@montague.lit' subid='s2' subscription='pending'/></subscriptions>")), 1);
        assertTrue(set.toXML(), set.toXML().contains("subid=\"s2\""));
    }

    @Test
    public void whatTheServiceRefusesIsRefused() {
        Packet look = routed(request(null, manage("me_and_romeo", "romeo@montague.lit")), 1);
        Packet list = routed(answer(look, owner("<configure>" + TALK + "</configure>")), 1);
        Packet set = routed(answer(list, owner("<subscriptions node='me_and_romeo'/>")), 1);
        List<Effect> effects = Minded.on(talks,
            new Event.Routing(Xml.iq("<iq type='error' id='" + set.getID() + "' from='" + SERVICE
            + "' to='" + JULIET + "'><error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"),
            false));
        assertTrue(routed(effects, 1).toXML().contains("<forbidden ") && routed(effects, 1).toXML().contains("manage1"));
    }

    @Test
    public void anOwnersRequestForAnotherNodeGoesOnAsItCame() {
        IQ manage = manage("tune", "romeo@montague.lit");
        Packet look = routed(request(null, manage), 1);
        List<Effect> effects = answer(look, owner("<configure>" + form("pubsub#access_model", "open", "x", "y")
            + "</configure>"));
        assertEquals(manage.toXML(), routed(effects, 1).toXML());
        assertEquals("it comes by us again", List.of(), request(null, manage));
        assertEquals("the next one is another", 2, request(null, manage).size());
        assertEquals(List.of(), request(null, manage("presence", "romeo@montague.lit")));
        assertEquals(List.of(), request(new JID("romeo@montague.lit"), manage));
    }

    @Test
    public void aNoticeOfAMessageSaysWhomToAnswer() {
        IQ publish = publish("me_and_romeo", MESSAGE.replace("<message ", "<message from='evil@x/y' "));
        assertEquals(List.of(), Minded.on(talks, new Event.Routing(publish, true)));
        String id = publish.getChildElement().element("publish").element("item").attributeValue("id");
        assertTrue(publish.toXML(), publish.toXML().contains("from=\"juliet@capulet.lit/balcony\"><body>"));

        assertEquals("not before the service takes it", List.of(),
            Minded.on(talks, new Event.Routing(notice("me_and_romeo", id), false)));
        assertEquals("not stopped", List.of(), answer(publish, ""));

        List<Effect> effects = Minded.on(talks, new Event.Routing(notice("me_and_romeo", id), false));
        assertEquals(2, effects.size());
        assertTrue(routed(effects, 0).toXML(), routed(effects, 0).toXML().contains(
            "<addresses xmlns=\"http://jabber.org/protocol/address\"><address type=\"replyto\" jid=\"" + JULIET + "\"/>"));
        assertEquals(new Effect.Stop(), effects.get(1));

        now.set(now.get().plusSeconds(10));
        Minded.on(talks, new Event.Tick(now.get()));
        assertEquals("later it is not known", List.of(), Minded.on(talks, new Event.Routing(notice("me_and_romeo", id), false)));
    }

    @Test
    public void nobodyPassesForAnotherByPublishingTheSameItem() {
        IQ publish = publish("me_and_romeo", MESSAGE);
        String id = published(publish);
        IQ forged = Xml.iq(publish.toXML());
        forged.setFrom("evil@x.lit/y");
        Minded.on(talks, new Event.Routing(forged, false));
        Minded.on(talks,
            new Event.Routing(Xml.iq("<iq type='error' id='msg1' from='" + SERVICE + "' to='evil@x.lit/y'><error/></iq>"),
            false));
        assertEquals("it was refused", 2, Minded.on(talks, new Event.Routing(notice("me_and_romeo", id), false)).size());

        forged.setFrom("romeo@montague.lit/mobile");
        published(forged);
        assertEquals("it was not, and who knows whose this is", List.of(),
            Minded.on(talks, new Event.Routing(notice("me_and_romeo", id), false)));
        now.set(now.get().plusSeconds(10));
        published(forged);
        assertTrue(Minded.on(talks, new Event.Routing(notice("me_and_romeo", id), false)).toString()
            .contains("romeo@montague.lit/mobile"));
    }

    @Test
    public void otherPayloadsTravelUntouched() {
        for (String payload : List.of("<tune xmlns='http://jabber.org/protocol/tune'/>", "<message xmlns='urn:x'/>", "")) {
            IQ publish = publish("me_and_romeo", payload);
            String before = publish.toXML();
            assertEquals(List.of(), Minded.on(talks, new Event.Routing(publish, true)));
            assertEquals(before, publish.toXML());
        }
        IQ elsewhere = publish("me_and_romeo", MESSAGE);
        elsewhere.setTo("pubsub.elsewhere.lit");
        String before = elsewhere.toXML();
        Minded.on(talks, new Event.Routing(elsewhere, true));
        assertEquals(before, elsewhere.toXML());
    }

    @Test
    public void anOrdinaryClientGetsAnOrdinaryMessageIfThatIsWanted() {
        limits = new TalkLimits(2, 10, Duration.ofSeconds(30), true);
        String id = published(publish("me_and_romeo", MESSAGE));
        List<Effect> effects = Minded.on(talks, new Event.Routing(notice("me_and_romeo", id), false));
        assertEquals("<message type=\"chat\" from=\"juliet@capulet.lit/balcony\" to=\"romeo@montague.lit\">"
            + "<body>wherefore art thou?</body></message>", routed(effects, 2).toXML());

        IQ his = publish("me_and_romeo", MESSAGE);
        his.setFrom("romeo@montague.lit/mobile");
        published(his);
        assertEquals("he has talked by pubsub", 2, Minded.on(talks, new Event.Routing(notice("me_and_romeo", id), false)).size());
        clients = List.of();
        assertEquals(2, Minded.on(talks, new Event.Routing(notice("me_and_romeo", id), false)).size());
    }

    @Test
    public void aServiceThatDoesNotAnswerIsNotWaitedForLongAndNothingGrows() {
        for (int i = 0; i < 10; i++) {
            assertEquals(new Effect.Later(), request(SERVICE, create(TALK)).get(0));
        }
        assertTrue(request(SERVICE, create(TALK)).get(0) instanceof Effect.Refuse);
        now.set(now.get().plusSeconds(30));
        assertEquals(10, Minded.on(talks, new Event.Tick(now.get())).size());
        assertEquals(0, talks.size());
    }

    @Test
    public void whoHasCreatedANodeIsToldSoAlsoIfTheServiceDoesNotSubscribeHim() {
        IQ create = create(TALK);
        answer(routed(request(SERVICE, create), 1), "");
        answer(create, "");
        assertEquals(1, talks.size());
        now.set(now.get().plusSeconds(29));
        assertEquals("there is time yet", List.of(), Minded.on(talks, new Event.Tick(now.get())));
        now.set(now.get().plusSeconds(1));
        Packet told = routed(Minded.on(talks, new Event.Tick(now.get())), 0);
        assertTrue(told.toXML(), told.toXML().startsWith("<iq type=\"result\" id=\"create1\""));
        assertEquals(0, talks.size());
    }

    @Test
    public void anAnswerToSomebodyElseWithTheSameIdIsHis() {
        Packet count = routed(request(SERVICE, create(TALK)), 1);
        assertEquals(List.of(), Minded.on(talks, new Event.Routing(Xml.iq("<iq type='result' id='" + count.getID() + "' from='"
            + SERVICE + "' to='romeo@montague.lit/mobile'/>"), false)));
        assertEquals("it is waited for still", 1, talks.size());
        assertEquals(2, answer(count, "").size());
    }

    @Test
    public void aPublicationIsKnownUntilItsNoticesAreThroughWhateverElseIsForgotten() {
        String id = published(publish("me_and_romeo", MESSAGE));
        now.set(now.get().plusSeconds(9));
        Minded.on(talks, new Event.Tick(now.get()));
        assertEquals(2, Minded.on(talks, new Event.Routing(notice("me_and_romeo", id), false)).size());
        assertEquals(1, talks.talkers());
    }

    @Test
    public void aRequestFromWhatIsNoAddressIsLeftToTheService() {
        IQ publish = publish("me_and_romeo", MESSAGE);
        publish.getElement().addAttribute("from", "romeo@");
        assertEquals(List.of(), Minded.on(talks, new Event.Routing(publish, false)));
        publish.getElement().addAttribute("from", null);
        assertEquals(List.of(), Minded.on(talks, new Event.Routing(publish, false)));
        assertEquals(0, talks.talkers());
    }

    /** The service takes a publication; returns the item's identifier. */
    private String published(IQ publish) {
        Minded.on(talks, new Event.Routing(publish, true));
        answer(publish, "");
        return publish.getChildElement().element("publish").element("item").attributeValue("id");
    }

    private static IQ create(String form) {
        return Xml.iq("<iq type='set' id='create1' from='" + JULIET + "' to='" + SERVICE + "'><pubsub xmlns='" + PUBSUB
            + "'><create node='me_and_romeo'/><configure>" + form + "</configure></pubsub></iq>");
    }

    private static IQ manage(String node, String jid) {
        return Xml.iq("<iq type='set' id='manage1' from='" + JULIET + "'><pubsub xmlns='" + PUBSUB + "#owner'>"
            + "<subscriptions node='" + node + "'><subscription jid='" + jid + "' subscription='subscribed'/></subscriptions>"
            + "</pubsub></iq>");
    }

    private static IQ publish(String node, String payload) {
        return Xml.iq("<iq type='set' id='msg1' from='" + JULIET + "' to='" + SERVICE + "'><pubsub xmlns='" + PUBSUB
            + "'><publish node='" + node + "'><item>" + payload + "</item></publish></pubsub></iq>");
    }

    private static Message notice(String node, String id) {
        return Xml.message("<message from='" + SERVICE + "' to='romeo@montague.lit'><event xmlns='" + PUBSUB
            + "#event'><items node='" + node + "'><item id='" + id + "'>" + MESSAGE + "</item></items></event></message>");
    }

    private static String form(String... fields) {
        StringBuilder form = new StringBuilder("<x xmlns='jabber:x:data' type='submit'>");
        for (int i = 0; i < fields.length; i += 2) {
            form.append("<field var='").append(fields[i]).append("'><value>").append(fields[i + 1]).append("</value></field>");
        }
        return form + "</x>";
    }

    private static String owner(String content) {
        return "<pubsub xmlns='" + PUBSUB + "#owner'>" + content + "</pubsub>";
    }

    private List<Effect> request(JID to, IQ iq) {
        return Minded.on(talks, new Event.Request(JULIET, Optional.ofNullable(to), true, iq));
    }

    private List<Effect> answer(Packet question, String content) {
        return Minded.on(talks,
            new Event.Routing(Xml.iq("<iq type='result' id='" + question.getID() + "' from='" + SERVICE + "' to='"
            + question.getFrom() + "'>" + content + "</iq>"), false));
    }

    private static Packet routed(List<Effect> effects, int index) {
        return ((Effect.Route) effects.get(index)).stanza();
    }
}
