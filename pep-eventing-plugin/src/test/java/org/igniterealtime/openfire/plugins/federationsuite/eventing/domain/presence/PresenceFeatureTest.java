package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.BALCONY;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.BARD;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.CHAMBER;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.GLOBE;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.JULIET;
import static org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.World.NURSE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Xml;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** Who sees whose presence, asked, decided and told by pubsub. */
public class PresenceFeatureTest extends PresenceScene {

    // Asking.

    @Test
    public void aSubscriptionIsAnOrdinaryRequestAndWaits() {
        assertEquals("pending", world.subscribe(GLOBE, JULIET));
        assertEquals(List.of("subscribe bard@montague.lit > juliet@capulet.lit"), world.routed());
        assertEquals("pending", world.state(GLOBE, JULIET));
        assertEquals("pending", world.subscribe(GLOBE, JULIET));
        assertEquals("whoever asks again is not asked for again", List.of(), world.routed());
    }

    @Test
    public void nobodySubscribesSomebodyElse() {
        for (String jid : List.of("jid='kev@montague.lit'", "jid='juliet@capulet.lit'", "jid='@'")) {
            assertEquals(jid, "INVALID_JID",
                world.request(GLOBE, JULIET, "set", "", "<subscribe node='presence' " + jid + "/>"));
            assertEquals(jid, "INVALID_JID",
                world.request(GLOBE, JULIET, "set", "", "<unsubscribe node='presence' " + jid + "/>"));
        }
        assertEquals("JID_REQUIRED", world.request(GLOBE, JULIET, "set", "", "<subscribe node='presence'/>"));
        assertEquals(List.of(), world.routed());
    }

    @Test
    public void otherNodesOtherAccountsAndUnknownSendersAreTheCores() {
        assertEquals("core", world.request(GLOBE, JULIET, "set", "", "<subscribe node='tune' jid='bard@montague.lit'/>"));
        assertEquals("core", world.subscribe(GLOBE, new JID("romeo@capulet.lit")));
        assertEquals("core", world.subscribe(GLOBE, new JID("pubsub.capulet.lit")));
        assertEquals("core", world.subscribe(GLOBE, BALCONY));
        assertEquals("core", world.subscribe(CHAMBER, JULIET));
        assertEquals("core", world.request(GLOBE, JULIET, "get", OWNER, "<subscriptions node='tune'/>"));
    }

    @Test
    public void thereAreNoOptionsForPresence() {
        assertEquals("UNSUPPORTED", world.request(GLOBE, JULIET, "set", "",
            "<subscribe node='presence' jid='bard@montague.lit'/><options node='presence'/>"));
    }

    @Test
    public void requestsThatWaitAreLimitedForOneOwnerAndForAll() {
        world.mostWaitingEach = 2;
        for (int i = 0; i < 5; i++) {
            assertEquals(i < 2 ? "pending" : "TOO_MANY_SUBSCRIPTIONS",
                world.subscribe(new JID("fake" + i + "@montague.lit/x"), JULIET));
        }
        assertEquals(2, world.granted.size());
        world.mostWaiting = 3;
        world.online(CHAMBER);
        assertEquals("pending", world.subscribe(GLOBE, NURSE));
        assertEquals("TOO_MANY_SUBSCRIPTIONS", world.subscribe(new JID("kev@montague.lit/x"), NURSE));
        assertEquals(3, world.theBook().waiting());
        // A decision makes room, also one that nobody told us of.
        world.granted.remove(Pair.of(JULIET, new JID("fake0@montague.lit")));
        assertEquals("pending", world.subscribe(new JID("fake9@montague.lit/x"), JULIET));
    }

    @Test
    public void theUsersOfOneOtherServerLeaveRoomForOthers() {
        world.mostWaitingFrom = 2;
        for (String made : List.of("a", "b")) {
            assertEquals("pending", world.subscribe(new JID(made + "@montague.lit/x"), JULIET));
        }
        assertEquals("TOO_MANY_SUBSCRIPTIONS", world.subscribe(new JID("c@montague.lit/x"), JULIET));
        assertEquals("pending", world.subscribe(new JID("c@verona.lit/x"), JULIET));
        world.online(CHAMBER);
        assertEquals("pending", world.subscribe(CHAMBER, JULIET));
        world.restart();
        assertEquals("also after a restart", "TOO_MANY_SUBSCRIPTIONS", world.subscribe(new JID("d@montague.lit/x"), JULIET));
        assertEquals("done", world.unsubscribe(new JID("a@montague.lit/x"), JULIET));
        assertEquals("pending", world.subscribe(new JID("d@montague.lit/x"), JULIET));
    }

    @Test
    public void thousandsOfRequestsDoNotGrowAnything() {
        for (int i = 0; i < 2000; i++) {
            world.subscribe(new JID("fake" + i + "@montague.lit/x"), JULIET);
            world.unsubscribe(new JID("gone" + i + "@montague.lit/x"), JULIET);
        }
        assertEquals(10, world.theBook().size());
        assertEquals(10, world.granted.size());
        world.routed();
        julietDoesPubsub();
        assertEquals(10, world.stored.size());
    }

    @Test
    public void requestsOfOneOtherServerInTheOrdinaryWayLeaveFormsForOthers() {
        world.mostWaiting = 5;
        world.mostWaitingFrom = 3;
        julietDoesPubsub();
        for (int i = 0; i < 20; i++) {
            world.pass("<presence type='subscribe' from='fake" + i + "@verona.lit' to='juliet@capulet.lit'/>", false);
        }
        world.routed();
        world.subscribe(GLOBE, JULIET);
        world.pass(answer(BALCONY, "capulet.lit", formId(BARD), BARD, "1"), true);
        assertEquals("subscribed", world.state(GLOBE, JULIET));

        // The others wait on in her roster, and what she is given when she comes again can be answered.
        world.routed();
        world.act(new Event.Changed(BALCONY, new Presence(Presence.Type.unavailable)));
        world.online(BALCONY);
        List<String> forms = world.routed.stream().map(Packet::getID).toList();
        assertEquals(3, forms.size());
        world.routed();
        world.pass(answer(BALCONY, "capulet.lit", forms.get(0), new JID("fake17@verona.lit"), "0"), true);
        assertEquals(List.of("unsubscribed juliet@capulet.lit > fake17@verona.lit"), world.routed());
    }

    @Test
    public void whereNoFormMayWaitNoneIsGivenThatCouldNotBeAnswered() {
        world.mostWaitingFrom = 0;
        julietDoesPubsub();
        world.pass("<presence type='subscribe' from='kev@verona.lit' to='juliet@capulet.lit'/>", false);
        assertEquals(List.of(), world.routed());
    }

    @Test
    public void addressesThatNoDatabaseTakesAreRefused() {
        JID lengthy = new JID("x".repeat(1000) + "@montague.lit/x");
        assertEquals("TOO_MANY_SUBSCRIPTIONS", world.subscribe(lengthy, JULIET));
        assertEquals(Map.of(), world.granted);
    }

    @Test
    public void whatCannotBeWrittenDownIsNotPromised() {
        world.broken = true;
        assertEquals("TOO_MANY_SUBSCRIPTIONS", world.subscribe(GLOBE, JULIET));
        assertEquals(Map.of(), world.granted);
    }

    @Test
    public void whoeverWithdrawsHisRequestAsksNoLongerInAnyRoster() {
        world.online(CHAMBER);
        world.subscribe(CHAMBER, JULIET);
        assertEquals("done", world.unsubscribe(CHAMBER, JULIET));
        assertEquals(Map.of(), world.granted);
        assertEquals(Map.of(), world.sought);
        assertEquals("NOT_SUBSCRIBED", world.unsubscribe(CHAMBER, JULIET));
        assertEquals(Map.of(), world.stored);
    }

    // Deciding.

    @Test
    public void aClientThatDoesPubsubGetsAFormForEachRequestOnceItComes() {
        world.subscribe(GLOBE, JULIET);
        world.pass("<presence type='subscribe' from='nurse@capulet.lit' to='juliet@capulet.lit'/>", true);
        world.routed();
        world.online(new JID("juliet@capulet.lit/ordinary"));
        assertEquals("an ordinary client gets what it always gets", List.of(), world.routed());
        world.doesPubsub(BALCONY);
        world.online(BALCONY);
        assertEquals(List.of("form capulet.lit > juliet@capulet.lit/balcony", "form capulet.lit > juliet@capulet.lit/balcony"),
            world.routed());
        world.online(BALCONY);
        assertEquals("once", List.of(), world.routed());
    }

    @Test
    public void aClientThatSaysItWantsNoticesGetsFormsAsSoonAsThatIsKnown() {
        world.subscribe(GLOBE, JULIET);
        world.online(BALCONY);
        world.routed();
        world.wanting.add(BALCONY);
        IQ disco = Xml.iq("<iq type='result' id='1' from='" + BALCONY + "' to='capulet.lit'>"
            + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
        world.act(new Event.Routed(disco, true));
        assertEquals(List.of("form capulet.lit > juliet@capulet.lit/balcony"), world.routed());
    }

    @Test
    public void anApprovalIsAnOrdinaryOneAndTheSubscriberHearsOfIt() {
        julietDoesPubsub();
        world.subscribe(GLOBE, JULIET);
        assertTrue(world.pass(answer(BALCONY, "montague.lit", formId(BARD), BARD, "true"), true));
        assertEquals(List.of("subscribe bard@montague.lit > juliet@capulet.lit", "form capulet.lit > juliet@capulet.lit/balcony",
            "subscribed juliet@capulet.lit > bard@montague.lit", "subscribed juliet@capulet.lit > bard@montague.lit",
            "item juliet@capulet.lit > bard@montague.lit"), world.routed());
        assertEquals("subscribed", world.state(GLOBE, JULIET));
    }

    @Test
    public void whatIsSeenLateOfARefusalTakesNoFormFromWhomeverHasAskedSince() {
        julietDoesPubsub();
        world.subscribe(GLOBE, JULIET);
        // The server has sent it, and he has asked again, before this is told that it was routed.
        Presence refusal = new Presence(Presence.Type.unsubscribed);
        refusal.setFrom(JULIET);
        refusal.setTo(BARD);
        world.act(new Event.Routed(refusal, true));
        assertTrue(world.pass(answer(BALCONY, "capulet.lit", formId(BARD), BARD, "1"), true));
        assertEquals("subscribed", world.state(GLOBE, JULIET));
    }

    @Test
    public void everythingButAClearYesIsANo() {
        for (String allow : List.of("0", "false", "TRUE", "yes", "")) {
            World each = new World();
            each.doesPubsub(BALCONY);
            each.online(BALCONY);
            each.subscribe(GLOBE, JULIET);
            String id = each.routed.get(each.routed.size() - 1).getID();
            assertTrue(each.pass(answer(BALCONY, "capulet.lit", id, BARD, allow), true));
            assertEquals(allow, Map.of(), each.granted);
        }
    }

    @Test
    public void cancellingIsANoAndNeedsNoFields() {
        julietDoesPubsub();
        world.subscribe(GLOBE, JULIET);
        String id = formId(BARD);
        world.routed();
        assertTrue(world.pass("<message from='" + BALCONY + "' to='capulet.lit' id='" + id
            + "'><x xmlns='jabber:x:data' type='cancel'/></message>", true));
        assertEquals(List.of("none juliet@capulet.lit > bard@montague.lit",
            "unsubscribed juliet@capulet.lit > bard@montague.lit"), world.routed());
        assertEquals(Map.of(), world.stored);
    }

    @Test
    public void theMisspeltFieldOfTheSpecificationIsUnderstoodAndOneAboutSomebodyElseIsNot() {
        julietDoesPubsub();
        world.subscribe(GLOBE, JULIET);
        String id = formId(BARD);
        world.pass(answer(BALCONY, "capulet.lit", id, NURSE, "1"), true);
        world.pass(answer(BALCONY, "capulet.lit", id, BARD, "1").replace("presence<", "tune<"), true);
        assertEquals("pending", world.state(GLOBE, JULIET));
        world.pass(answer(BALCONY, "capulet.lit", id, BARD, "1").replace("pubsub#subscriber_jid", "pusub#subscriber_jid"), true);
        assertEquals("subscribed", world.state(GLOBE, JULIET));
    }

    @Test
    public void onlyTheOwnerAnswersAndOnlyFromHere() {
        julietDoesPubsub();
        world.online(CHAMBER);
        world.subscribe(GLOBE, JULIET);
        String id = formId(BARD);
        world.routed();
        assertTrue(world.pass(answer(CHAMBER, "capulet.lit", id, BARD, "1"), true));
        assertEquals(List.of("error capulet.lit > nurse@capulet.lit/chamber"), world.routed());
        assertTrue(world.pass(answer(BALCONY, "capulet.lit", id, BARD, "1"), false));
        assertTrue(world.pass(answer(GLOBE, "juliet@capulet.lit", id, BARD, "1"), false));
        assertEquals("a stranger learns nothing", List.of(), world.routed());
        assertEquals("pending", world.state(GLOBE, JULIET));
    }

    @Test
    public void anOldFormDecidesNothingAndLeavesTheServerNeither() {
        julietDoesPubsub();
        world.subscribe(GLOBE, JULIET);
        String old = formId(BARD);
        world.pass(answer(BALCONY, "capulet.lit", old, BARD, "0"), true);
        world.subscribe(GLOBE, JULIET);
        assertTrue(world.pass(answer(BALCONY, "montague.lit", old, BARD, "1"), true));
        assertEquals("pending", world.state(GLOBE, JULIET));
        assertFalse(old.equals(formId(BARD)));
    }

    @Test
    public void formsOfOthersPass() {
        assertFalse(world.pass(answer(BALCONY, "pubsub.montague.lit", "theirs", BARD, "1"), true));
        assertFalse(world.pass(answer(BALCONY, "pubsub.capulet.lit", "theirs", BARD, "1").replace("presence<", "tune<"), true));
        assertFalse(world.pass("<message from='" + BALCONY + "' to='room@conference.capulet.lit'><x xmlns='jabber:x:data'"
            + " type='submit'/></message>", true));
        assertTrue("nobody else asked for it", world.pass(answer(BALCONY, "capulet.lit", "guessed", BARD, "1"), true));
    }

    @Test
    public void aDecisionOfAnOrdinaryClientReachesTheSubscriberByPubsub() {
        world.online(CHAMBER);
        world.subscribe(CHAMBER, JULIET);
        world.routed();
        world.pass("<presence type='subscribed' from='juliet@capulet.lit' to='nurse@capulet.lit'/>", true);
        assertEquals(List.of("subscribed juliet@capulet.lit > nurse@capulet.lit/chamber"), world.routed());
        world.pass("<presence type='unsubscribed' from='juliet@capulet.lit' to='nurse@capulet.lit'/>", true);
        assertEquals(List.of("none juliet@capulet.lit > nurse@capulet.lit/chamber"), world.routed());
        assertEquals(Map.of(), world.stored);
    }

    @Test
    public void aFormForARequestThatWasDecidedOtherwiseIsTooLate() {
        julietDoesPubsub();
        world.subscribe(GLOBE, JULIET);
        String id = formId(BARD);
        world.pass("<presence type='unsubscribed' from='juliet@capulet.lit' to='bard@montague.lit'/>", true);
        world.pass(answer(BALCONY, "capulet.lit", id, BARD, "1"), true);
        assertEquals(Map.of(), world.granted);
    }

    // The owner's list.

    @Test
    public void theRosterIsTheListOfSubscribers() {
        world.online(BALCONY);
        world.granted.put(new Pair(JULIET, NURSE), Stance.SUBSCRIBED);
        world.subscribe(GLOBE, JULIET);
        String list = world.request(BALCONY, null, "get", OWNER, LIST);
        assertEquals("<pubsub xmlns=\"http://jabber.org/protocol/pubsub#owner\"><subscriptions node=\"presence\">"
            + "<subscription jid=\"nurse@capulet.lit\" subscription=\"subscribed\"/>"
            + "<subscription jid=\"bard@montague.lit\" subscription=\"pending\"/></subscriptions></pubsub>", list);
        assertEquals("some servers write the own account in", list, world.request(BALCONY, JULIET, "get", OWNER, LIST));
        assertEquals("FORBIDDEN", world.request(GLOBE, JULIET, "get", OWNER, LIST));
    }

    private String set(String... lines) {
        return world.request(BALCONY, null, "set", OWNER, "<subscriptions node='presence'>" + String.join("", lines)
            + "</subscriptions>");
    }

    private static String line(JID jid, String state) {
        return "<subscription jid='" + jid + "' subscription='" + state + "'/>";
    }

    @Test
    public void theOwnerGrantsAndRevokesInHisListButNotToWhoNeverAsked() {
        world.online(BALCONY);
        world.subscribe(GLOBE, JULIET);
        assertEquals("NOT_FOUND", set(line(BARD, "subscribed"), line(NURSE, "subscribed")));
        assertEquals("all or nothing", "pending", world.state(GLOBE, JULIET));
        assertEquals("BAD_REQUEST", set(line(BARD, "unconfigured")));
        assertEquals("done", set(line(BARD, "subscribed")));
        assertEquals("subscribed", world.state(GLOBE, JULIET));
        assertEquals("done", set(line(BARD, "none")));
        assertEquals("", world.state(GLOBE, JULIET));
        assertEquals(Map.of(), world.granted);
    }

    // What administrators see and do.

    @Test
    public void requestsThatWaitAreListedWithTheTimeSinceWhenAlsoAfterARestart() {
        world.subscribe(GLOBE, JULIET);
        Instant first = world.now;
        world.now = first.plusSeconds(60);
        world.online(CHAMBER);
        world.subscribe(CHAMBER, JULIET);
        // Asked again, with another address: he waits since he asked first.
        world.request(GLOBE, JULIET, "set", "", "<subscribe node='presence' jid='" + GLOBE + "'/>");
        List<Waiting> expected = List.of(new Waiting(new Pair(JULIET, BARD), GLOBE, first),
            new Waiting(new Pair(JULIET, NURSE), NURSE, first.plusSeconds(60)));
        assertEquals(expected, world.theBook().requests());
        world.restart();
        assertEquals(expected, world.theBook().requests());

        bardIsAllowed();
        assertEquals(List.of(NURSE), world.theBook().requests().stream().map(one -> one.who().contact()).toList());
    }

    private void bardIsAllowed() {
        julietDoesPubsub();
        world.routed.clear();
        world.pass("<presence from='juliet@capulet.lit' to='bard@montague.lit' type='subscribed'/>", true);
        world.routed();
    }

    @Test
    public void anAdministratorRefusesARequestAsItsOwnerWouldAndNothingElse() {
        assertFalse("nobody asks", world.refuse(JULIET, BARD));
        world.subscribe(GLOBE, JULIET);
        world.routed();

        assertTrue(world.refuse(JULIET, BARD));

        assertEquals(List.of("none juliet@capulet.lit > bard@montague.lit",
            "unsubscribed juliet@capulet.lit > bard@montague.lit"), world.routed());
        assertEquals(Map.of(), world.granted);
        assertEquals(List.of(), world.theBook().requests());
        assertFalse(world.refuse(JULIET, BARD));
        assertEquals("he may ask again", "pending", world.subscribe(GLOBE, JULIET));
    }

    @Test
    public void whatTheOwnerHasGrantedUnnoticedIsNotTakenAway() {
        world.subscribe(GLOBE, JULIET);
        world.granted.put(new Pair(JULIET, BARD), Stance.SUBSCRIBED);
        world.routed();

        assertFalse(world.refuse(JULIET, BARD));

        assertEquals(Stance.SUBSCRIBED, world.granted.get(new Pair(JULIET, BARD)));
        assertEquals(List.of("subscribed juliet@capulet.lit > bard@montague.lit"), world.routed());
        assertEquals(List.of(), world.theBook().requests());
    }
}
