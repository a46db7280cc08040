package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.BALCONY;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.BARD;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.CHAMBER;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.GLOBE;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.JULIET;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.NURSE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Xml;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** Who is told of presence by pubsub, of whom, and how often; and contacts on servers that know nothing of it. */
public class PresenceNoticesTest {

    private final World world = new World();

    private void bardIsSubscribed() {
        world.doesPubsub(BALCONY);
        world.online(BALCONY);
        world.subscribe(GLOBE, JULIET);
        world.pass("<presence type='subscribed' from='juliet@capulet.lit' to='bard@montague.lit'/>", true);
        world.routed();
    }

    private static Presence presence(JID from, JID to) {
        return World.presence(from, to);
    }

    @Test
    public void aClientHereGetsOneNoticeWithEachPresenceThatItIsGiven() {
        world.online(CHAMBER);
        world.subscribe(CHAMBER, JULIET);
        world.pass("<presence type='subscribed' from='juliet@capulet.lit' to='nurse@capulet.lit'/>", true);
        world.routed();
        Presence stanza = presence(BALCONY, CHAMBER);
        world.act(new Event.Delivering(stanza, CHAMBER));
        assertEquals("<message from=\"juliet@capulet.lit\" to=\"nurse@capulet.lit/chamber\">"
            + "<event xmlns=\"http://jabber.org/protocol/pubsub#event\"><items node=\"presence\"><item>"
            + "<presence xmlns=\"jabber:client\" from=\"juliet@capulet.lit/balcony\"><status>Moping</status></presence>"
            + "</item></items></event></message>", world.routed.get(0).toXML());
        assertEquals("the stanza itself is as it was", presence(BALCONY, CHAMBER).toXML(), stanza.toXML());
        world.routed();
        world.act(new Event.Routed(presence(BALCONY, null), true));
        assertEquals("and none of the broadcast", List.of(), world.routed());
    }

    @Test
    public void thoseWhoAreGivenTheSamePresenceAreToldByOneMessageUntilThePresenceIsAnother() {
        world.granted.put(new Pair(JULIET, NURSE), Stance.SUBSCRIBED);
        JID kitchen = new JID("nurse@capulet.lit/kitchen");
        world.wanting.addAll(List.of(CHAMBER, kitchen));
        Presence stanza = presence(BALCONY, CHAMBER);
        Effect.Tell first = (Effect.Tell) world.act(new Event.Delivering(stanza, CHAMBER)).get(0);
        stanza.setTo(kitchen);
        Effect.Tell second = (Effect.Tell) world.act(new Event.Delivering(stanza, kitchen)).get(0);
        assertSame(first.notice(), second.notice());
        assertEquals(kitchen, second.copy().getTo());

        stanza.setShow(Presence.Show.away);
        stanza.setTo(CHAMBER);
        Effect.Tell changed = (Effect.Tell) world.act(new Event.Delivering(stanza, CHAMBER)).get(0);
        assertTrue(changed.notice().toXML(), changed.notice().toXML().contains("<show>away</show>"));
        assertFalse(first.notice().toXML(), first.notice().toXML().contains("<show>"));
        Effect.Tell other = (Effect.Tell) world.act(new Event.Delivering(presence(BALCONY, CHAMBER), CHAMBER)).get(0);
        assertNotSame("of another stanza, even if it says the same", first.notice(), other.notice());
    }

    @Test
    public void whoeverIsNoSubscriberByPubsubGetsPresenceOnlyUnlessHisClientWantsMore() {
        world.granted.put(new Pair(JULIET, NURSE), Stance.SUBSCRIBED);
        world.act(new Event.Delivering(presence(BALCONY, CHAMBER), CHAMBER));
        assertEquals(List.of(), world.routed());
        world.wanting.add(CHAMBER);
        world.act(new Event.Delivering(presence(BALCONY, CHAMBER), CHAMBER));
        assertEquals(List.of("item juliet@capulet.lit > nurse@capulet.lit/chamber"), world.routed());
    }

    @Test
    public void presenceThatIsNoContactsIsNoNotice() {
        world.wanting.add(CHAMBER);
        for (String from : List.of("room@conference.capulet.lit/Juliet", "juliet@capulet.lit/balcony", "bard@montague.lit/globe",
            "nurse@capulet.lit/chamber")) {
            assertEquals(from, List.of(), world.act(new Event.Delivering(presence(new JID(from), CHAMBER), CHAMBER)));
        }
    }

    @Test
    public void aContactElsewhereGetsOneNoticeOfEachBroadcastAtWhatHeSubscribed() {
        bardIsSubscribed();
        world.wanting.add(GLOBE);
        world.act(new Event.Routed(presence(BALCONY, null), true));
        assertEquals(List.of("item juliet@capulet.lit > bard@montague.lit"), world.routed());
        Presence gone = new Presence(Presence.Type.unavailable);
        gone.setFrom(BALCONY);
        // A client that vanished has no session any more.
        world.act(new Event.Routed(gone, false));
        assertEquals(List.of("item gone juliet@capulet.lit > bard@montague.lit"), world.routed());
        world.hiddenFrom.add(BARD);
        world.act(new Event.Routed(presence(BALCONY, null), true));
        assertEquals("what privacy lists keep back is kept back here", List.of(), world.routed());
    }

    @Test
    public void aClientElsewhereThatWantsNoticesGetsThemWhileItIsThere() {
        world.granted.put(new Pair(JULIET, BARD), Stance.SUBSCRIBED);
        world.wanting.add(GLOBE);
        world.act(new Event.Routed(presence(BALCONY, null), true));
        assertEquals(List.of(), world.routed());
        world.pass("<presence from='" + GLOBE + "' to='" + JULIET + "'><c xmlns='http://jabber.org/protocol/caps'/>"
            + "</presence>", false);
        world.act(new Event.Routed(presence(BALCONY, null), true));
        assertEquals(List.of("item juliet@capulet.lit > bard@montague.lit/globe"), world.routed());
        world.pass("<presence type='unavailable' from='" + GLOBE + "' to='" + JULIET + "'/>", false);
        world.act(new Event.Routed(presence(BALCONY, null), true));
        assertEquals(List.of(), world.routed());
    }

    private void globeShowsItself() {
        world.pass("<presence from='" + GLOBE + "' to='" + JULIET + "'><c xmlns='http://jabber.org/protocol/caps'/>"
            + "</presence>", false);
    }

    private void globeSaysWhatItCan() {
        world.act(new Event.Routed(Xml.iq("<iq type='result' id='d' from='" + GLOBE + "' to='capulet.lit'>"
            + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>"), false));
    }

    @Test
    public void aClientElsewhereThatWantsNoticesIsToldWhenItComesHowEverybodyIsOnce() {
        world.online(BALCONY);
        world.granted.put(new Pair(JULIET, BARD), Stance.SUBSCRIBED);
        world.wanting.add(GLOBE);
        globeShowsItself();
        assertEquals(List.of("item juliet@capulet.lit > bard@montague.lit/globe"), world.routed());
        globeShowsItself();
        globeSaysWhatItCan();
        assertEquals("once", List.of(), world.routed());
        world.pass("<presence type='unavailable' from='" + GLOBE + "' to='" + JULIET + "'/>", false);
        globeShowsItself();
        assertEquals("it is a new client", List.of("item juliet@capulet.lit > bard@montague.lit/globe"), world.routed());
    }

    @Test
    public void aClientElsewhereIsToldAsSoonAsItIsKnownThatItWantsNotices() {
        world.online(BALCONY);
        world.granted.put(new Pair(JULIET, BARD), Stance.SUBSCRIBED);
        globeShowsItself();
        globeSaysWhatItCan();
        assertEquals("it wants none", List.of(), world.routed());
        world.wanting.add(GLOBE);
        globeSaysWhatItCan();
        assertEquals(List.of("item juliet@capulet.lit > bard@montague.lit/globe"), world.routed());
        globeSaysWhatItCan();
        assertEquals("once", List.of(), world.routed());
    }

    @Test
    public void aClientElsewhereIsToldNothingOfWhomItMayNotSee() {
        world.online(BALCONY);
        world.wanting.add(GLOBE);
        globeShowsItself();
        assertEquals(List.of(), world.routed());
        bardIsSubscribed();
        globeShowsItself();
        assertEquals("who has subscribed by pubsub is told at what he has subscribed", List.of(), world.routed());
    }

    @Test
    public void whoHasSubscribedByPubsubElsewhereIsToldWhenHisServerAsks() {
        bardIsSubscribed();
        world.pass("<presence type='probe' from='" + GLOBE + "' to='" + JULIET + "'/>", false);
        assertEquals(List.of("item juliet@capulet.lit > bard@montague.lit"), world.routed());
        world.granted.clear();
        world.pass("<presence type='probe' from='" + GLOBE + "' to='" + JULIET + "'/>", false);
        assertEquals(List.of(), world.routed());
    }

    @Test
    public void whoeverSubscribesAgainIsToldAgain() {
        bardIsSubscribed();
        assertEquals("subscribed", world.subscribe(GLOBE, JULIET));
        assertEquals(List.of("item juliet@capulet.lit > bard@montague.lit/globe"), world.routed());
    }

    @Test
    public void aClientHereThatAnswersSomethingElseFirstIsToldAsSoonAsItIsKnownThatItWantsNotices() {
        world.online(BALCONY);
        Pair who = new Pair(JULIET, NURSE);
        world.granted.put(who, Stance.SUBSCRIBED);
        world.sought.put(who, Stance.SUBSCRIBED);
        world.online(CHAMBER);
        IQ answer = Xml.iq("<iq type='result' id='d' from='" + CHAMBER + "' to='" + BALCONY + "'>"
            + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
        world.act(new Event.Routed(answer, true));
        assertEquals("a contact asked", List.of(), world.routed());
        world.wanting.add(CHAMBER);
        world.act(new Event.Routed(answer, true));
        assertEquals(List.of("item juliet@capulet.lit > nurse@capulet.lit/chamber"), world.routed());
    }

    @Test
    public void strangersElsewhereDoNotDriveOutThoseWhoAreTold() {
        world.online(BALCONY);
        world.granted.put(new Pair(JULIET, BARD), Stance.SUBSCRIBED);
        world.wanting.add(GLOBE);
        globeShowsItself();
        world.routed();
        for (int i = 0; i < 10_001; i++) {
            world.pass("<presence from='fake" + i + "@verona.lit/x' to='" + JULIET + "'>"
                + "<c xmlns='http://jabber.org/protocol/caps'/></presence>", false);
        }
        world.act(new Event.Routed(presence(BALCONY, null), true));
        assertEquals(List.of("item juliet@capulet.lit > bard@montague.lit/globe"), world.routed());
    }

    @Test
    public void aContactElsewhereWhosePresenceIsSeenBeforeHeMaySeeHersIsToldAsSoonAsHeMay() {
        world.online(BALCONY);
        world.sought.put(new Pair(BARD, JULIET), Stance.SUBSCRIBED);
        world.wanting.add(GLOBE);
        globeShowsItself();
        world.granted.put(new Pair(JULIET, BARD), Stance.SUBSCRIBED);
        world.routed();
        world.act(new Event.Routed(presence(BALCONY, null), true));
        assertEquals(List.of("item juliet@capulet.lit > bard@montague.lit/globe"), world.routed());
    }

    @Test
    public void ofAContactsClientsElsewhereThatNeverLeaveTheOldestAreForgotten() {
        world.granted.put(new Pair(JULIET, BARD), Stance.SUBSCRIBED);
        for (int i = 0; i < 25; i++) {
            JID client = new JID("bard@montague.lit/" + i);
            world.wanting.add(client);
            world.pass("<presence from='" + client + "' to='" + JULIET + "'><c xmlns='http://jabber.org/protocol/caps'/>"
                + "</presence>", false);
        }
        world.routed();
        world.act(new Event.Routed(presence(BALCONY, null), true));
        List<String> told = world.routed();
        assertEquals(20, told.size());
        assertTrue(told.toString(), told.contains("item juliet@capulet.lit > bard@montague.lit/24"));
    }

    // Contacts on ordinary servers.

    private String askBard(String content, String type) {
        return askBard(content, type, error("cancel", "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"));
    }

    /** What the client gets that asks him, when his server answers so. */
    private String askBard(String content, String type, String answer) {
        asks(content, type);
        IQ iq = Xml.iq(answer);
        world.act(new Event.Routing(iq, false));
        return iq.toXML();
    }

    private void asks(String content, String type) {
        world.pass("<iq type='" + type + "' id='7' from='" + CHAMBER + "' to='bard@montague.lit'>"
            + "<pubsub xmlns='http://jabber.org/protocol/pubsub'>" + content + "</pubsub></iq>", true);
    }

    private static String error(String type, String conditions) {
        return "<iq type='error' id='7' from='bard@montague.lit' to='" + CHAMBER + "'><pubsub"
            + " xmlns='http://jabber.org/protocol/pubsub'/><error type='" + type + "'>" + conditions + "</error></iq>";
    }

    @Test
    public void aServerThatDoesNotKnowThisIsAskedInTheOrdinaryWay() {
        world.online(CHAMBER);
        assertEquals("<iq type=\"result\" id=\"7\" from=\"bard@montague.lit\" to=\"nurse@capulet.lit/chamber\">"
            + "<pubsub xmlns=\"http://jabber.org/protocol/pubsub\"><subscription node=\"presence\" jid=\"nurse@capulet.lit\""
            + " subscription=\"pending\"/></pubsub></iq>",
            askBard("<subscribe node='presence' jid='nurse@capulet.lit'/>", "set"));
        assertEquals(List.of("subscribe nurse@capulet.lit > bard@montague.lit"), world.routed());
        world.pass("<presence type='subscribed' from='bard@montague.lit' to='nurse@capulet.lit'/>", false);
        assertEquals(List.of("subscribed bard@montague.lit > nurse@capulet.lit/chamber"), world.routed());
        world.act(new Event.Delivering(presence(GLOBE, CHAMBER), CHAMBER));
        assertEquals(List.of("item bard@montague.lit > nurse@capulet.lit/chamber"), world.routed());
        assertTrue(askBard("<subscriptions node='presence'/>", "get").contains("subscription=\"subscribed\""));
        assertTrue(askBard("<unsubscribe node='presence' jid='nurse@capulet.lit'/>", "set").contains("type=\"result\""));
        assertEquals(List.of("unsubscribe nurse@capulet.lit > bard@montague.lit"), world.routed());
        assertEquals(Map.of(), world.stored);
    }

    @Test
    public void aServerThatShowsStrangersNothingOfAnAccountIsAskedInTheOrdinaryWay() {
        world.online(CHAMBER);
        String forbidden = error("auth", "<forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>");
        String contactsOnly = error("auth", "<not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
            + "<presence-subscription-required xmlns='http://jabber.org/protocol/pubsub#errors'/>");
        for (String answer : List.of(forbidden, contactsOnly)) {
            String told = askBard("<subscribe node='presence' jid='nurse@capulet.lit'/>", "set", answer);
            assertTrue(told, told.contains("subscription=\"pending\""));
            assertEquals(List.of("subscribe nurse@capulet.lit > bard@montague.lit"), world.routed());
            assertTrue(askBard("<unsubscribe node='presence' jid='nurse@capulet.lit'/>", "set", answer).contains("\"result\""));
            assertEquals(List.of("unsubscribe nurse@capulet.lit > bard@montague.lit"), world.routed());
        }
    }

    @Test
    public void whoeverIsNotWantedByAnOwnerElsewhereIsToldSo() {
        world.online(CHAMBER);
        String told = askBard("<subscribe node='presence' jid='nurse@capulet.lit'/>", "set", error("auth",
            "<forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><closed-node"
            + " xmlns='http://jabber.org/protocol/pubsub#errors'/>"));
        assertTrue(told, told.contains("<forbidden "));
        assertEquals(List.of(), world.routed());
        assertEquals(Map.of(), world.stored);
    }

    @Test
    public void aServerThatDoesNotKnowThisAndListsNothingDoesNotHideHowItStands() {
        world.online(CHAMBER);
        String nothing = "<iq type='result' id='7' from='bard@montague.lit' to='" + CHAMBER + "'><pubsub"
            + " xmlns='http://jabber.org/protocol/pubsub'><subscriptions/></pubsub></iq>";
        String other = nothing.replace("<subscriptions/>", "<subscriptions><subscription node='presence'"
            + " jid='nurse@capulet.lit' subscription='unconfigured'/></subscriptions>");
        String list = "<subscriptions node='presence'/>";
        assertFalse("who has not asked", askBard(list, "get", nothing).contains("<subscription "));
        askBard("<subscribe node='presence' jid='nurse@capulet.lit'/>", "set");
        assertTrue(askBard(list, "get", nothing).contains("jid=\"nurse@capulet.lit\" subscription=\"pending\""));
        assertTrue("a server that does", askBard(list, "get", other).contains("unconfigured"));

        // In a cluster the answer may have come to another node.
        asks(list, "get");
        world.routed();
        List<Effect> effects = world.act(new Event.Delivering(Xml.iq(nothing), CHAMBER));
        assertTrue(effects.toString(), effects.contains(new Effect.Stop()));
        assertTrue(world.routed.get(0).toXML().contains("subscription=\"pending\""));
        asks(list, "get");
        assertEquals("as it is", List.of(), world.act(new Event.Delivering(Xml.iq(other), CHAMBER)));
    }

    @Test
    public void whoeverChoosesALengthyIdIsNotRemembered() {
        String id = "x".repeat(1025);
        world.pass("<iq type='set' id='" + id + "' from='" + CHAMBER + "' to='bard@montague.lit'>"
            + "<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='presence' jid='nurse@capulet.lit'/></pubsub>"
            + "</iq>", true);
        IQ error = Xml.iq("<iq type='error' id='" + id + "' from='bard@montague.lit' to='" + CHAMBER + "'><error type='cancel'>"
            + "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        world.act(new Event.Routing(error, false));
        assertEquals(IQ.Type.error, error.getType());
        assertEquals(List.of(), world.routed());
    }

    @Test
    public void anAnswerThatNobodyWaitsForStaysAnError() {
        world.online(CHAMBER);
        assertTrue(askBard("<subscribe node='presence' jid='juliet@capulet.lit'/>", "set").contains("item-not-found"));
        assertTrue(askBard("<subscribe node='tune' jid='nurse@capulet.lit'/>", "set").contains("item-not-found"));
        assertTrue(askBard("<unsubscribe node='presence' jid='nurse@capulet.lit'/>", "set").contains("item-not-found"));
        assertEquals(List.of(), world.routed());
    }

    // Nodes that are created.

    private String create(JID client, String content) {
        return create(client, "pubsub.capulet.lit", content);
    }

    private String create(JID client, String service, String content) {
        IQ iq = Xml.iq("<iq type='set' id='1' from='" + client + "' to='" + service + "'>"
            + "<pubsub xmlns='http://jabber.org/protocol/pubsub'>" + content + "</pubsub></iq>");
        world.act(new Event.Routing(iq, true));
        return iq.toXML();
    }

    private List<Effect> publish(JID client, String to, String more) {
        return world.act(new Event.Routing(Xml.iq("<iq type='set' id='1' from='" + client + "'" + to
            + "><pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='tune'><item/></publish>" + more
            + "</pubsub></iq>"), true));
    }

    @Test
    public void aNodeThatPublishingWouldMakeIsMadeBeforeAsOneThatTheOwnerIsAskedAbout() {
        assertEquals("an ordinary client", List.of(), publish(BALCONY, "", ""));
        world.doesPubsub(BALCONY);
        assertEquals("another one's account", List.of(), publish(BALCONY, " to='nurse@capulet.lit'", ""));
        assertEquals("a service", List.of(), publish(BALCONY, " to='pubsub.capulet.lit'", ""));
        assertEquals("who says how it is configured", List.of(), publish(BALCONY, "", "<publish-options/>"));
        publish(BALCONY, "", "");
        IQ create = (IQ) world.routed.get(0);
        assertTrue(create.toXML(), create.toXML().contains("<create node=\"tune\"/>")
            && create.toXML().contains("<value>authorize</value>") && create.getTo() == null
            && create.getFrom().equals(BALCONY));
        IQ answer = IQ.createResultIQ(create);
        assertEquals(List.of(new Effect.Stop()), world.act(new Event.Delivering(answer, BALCONY)));
        assertEquals("once", List.of(), publish(BALCONY, "", ""));
        for (String to : List.of("", " to='juliet@capulet.lit'")) {
            world.act(new Event.Routing(Xml.iq("<iq type='set' id='1' from='" + BALCONY + "'" + to + "><pubsub"
                + " xmlns='http://jabber.org/protocol/pubsub#owner'><delete node='tune'/></pubsub></iq>"), true));
            assertEquals("until it is deleted", 1, publish(BALCONY, "", "").size());
        }
        world.authorize = false;
        world.doesPubsub(CHAMBER);
        assertEquals(List.of(), publish(CHAMBER, "", ""));
    }

    @Test
    public void whereTheServerWritesTheAccountInThePublicationItselfSaysHowItsNodeIs() {
        String publish = "<iq type='set' id='1' from='" + BALCONY + "' to='juliet@capulet.lit'><pubsub"
            + " xmlns='http://jabber.org/protocol/pubsub'><publish node='tune'><item/></publish></pubsub></iq>";
        IQ ordinary = Xml.iq(publish);
        world.act(new Event.Routing(ordinary, true));
        assertFalse(ordinary.toXML(), ordinary.toXML().contains("authorize"));
        world.doesPubsub(BALCONY);
        for (int i = 0; i < 2; i++) {
            IQ iq = Xml.iq(publish);
            // On a thread of its own the server may make a node before it is made with a request of ours.
            assertEquals(List.of(), world.act(new Event.Routing(iq, true)));
            assertTrue(iq.toXML(), iq.toXML().contains("<value>authorize</value></field></x></configure></pubsub>"));
        }
        IQ presence = Xml.iq(publish.replace("tune", "presence"));
        world.act(new Event.Routing(presence, true));
        assertFalse(presence.toXML(), presence.toXML().contains("configure"));
    }

    @Test
    public void nodesOfClientsThatDoPubsubAreOnesThatTheOwnerIsAskedAbout() {
        world.doesPubsub(BALCONY);
        assertTrue(create(BALCONY, "<create node='a'/>").contains("<configure><x xmlns=\"jabber:x:data\" type=\"submit\">"
            + "<field var=\"FORM_TYPE\" type=\"hidden\"><value>http://jabber.org/protocol/pubsub#node_config</value></field>"
            + "<field var=\"pubsub#access_model\" type=\"list-single\"><value>authorize</value></field></x></configure>"));
        assertTrue(create(BALCONY, "<create node='a'/><configure/>").contains("authorize"));
        assertFalse(create(BALCONY, "<create node='a'/><configure><x xmlns='jabber:x:data' type='submit'><field"
            + " var='pubsub#access_model'><value>whitelist</value></field></x></configure>").contains("authorize"));
        assertFalse("an ordinary client", create(CHAMBER, "<create node='a'/>").contains("authorize"));
        assertFalse("no creation", create(BALCONY, "<publish node='a'/>").contains("authorize"));
        for (String service : List.of("pubsub.montague.lit", "montague.lit", "notcapulet.lit", "bard@montague.lit")) {
            assertFalse(service, create(BALCONY, service, "<create node='a'/>").contains("authorize"));
        }
        world.authorize = false;
        assertFalse(create(BALCONY, "<create node='a'/>").contains("authorize"));
    }
}
