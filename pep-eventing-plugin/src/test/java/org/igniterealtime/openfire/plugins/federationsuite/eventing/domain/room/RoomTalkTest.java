package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Event;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Minded;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubError;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Xml;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** What is published in a room, and what is told of it. */
public class RoomTalkTest extends RoomScene {

    private static final JID CHAMBER = new JID("juliet@capulet.lit/chamber");
    private static final String HI = "<message type='groupchat' from='" + ROOM + "/Bard' to='" + BALCONY
        + "'><body>hi</body></message>";

    @Test
    public void aPublicationIsSaidInTheRoomAndConfirmedByIt() {
        enter("JC");
        List<Effect> effects = publish("<message xmlns='jabber:client' from='evil@x/y'><body>hi</body></message>");
        assertEquals(new Effect.Later(), effects.get(0));
        Packet said = routed(effects, 1);
        assertEquals("<message type=\"groupchat\" from=\"juliet@capulet.lit/balcony\" to=\"" + ROOM + "\" id=\"" + said.getID()
            + "\"><body>hi</body></message>", xml(said));

        List<Effect> heard = deliver("<message type='groupchat' id='" + said.getID() + "' from='" + ROOM + "/JC' to='"
            + BALCONY + "'><body>hi</body></message>");
        assertEquals("<iq type=\"result\" id=\"gc1\" from=\"chat.shakespeare.lit\" to=\"juliet@capulet.lit/balcony\"/>",
            xml(routed(heard, 0)));
        assertEquals("<message from=\"chat.shakespeare.lit\" to=\"juliet@capulet.lit/balcony\">"
            + "<event xmlns=\"http://jabber.org/protocol/pubsub#event\"><items node=\"characters\"><item>"
            + "<message xmlns=\"jabber:client\"><body>hi</body></message></item></items></event>"
            + "<addresses xmlns=\"http://jabber.org/protocol/address\">"
            + "<address type=\"replyto\" jid=\"juliet@capulet.lit/balcony\"/></addresses></message>",
            xml(routed(heard, 1)));
        assertEquals(new Effect.Stop(), heard.get(2));
    }

    @Test
    public void aMessageKeepsTheIdThatItsSenderGaveIt() {
        enter("JC");
        Packet said = routed(publish("<message xmlns='jabber:client' id='m1'><body>hi</body></message>"), 1);
        assertEquals("m1", said.getID());
        String notice = xml(routed(deliver("<message type='groupchat' id='m1' from='" + ROOM + "/JC' to='" + BALCONY
            + "'><body>hi</body></message>"), 1));
        assertTrue(notice, notice.contains("<message xmlns=\"jabber:client\" id=\"m1\">"));
    }

    @Test
    public void aMessageOfAnotherWithTheSameIdConfirmsNothing() {
        enter("JC");
        publish("<message xmlns='jabber:client' id='m1'><body>hi</body></message>");
        List<Effect> effects = deliver("<message type='groupchat' id='m1' from='" + ROOM + "/Bard' to='" + BALCONY
            + "'><body>me too</body></message>");
        assertEquals(2, effects.size());
        assertTrue(xml(routed(effects, 0)).startsWith("<message "));
    }

    @Test
    public void whatTheRoomDoesNotLetSomebodySayIsRefused() {
        enter("JC");
        Packet said = routed(publish("<message xmlns='jabber:client'><body>hi</body></message>"), 1);
        List<Effect> effects = deliver(refusal("message", said.getID(), "forbidden"));
        assertTrue(xml(routed(effects, 0)).contains("id=\"gc1\"") && xml(routed(effects, 0)).contains("<forbidden "));
        assertEquals(new Effect.Stop(), effects.get(1));
    }

    @Test
    public void nobodyPublishesWhoIsNotIn() {
        assertEquals(PubsubError.Reason.FORBIDDEN, refused(publish("<message xmlns='jabber:client'><body>hi</body></message>")));
    }

    @Test
    public void whatIsNoMessageToAllIsRefused() {
        enter("JC");
        assertEquals(PubsubError.Reason.INVALID_PAYLOAD, refused(publish("<presence xmlns='jabber:client'/>")));
        assertEquals(PubsubError.Reason.INVALID_PAYLOAD, refused(publish("<message xmlns='jabber:client' type='chat'/>")));
        assertEquals(PubsubError.Reason.INVALID_PAYLOAD, refused(publish("<message xmlns='jabber:client' to='x@y'/>")));
        assertEquals(PubsubError.Reason.INVALID_PAYLOAD, refused(publish("<message xmlns='urn:x'/>")));
        assertEquals(PubsubError.Reason.INVALID_PAYLOAD, refused(publish("<message xmlns='jabber:client'/><x/>")));
        assertEquals(PubsubError.Reason.PAYLOAD_REQUIRED, refused(publish("")));
        assertEquals(PubsubError.Reason.MAX_ITEMS_EXCEEDED,
            refused(request("<publish node='characters'><item/><item/></publish>")));
        assertEquals(PubsubError.Reason.ITEM_REQUIRED, refused(request("<publish node='characters'/>")));
        assertEquals(PubsubError.Reason.NODE_REQUIRED, refused(request("<publish><item/></publish>")));
        assertEquals(PubsubError.Reason.PRECONDITION_NOT_MET,
            refused(request("<publish node='characters'><item/></publish><publish-options/>")));
    }

    @Test
    public void aMessageInARoomThatHidesItsOccupantsIsToBeAnsweredToTheNick() {
        enter("JC");
        deliver("<presence from='" + ROOM + "/Bard' to='" + BALCONY + "'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item role='participant'/></x></presence>");
        assertTrue(said("Bard", "").contains("jid=\"characters@chat.shakespeare.lit/Bard\""));
    }

    @Test
    public void aMessageInARoomThatDoesNotIsToBeAnsweredToItsSender() {
        enter("JC");
        deliver("<presence from='" + ROOM + "/Bard' to='" + BALCONY + "'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item jid='bard@shakespeare.lit/globe'/></x></presence>");
        assertTrue(said("Bard", "").contains("jid=\"bard@shakespeare.lit/globe\""));
        assertTrue("it was somebody else, perhaps",
            said("Bard", "<delay xmlns='urn:xmpp:delay' stamp='x'/>").contains("jid=\"characters@chat.shakespeare.lit/Bard\""));

        deliver("<presence type='unavailable' from='" + ROOM + "/Bard' to='" + BALCONY + "'/>");
        assertTrue("he is gone", said("Bard", "").contains("jid=\"characters@chat.shakespeare.lit/Bard\""));
    }

    @Test
    public void theSubjectAndWhatElseTheRoomSaysComesWithoutAnybodyToAnswer() {
        enter("JC");
        String notice = xml(routed(deliver("<message type='groupchat' from='" + ROOM + "' to='" + BALCONY
            + "'><subject>Balconies</subject></message>"), 0));
        assertTrue(notice, notice.contains("<message xmlns=\"jabber:client\"><subject>Balconies</subject></message>"));
        assertFalse(notice, notice.contains("<addresses"));
    }

    @Test
    public void whatARoomSaysOfTheSenderIsSaidBesideTheEventOnly() {
        enter("JC");
        String notice = said("Bard", "<addresses xmlns='http://jabber.org/protocol/address'>"
            + "<address type='ofrom' jid='bard@shakespeare.lit/globe'/></addresses><x xmlns='urn:x'/>");
        assertFalse(notice, notice.contains("ofrom"));
        assertTrue(notice, notice.contains("<x xmlns=\"urn:x\"/>"));
    }

    @Test
    public void privateMessagesAndQuestionsAreNoEvents() {
        enter("JC");
        assertEquals(List.of(),
            deliver("<message type='chat' from='" + ROOM + "/Bard' to='" + BALCONY + "'><body>x</body></message>"));
        assertEquals(List.of(), deliver("<message from='" + ROOM + "' to='" + BALCONY + "'><x xmlns='urn:x'/></message>"));
        assertEquals(List.of(), Minded.on(rooms, new Event.Delivering(
            Xml.iq("<iq type='get' id='p' from='" + ROOM + "' to='" + BALCONY + "'><ping xmlns='urn:xmpp:ping'/></iq>"),
            BALCONY)));
    }

    @Test
    public void whatIsNotOfTheRoomOrNotForTheClientIsNothingToUs() {
        enter("JC");
        assertEquals(List.of(), deliver("<message type='groupchat' from='other@" + SERVICE + "/Bard' to='" + BALCONY
            + "'><body>x</body></message>"));
        assertEquals(List.of(), Minded.on(rooms, new Event.Delivering(Xml.message("<message type='groupchat' from='" + ROOM
            + "/Bard' to='" + CHAMBER + "'><body>x</body></message>"), CHAMBER)));
    }

    @Test
    public void whatARoomTellsOneAfterTheOtherIsReadOnceAndToldByOneMessage() {
        enter("JC");
        enterToo(CHAMBER, "JC2");
        Message said = Xml.message(HI);
        Effect.Tell first = told(said, BALCONY);
        said.setTo(CHAMBER);
        Effect.Tell second = told(said, CHAMBER);
        assertSame(first.notice(), second.notice());
        assertNull("nobody's yet", first.notice().getTo());
        assertEquals(xml(first.copy()).replace("balcony", "chamber"), xml(second.copy()));
        Message next = Xml.message(HI.replace("hi", "ho"));
        assertTrue(xml(told(next, BALCONY).copy()).contains("<body>ho</body>"));
    }

    @Test
    public void messagesThatARoomTellsSideBySideAreNotTakenForEachOther() {
        enter("JC");
        enterToo(CHAMBER, "JC2");
        List<Message> said = IntStream.range(0, 100).mapToObj(i -> Xml.message(HI.replace("hi", "hi " + i))).toList();
        for (JID client : List.of(BALCONY, CHAMBER)) {
            for (int i = 0; i < said.size(); i++) {
                said.get(i).setTo(client);
                String told = xml(told(said.get(i), client).copy());
                assertTrue(told, told.contains("<body>hi " + i + "</body>"));
            }
        }
    }

    @Test
    public void theLanguageOfWhatIsSaidIsKept() {
        enter("JC");
        Packet said = routed(publish("<message xmlns='jabber:client' xml:lang='it'><body>ciao</body></message>"), 1);
        assertEquals("it", said.getElement().attributeValue("lang"));
        assertTrue(said("Bard", "").contains("<message xmlns=\"jabber:client\">"));
        String heard = xml(routed(deliver(HI.replace("<message ", "<message xml:lang='it' ")), 0));
        assertTrue(heard, heard.contains("<message xmlns=\"jabber:client\" xml:lang=\"it\">"));
        String seen = xml(routed(deliver("<presence xml:lang='it' from='" + ROOM + "/Bard' to='" + BALCONY
            + "'><status>via</status></presence>"), 0));
        assertTrue(seen, seen.contains(" xml:lang=\"it\"><status>"));
    }

    @Test
    public void whoeverIsToldByAnotherNameOrOfAnotherSenderHasANoticeOfHisOwn() {
        Telling telling = new Telling(Xml.message(HI));
        JID room = new JID(ROOM);
        for (int i = 0; i < 20; i++) {
            for (String node : List.of("characters", "CHARACTERS")) {
                Seat.Place place = new Seat.Place(BALCONY, room, new JID(SERVICE), node);
                JID bard = new JID("bard" + i + "@shakespeare.lit");
                Message notice = telling.notice(place, Optional.of(bard), true);
                assertSame(notice, telling.notice(place, Optional.of(bard), true));
                assertTrue(xml(notice), xml(notice).contains("<items node=\"" + node + "\">"));
                assertTrue(xml(notice), xml(notice).contains("jid=\"" + bard + "\""));
            }
        }
        Seat.Place here = new Seat.Place(BALCONY, room, new JID(SERVICE), "characters");
        Message open = telling.notice(here, Optional.of(CHAMBER), true);
        Message hidden = telling.notice(here, Optional.of(BALCONY), true);
        assertSame("each is made once", open, telling.notice(here, Optional.of(CHAMBER), true));
        assertSame(hidden, telling.notice(here, Optional.of(BALCONY), true));
        for (int i = 0; i < 20; i++) {
            telling.notice(here, Optional.of(new JID("bard" + i + "@shakespeare.lit")), true);
        }
        assertNotSame("but not kept beside many others", open, telling.notice(here, Optional.of(CHAMBER), true));
        assertFalse(xml(telling.notice(here, Optional.empty(), true))
            .contains("<addresses"));
    }

    @Test
    public void whoeverMayKnowMoreOfTheSenderIsToldMoreOfTheSameMessage() {
        enter("JC");
        enterToo(CHAMBER, "JC2");
        deliver("<presence from='" + ROOM + "/Bard' to='" + BALCONY + "'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item jid='bard@shakespeare.lit/globe'/></x></presence>");
        Message said = Xml.message(HI);
        for (int i = 0; i < 2; i++) {
            assertTrue(xml(told(said, BALCONY).copy()).contains("jid=\"bard@shakespeare.lit/globe\""));
            assertTrue(xml(told(said, CHAMBER).copy()).contains("jid=\"characters@chat.shakespeare.lit/Bard\""));
        }
    }

    @Test
    public void whatARoomWritesIntoPresenceBetweenOneAndTheNextIsToldToTheNextOnly() {
        enter("JC");
        enterToo(CHAMBER, "JC2");
        Presence presence = Xml.presence("<presence from='" + ROOM + "/Bard' to='" + BALCONY + "'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item jid='bard@shakespeare.lit/globe'/></x></presence>");
        assertTrue(xml(told(presence, BALCONY).copy()).contains("globe"));
        presence.getElement().element("x").element("item").addAttribute("jid", null);
        assertFalse(xml(told(presence, CHAMBER).copy()).contains("globe"));
    }

    private Effect.Tell told(Packet stanza, JID client) {
        return (Effect.Tell) Minded.on(rooms, new Event.Delivering(stanza, client)).get(0);
    }

    private void enterToo(JID client, String nick) {
        IQ iq = Xml.iq("<iq type='set' id='x' from='" + client + "' to='" + SERVICE + "'>"
            + "<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='characters' jid='" + client + "'/>"
            + options(field("roomnick", nick)).replace(BALCONY.toString(), client.toString()) + "</pubsub></iq>");
        Packet probe = routed(Minded.on(rooms, new Event.Request(client, Optional.of(new JID(SERVICE)), false, iq)), 1);
        Minded.on(rooms, new Event.Delivering(Xml.iq("<iq type='error' id='" + probe.getID() + "' from='" + probe.getTo()
            + "' to='" + client + "'><error type='cancel'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
            + "</iq>"), client));
        Minded.on(rooms, new Event.Delivering(Xml.presence("<presence from='" + ROOM + "/" + nick + "' to='" + client + "'>"
            + "<x xmlns='http://jabber.org/protocol/muc#user'><item/><status code='110'/></x></presence>"), client));
    }
}
