package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.BALCONY;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.BARD;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.CHAMBER;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.GLOBE;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.JULIET;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.NURSE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.junit.Test;
import org.xmpp.packet.JID;

/** Those who may not ask, and those who look subscribed and are told nothing. */
public class PresenceWithheldTest extends PresenceScene {

    @Test
    public void anOutcastLosesHisSubscriptionAndMayNotAskAgainUntilHeIsNone() {
        bardIsSubscribed();
        String out = "<affiliations node='presence'><affiliation jid='bard@montague.lit' affiliation='outcast'/></affiliations>";
        assertEquals("done", world.request(BALCONY, null, "set", OWNER, out));
        assertEquals(Map.of(), world.granted);
        world.restart();
        assertEquals("UNWANTED", world.subscribe(GLOBE, JULIET));
        assertTrue(world.request(BALCONY, null, "get", OWNER, "<affiliations node='presence'/>").contains("outcast"));
        world.request(BALCONY, null, "set", OWNER, out.replace("outcast", "none"));
        assertEquals("pending", world.subscribe(GLOBE, JULIET));
    }

    @Test
    public void whomTheOwnerCastsOutStaysOutAlsoIfHeAsksAtTheSameMoment() {
        world.online(BALCONY);
        world.meanwhile = () -> assertEquals("done", world.request(BALCONY, null, "set", OWNER,
            "<affiliations node='presence'><affiliation jid='bard@montague.lit' affiliation='outcast'/></affiliations>"));
        assertEquals("UNWANTED", world.subscribe(GLOBE, JULIET));
        assertEquals("UNWANTED", world.subscribe(GLOBE, JULIET));
        assertEquals(Map.of(), world.granted);
    }

    @Test
    public void whomTheOwnerHidesFromSeesNothingAlsoIfHeIsToldSomethingAtTheSameMoment() {
        bardIsSubscribed();
        world.meanwhile = () -> assertEquals("done", hide("bard@montague.lit"));
        world.pass("<presence type='subscribed' from='juliet@capulet.lit' to='bard@montague.lit'/>", true);
        assertEquals("subscribed", world.state(GLOBE, JULIET));
        assertTrue("he is told that she has gone, and nothing else", world.routed().stream()
            .allMatch(stanza -> stanza.startsWith("unavailable ") || stanza.startsWith("item gone ")));
    }

    @Test
    public void whoeverAskedInTheOrdinaryWayAndWasApprovedWhileHiddenFromIsApprovedWhenHeIsNoLonger() {
        julietDoesPubsub();
        world.pass("<presence type='subscribe' from='bard@montague.lit' to='juliet@capulet.lit'/>", false);
        String id = formId(BARD);
        hide("bard@montague.lit");
        world.pass(answer(BALCONY, "capulet.lit", id, BARD, "1"), true);
        world.routed();
        assertEquals("done", hide());
        assertEquals(List.of("subscribed juliet@capulet.lit > bard@montague.lit"), world.routed());
    }

    private String hide(String... from) {
        StringBuilder values = new StringBuilder();
        for (String address : from) {
            values.append("<value>").append(address).append("</value>");
        }
        return world.request(BALCONY, null, "set", OWNER, "<configure node='presence'><x xmlns='jabber:x:data' type='submit'>"
            + "<field var='federationsuite#polite_block'>" + values + "</field></x></configure>");
    }

    @Test
    public void whomTheOwnerHidesFromLooksSubscribedAndSeesHimGo() {
        bardIsSubscribed();
        assertEquals("done", hide("bard@montague.lit"));
        assertEquals(List.of("unavailable juliet@capulet.lit/balcony > bard@montague.lit",
            "item gone juliet@capulet.lit > bard@montague.lit"), world.routed());
        assertEquals(Map.of(), world.granted);
        world.restart();
        assertEquals("subscribed", world.state(GLOBE, JULIET));
        assertEquals("subscribed", world.subscribe(GLOBE, JULIET));
        assertTrue(world.pass("<presence type='probe' from='" + GLOBE + "' to='" + JULIET + "'/>", false));
        world.act(new Event.Routed(World.presence(BALCONY, null), true));
        assertEquals(List.of(), world.routed());
        assertTrue(world.request(BALCONY, null, "get", OWNER, "<configure node='presence'/>")
            .contains("<value>bard@montague.lit<"));
        assertEquals("done", hide());
        assertEquals("subscribed", world.state(GLOBE, JULIET));
        assertEquals(Stance.SUBSCRIBED, world.granted(new Pair(JULIET, BARD)));
        assertEquals("NOT_FOUND", hide("nurse@capulet.lit"));
    }

    @Test
    public void whoeverIsHiddenFromBeforeHeIsApprovedLooksApproved() {
        julietDoesPubsub();
        world.subscribe(GLOBE, JULIET);
        String id = formId(BARD);
        hide("bard@montague.lit");
        world.routed();
        world.pass(answer(BALCONY, "capulet.lit", id, BARD, "1"), true);
        assertEquals(List.of("subscribed juliet@capulet.lit > bard@montague.lit"), world.routed());
        assertEquals(Map.of(), world.granted);
        assertEquals("subscribed", world.state(GLOBE, JULIET));
    }

    @Test
    public void whoeverGetsTheNameOfADeletedAccountInheritsNothing() {
        bardIsSubscribed();
        world.online(CHAMBER);
        world.subscribe(CHAMBER, JULIET);
        world.subscribe(BALCONY, NURSE);
        hide("nurse@capulet.lit");
        world.request(BALCONY, null, "set", OWNER, "<affiliations node='presence'><affiliation jid='kev@montague.lit'"
            + " affiliation='outcast'/></affiliations>");
        assertEquals(4, world.stored.size());
        world.routed();

        world.delete(JULIET);

        assertEquals(List.of("none juliet@capulet.lit > bard@montague.lit",
            "none juliet@capulet.lit > nurse@capulet.lit/chamber"), world.routed().stream().sorted().toList());
        assertEquals(Map.of(), world.stored);
        assertEquals(0, world.theBook().size());
        assertEquals(0, world.theBook().waiting());
        assertEquals("pending", world.subscribe(new JID("kev@montague.lit/desk"), JULIET));
    }

    @Test
    public void presenceOfWhoeverHidesIsNotDeliveredHere() {
        world.online(BALCONY);
        world.granted.put(new Pair(JULIET, NURSE), Stance.SUBSCRIBED);
        world.online(CHAMBER);
        hide("nurse@capulet.lit");
        assertEquals(List.of(new Effect.Stop()), world.act(new Event.Delivering(World.presence(BALCONY, CHAMBER), CHAMBER)));
    }

    @Test
    public void nobodyHidesFromHimselfOrFromWhatIsNoAddress() {
        bardIsSubscribed();
        assertEquals("INVALID_OPTIONS", hide("juliet@capulet.lit"));
        assertEquals("INVALID_OPTIONS", hide("bard@montague.lit", "@"));
        assertEquals("neither is the other one hidden from", List.of(), world.routed());
    }

    @Test
    public void whoeverIsHiddenFromMayEndWhatHeTakesForASubscription() {
        bardIsSubscribed();
        hide("bard@montague.lit");
        world.routed();

        assertEquals("done", world.unsubscribe(GLOBE, JULIET));

        assertEquals("his own server tells nobody of what has ended long ago", List.of(), world.routed());
        assertEquals("", world.state(GLOBE, JULIET));
        assertEquals(Map.of(), world.stored);
    }

    @Test
    public void whoeverEndsItInTheOrdinaryWayKnowsSoAndIsNotTold() {
        bardIsSubscribed();
        world.pass("<presence type='unsubscribe' from='bard@montague.lit' to='juliet@capulet.lit'/>", false);
        assertEquals(List.of(), world.routed());
        assertEquals("", world.state(GLOBE, JULIET));

        bardIsSubscribed();
        world.pass("<presence type='unsubscribed' from='juliet@capulet.lit' to='bard@montague.lit'/>", true);
        assertEquals("but what its owner ends he is told", List.of("none juliet@capulet.lit > bard@montague.lit"),
            world.routed());
    }
}
