package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Minded;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Xml;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** Who enters a room by a subscription, who does not, and who is in it in the ordinary way. */
public class RoomEntryTest extends RoomScene {

    @Test
    public void whoSubscribesIsAskedForFirstThenJoinsWithHisNick() {
        List<Effect> first = subscribe("characters", "JC");
        assertEquals(new Effect.Later(), first.get(0));
        Packet probe = routed(first, 1);
        assertTrue(xml(probe), xml(probe).contains("urn:xmpp:ping") && probe.getTo().toString().startsWith(ROOM + "/"));
        assertEquals(BALCONY, probe.getFrom());

        List<Effect> second = outsider(probe);
        assertEquals(new Effect.Stop(), second.get(0));
        Packet join = routed(second, 1);
        assertEquals("<presence from=\"juliet@capulet.lit/balcony\" to=\"characters@chat.shakespeare.lit/JC\" id=\""
            + join.getID() + "\"><x xmlns=\"http://jabber.org/protocol/muc\"/></presence>", xml(join));
    }

    @Test
    public void anIdThatIsTooLongToBeRememberedIsRefused() {
        assertEquals(PubsubError.Reason.BAD_REQUEST,
            refused(request("<unsubscribe node='characters' jid='" + BALCONY + "'/>", "x".repeat(1025))));
        assertEquals(PubsubError.Reason.NOT_SUBSCRIBED,
            refused(request("<unsubscribe node='characters' jid='" + BALCONY + "'/>", "x".repeat(1024))));
    }

    @Test
    public void theFirstWordOfTheRoomIsTheAnswerAndTheNoticeComesBehindIt() {
        enter("JC");
        // in() has seen the answer; what follows are notices only.
        List<Effect> effects = deliver("<presence from='" + ROOM + "/Bard' to='" + BALCONY + "'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item jid='bard@shakespeare.lit/globe' role='participant'/></x>"
            + "</presence>");
        assertEquals(2, effects.size());
        assertEquals(new Effect.Stop(), effects.get(1));
        assertEquals("<message from=\"chat.shakespeare.lit\" to=\"juliet@capulet.lit/balcony\">"
            + "<event xmlns=\"http://jabber.org/protocol/pubsub#event\"><items node=\"characters\"><item>"
            + "<presence xmlns=\"jabber:client\" from=\"characters@chat.shakespeare.lit/Bard\">"
            + "<x xmlns=\"http://jabber.org/protocol/muc#user\"><item jid=\"bard@shakespeare.lit/globe\" role=\"participant\"/></x>"
            + "</presence></item></items></event>"
            + "<addresses xmlns=\"http://jabber.org/protocol/address\">"
            + "<address type=\"replyto\" jid=\"bard@shakespeare.lit/globe\"/></addresses></message>", xml(routed(effects, 0)));
    }

    @Test
    public void theSubscriptionIsConfirmedInTheNameOfTheService() {
        Packet probe = routed(subscribe("characters", "JC"), 1);
        outsider(probe);
        Packet answer = routed(self("JC", ""), 0);
        assertEquals("<iq type=\"result\" id=\"sub2\" from=\"chat.shakespeare.lit\" to=\"juliet@capulet.lit/balcony\">"
            + "<pubsub xmlns=\"http://jabber.org/protocol/pubsub\"><subscription node=\"characters\""
            + " jid=\"juliet@capulet.lit/balcony\" subscription=\"subscribed\"/></pubsub></iq>",
            xml(answer));
    }

    @Test
    public void whatTheRoomRefusesIsRefusedWithItsReason() {
        for (String condition : List.of("conflict", "forbidden", "registration-required", "not-authorized",
            "service-unavailable")) {
            Packet join = routed(outsider(routed(subscribe("characters", "JC"), 1)), 1);
            List<Effect> effects = deliver("<presence type='error' id='" + join.getID() + "' from='" + ROOM + "/JC' to='"
                + BALCONY + "'><error type='auth'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                + "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Begone.</text></error></presence>");
            String answer = xml(routed(effects, 0));
            assertTrue(answer, answer.startsWith("<iq type=\"error\" id=\"sub2\" from=\"chat.shakespeare.lit\""));
            assertTrue(answer, answer.contains("<" + condition + " xmlns=") && answer.contains(">Begone.</text>"));
            assertEquals(new Effect.Stop(), effects.get(1));
            assertEquals(0, rooms.size());
        }
    }

    @Test
    public void aRefusalWithoutAReasonGetsOne() {
        Packet join = routed(outsider(routed(subscribe("characters", "JC"), 1)), 1);
        String answer = xml(routed(deliver(refusal("presence", join.getID(), "conflict")), 0));
        assertTrue(answer, answer.contains("Somebody else has this nick."));
    }

    @Test
    public void aPasswordOfTheOptionsIsTheRoomsPassword() {
        Packet probe = routed(request("<subscribe node='characters' jid='" + BALCONY + "'/>"
            + options(field("roomnick", "JC") + field("roompassword", "cauldron & burn"))), 1);
        String join = xml(routed(outsider(probe), 1));
        assertTrue(join, join.contains("<password>cauldron &amp; burn</password>"));
    }

    @Test
    public void nobodySubscribesSomebodyElse() {
        for (String jid : List.of("romeo@montague.lit/orchard", "juliet@capulet.lit", "juliet@capulet.lit/chamber")) {
            assertEquals(PubsubError.Reason.INVALID_JID, refused(request("<subscribe node='characters' jid='" + jid + "'/>"
                + options(field("roomnick", "JC")).replace(BALCONY.toString(), jid))));
        }
        assertEquals(PubsubError.Reason.INVALID_JID, refused(request("<subscribe node='characters' jid='@@'/>")));
        assertEquals(PubsubError.Reason.JID_REQUIRED, refused(request("<subscribe node='characters'/>")));
        assertEquals(0, rooms.size());
    }

    @Test
    public void aSubscriptionWithoutANickIsRefused() {
        assertEquals(PubsubError.Reason.CONFIGURATION_REQUIRED,
            refused(request("<subscribe node='characters' jid='" + BALCONY + "'/>")));
        assertEquals(PubsubError.Reason.CONFIGURATION_REQUIRED, refused(subscribe("characters", "  ")));
    }

    @Test
    public void optionsOfAnotherSubscriptionAreRefused() {
        String subscribe = "<subscribe node='characters' jid='" + BALCONY + "'/>";
        assertEquals(PubsubError.Reason.INVALID_OPTIONS,
            refused(request(subscribe + options(field("roomnick", "JC")).replace("'characters'", "'others'"))));
        assertEquals(PubsubError.Reason.INVALID_OPTIONS,
            refused(request(subscribe + options(field("roomnick", "JC")).replace("'submit'", "'cancel'"))));
        assertEquals(PubsubError.Reason.INVALID_OPTIONS,
            refused(request(subscribe + options(field("FORM_TYPE", "x")).replaceFirst("<field.*?</field>", ""))));
    }

    @Test
    public void aRoomThatThereIsNotIsNotOpened() {
        assertEquals(PubsubError.Reason.NOT_FOUND, refused(subscribe("nowhere", "JC")));
        assertEquals(0, rooms.size());
    }

    @Test
    public void namesThatNeedItAreEscapedInTheAddress() {
        Packet probe = routed(subscribe("the room@elsewhere", "J C"), 1);
        assertEquals("the\\20room\\40elsewhere", probe.getTo().getNode());
        String join = xml(routed(outsider(probe), 1));
        assertTrue(join, join.contains("to=\"the\\20room\\40elsewhere@chat.shakespeare.lit/J C\""));
    }

    @Test
    public void whoIsInSubscribesAgainAndNothingHappens() {
        enter("JC");
        List<Effect> effects = subscribe("characters", "JC");
        assertEquals(1, effects.size());
        assertTrue(effects.get(0) instanceof Effect.Reply);
    }

    @Test
    public void whoIsInGetsAnotherNickBySubscribingWithIt() {
        enter("JC");
        List<Effect> effects = subscribe("characters", "Juliet");
        Packet rename = routed(effects, 1);
        assertEquals(ROOM + "/Juliet", rename.getTo().toString());

        List<Effect> gone = deliver("<presence type='unavailable' from='" + ROOM + "/JC' to='" + BALCONY + "'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item nick='Juliet'/><status code='303'/><status code='110'/></x>"
            + "</presence>");
        assertEquals("a notice, and no end", 2, gone.size());
        List<Effect> here = self("Juliet", "");
        assertTrue(here.toString(), here.stream().anyMatch(effect -> effect.toString().contains("type=\"result\"")));
        assertEquals(1, rooms.size());
        assertEquals("Juliet is the name now", 2, subscribe("characters", "JC").size());
    }

    @Test
    public void aNickThatIsTakenLeavesTheOldOne() {
        enter("JC");
        Packet rename = routed(subscribe("characters", "Bard"), 1);
        List<Effect> effects = deliver(refusal("presence", rename.getID(), "conflict"));
        assertTrue(xml(routed(effects, 0)).contains("<conflict "));
        assertTrue(subscribe("characters", "JC").get(0) instanceof Effect.Reply);
    }

    @Test
    public void whoIsInAlreadyDoesNotJoinAndGetsNoticesBesideTheStanzas() {
        List<Effect> effects = insider(routed(subscribe("characters", "JC"), 1));
        assertEquals("the answer, and no join", 2, effects.size());
        assertTrue(xml(routed(effects, 0)).contains("subscription=\"subscribed\""));
        List<Effect> heard = deliver("<message type='groupchat' from='" + ROOM + "/Bard' to='" + BALCONY
            + "'><body>x</body></message>");
        assertEquals("not stopped", 1, heard.size());
        assertEquals(List.of(new Effect.Confirm()), request("<unsubscribe node='characters' jid='" + BALCONY + "'/>"));
        assertEquals(0, rooms.size());
    }

    @Test
    public void whoEntersInTheOrdinaryWayAfterwardsGetsBoth() {
        enter("JC");
        Minded.on(rooms, new Event.Routing(Xml.presence("<presence from='" + BALCONY + "' to='" + ROOM + "/JC'/>"), true));
        assertEquals(1, deliver("<message type='groupchat' from='" + ROOM + "/Bard' to='" + BALCONY
            + "'><body>x</body></message>").size());
    }

    @Test
    public void requestsThatAreNotForRoomsAreNotOurs() {
        String from = "<iq type='set' id='x' from='" + BALCONY + "' to='" + SERVICE + "'>";
        for (String other : List.of("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='characters'/></pubsub>",
            "<pubsub xmlns='http://jabber.org/protocol/pubsub'><create node='characters'/></pubsub>",
            "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><subscriptions node='characters'/></pubsub>",
            "<query xmlns='jabber:iq:search'/>", "")) {
            IQ iq = Xml.iq(from + other + "</iq>");
            assertFalse(other, rooms.wants(iq, BALCONY, new JID(SERVICE)));
            assertEquals(List.of(), Minded.on(rooms, new Event.Request(BALCONY, Optional.of(new JID(SERVICE)), false, iq)));
        }
        assertFalse("nobody has to look further", rooms.requests().areIn(Xml.element("<iq type='set' id='x' from='" + BALCONY
            + "'><pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='x'/></pubsub></iq>")));
        IQ subscribe = Xml.iq(from + "<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='x' jid='" + BALCONY
            + "'/></pubsub></iq>");
        assertTrue(rooms.wants(subscribe, BALCONY, new JID(SERVICE)));
        assertFalse(rooms.wants(subscribe, BALCONY, new JID("pubsub.shakespeare.lit")));
        assertFalse(rooms.wants(subscribe, BALCONY, new JID("x@" + SERVICE)));
        connected = false;
        assertFalse(rooms.wants(subscribe, BALCONY, new JID(SERVICE)));
    }

    @Test
    public void anAdministratorSeesWhoIsInAndWhoIsOnTheWay() {
        assertEquals(List.of(), rooms.occupants());
        outsider(routed(subscribe("characters", "JC"), 1));
        assertEquals(List.of(new Occupant(new JID(ROOM), BALCONY, "JC", Occupant.State.ENTERING, false, NOON)),
            rooms.occupants());
        now.set(NOON.plusSeconds(5));
        self("JC", "");
        assertEquals(List.of(new Occupant(new JID(ROOM), BALCONY, "JC", Occupant.State.IN, false, NOON.plusSeconds(5))),
            rooms.occupants());
    }
}
