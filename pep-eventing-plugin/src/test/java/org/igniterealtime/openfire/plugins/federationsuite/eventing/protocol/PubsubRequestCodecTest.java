package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import org.dom4j.Element;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.PacketError;

/** Requests of XEP-0060 and XEP-0207, and the answers to them. */
public class PubsubRequestCodecTest {

    private static final String PRESENCE = "<presence xmlns='jabber:client'><show>away</show></presence>";
    private static final PubsubRequest OTHER = new PubsubRequest.Other();

    private static PubsubRequest decode(String xml) {
        return PubsubRequestCodec.decode(Xml.iq(xml));
    }

    private static void malformed(PubsubError.Reason reason, String xml) {
        PubsubRequest request = decode(xml);
        assertTrue(xml, request instanceof PubsubRequest.MalformedPublish);
        assertEquals(xml, reason, ((PubsubRequest.MalformedPublish) request).error().reason());
    }

    @Test
    public void thePublicationOfTheSpecificationsExampleIsRead() {
        PubsubRequest request = decode(Xml.publishItem(
            "<presence from='juliet@capulet.lit/balcony' xmlns='jabber:client'><status>Moping</status></presence>"));
        assertTrue(request instanceof PubsubRequest.PublishPresence);
        assertEquals("Moping", ((PubsubRequest.PublishPresence) request).presence().statuses().get(0).text());
    }

    @Test
    public void anItemWithAnIdIsRead() {
        assertTrue(decode(Xml.publish("<publish node='presence'><item id='current'>" + PRESENCE + "</item></publish>"))
            instanceof PubsubRequest.PublishPresence);
    }

    @Test
    public void publicationsOnOtherNodesAreTheCores() {
        for (String node : new String[] {" node='http://jabber.org/protocol/tune'", " node='Presence'", " node='presence '",
            " node=''", ""}) {
            assertEquals(node, OTHER, decode(Xml.publish("<publish" + node + "><item>" + PRESENCE + "</item></publish>")));
        }
    }

    @Test
    public void otherRequestsAreTheCores() {
        assertEquals(OTHER, decode(Xml.publish("<items node='presence'/>")));
        assertEquals(OTHER, decode(Xml.publish("<subscribe node='presence' jid='romeo@montague.lit'/>")));
        assertEquals(OTHER, decode(Xml.publish("<retract node='presence'><item id='x'/></retract>")));
        assertEquals(OTHER, decode(Xml.publish("")));
        assertEquals(OTHER, decode("<iq type='set' id='1'><pubsub xmlns='http://jabber.org/protocol/pubsub#owner'>"
            + "<publish node='presence'/></pubsub></iq>"));
        assertEquals(OTHER, decode("<iq type='get' id='1'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>"));
        assertEquals(OTHER, decode("<iq type='set' id='1'/>"));
    }

    @Test
    public void whatIsNoRequestOfTypeSetIsTheCores() {
        for (String type : new String[] {"get", "result", "error", "nonsense", ""}) {
            assertEquals(type, OTHER, decode(Xml.publishItem(PRESENCE).replace("type='set'", "type='" + type + "'")));
        }
        assertEquals(OTHER, decode(Xml.publishItem(PRESENCE).replace("type='set'", "")));
    }

    @Test
    public void aPublicationWithoutAnItemIsMalformed() {
        malformed(PubsubError.Reason.ITEM_REQUIRED, Xml.publish("<publish node='presence'/>"));
        malformed(PubsubError.Reason.ITEM_REQUIRED, Xml.publish("<publish node='presence'>" + PRESENCE + "</publish>"));
    }

    @Test
    public void aPublicationOfSeveralItemsIsMalformed() {
        malformed(PubsubError.Reason.MAX_ITEMS_EXCEEDED,
            Xml.publish("<publish node='presence'><item>" + PRESENCE + "</item><item>" + PRESENCE + "</item></publish>"));
    }

    @Test
    public void anItemWithoutAPayloadIsMalformed() {
        malformed(PubsubError.Reason.PAYLOAD_REQUIRED, Xml.publishItem(""));
        malformed(PubsubError.Reason.PAYLOAD_REQUIRED, Xml.publishItem("away"));
    }

    @Test
    public void anItemWithSeveralPayloadsIsMalformed() {
        malformed(PubsubError.Reason.INVALID_PAYLOAD, Xml.publishItem(PRESENCE + PRESENCE));
    }

    @Test
    public void aPayloadThatIsNotPlainPresenceIsMalformed() {
        malformed(PubsubError.Reason.INVALID_PAYLOAD, Xml.publishItem("<tune xmlns='http://jabber.org/protocol/tune'/>"));
        malformed(PubsubError.Reason.INVALID_PAYLOAD, Xml.publishItem("<presence xmlns='jabber:client' type='subscribe'/>"));
    }

    @Test
    public void aPublicationUnderConditionsIsMalformed() {
        malformed(PubsubError.Reason.PRECONDITION_NOT_MET, Xml.publish("<publish node='presence'><item>" + PRESENCE
            + "</item></publish><publish-options><x xmlns='jabber:x:data' type='submit'/></publish-options>"));
    }

    @Test
    public void aPublicationThatHidesInAnotherNamespaceIsReadAsTheCoreReadsIt() {
        assertTrue(decode(Xml.publish("<publish xmlns='urn:example:other' node='presence'><item>" + PRESENCE
            + "</item></publish>")) instanceof PubsubRequest.PublishPresence);
    }

    @Test
    public void theAnswerToADoneRequestIsAnEmptyResult() {
        IQ answer = PubsubRequestCodec.result(Xml.iq(Xml.publishItem(PRESENCE)));
        assertEquals("<iq type=\"result\" id=\"pres1\" to=\"juliet@capulet.lit/balcony\"/>", answer.toXML());
    }

    @Test
    public void theAnswerToARefusedRequestHasBothConditions() {
        for (PubsubError.Reason reason : PubsubError.Reason.values()) {
            IQ answer = PubsubRequestCodec.error(Xml.iq(Xml.publishItem(PRESENCE)), new PubsubError(reason, "Because."));
            assertEquals(IQ.Type.error, answer.getType());
            assertEquals("pres1", answer.getID());
            assertEquals("juliet@capulet.lit/balcony", answer.getTo().toString());
            PacketError error = answer.getError();
            assertEquals(reason.type(), error.getType());
            assertEquals("urn:ietf:params:xml:ns:xmpp-stanzas",
                error.getElement().element(reason.condition()).getNamespaceURI());
            assertEquals("Because.", error.getElement().elementText("text"));
            assertEquals(reason.name(), reason.pubsubCondition().isPresent() ? 3 : 2, error.getElement().elements().size());
            reason.pubsubCondition().ifPresent(condition -> {
                Element pubsub = error.getElement().element(condition);
                assertEquals("http://jabber.org/protocol/pubsub#errors", pubsub.getNamespaceURI());
            });
            assertNull("what was sent is not sent back", answer.getChildElement());
        }
    }
}
