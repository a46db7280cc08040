package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.junit.Test;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** Payloads as clients write them, and as hostile clients write them. */
public class PresencePayloadCodecTest {

    private static final JID BALCONY = new JID("juliet@capulet.lit/balcony");

    /** The payload inside a whole request, since the server's parser reads it there. */
    private static Element payload(String xml) {
        Element pubsub = Xml.element(Xml.publishItem(xml)).element("pubsub");
        return pubsub.element("publish").element("item").elements().get(0);
    }

    private static PresencePayload decode(String xml) throws MalformedPayloadException {
        return PresencePayloadCodec.decode(payload(xml));
    }

    private static void refused(String xml) {
        MalformedPayloadException e = assertThrows(xml, MalformedPayloadException.class, () -> decode(xml));
        assertFalse("says what is wrong", e.getMessage().isBlank());
    }

    private static String presence(String attributes, String content) {
        return "<presence xmlns='jabber:client'" + attributes + ">" + content + "</presence>";
    }

    @Test
    public void thePayloadOfTheSpecificationsExampleIsRead() throws Exception {
        assertEquals(new PresencePayload(true, Optional.empty(), Optional.empty(), Optional.empty(),
                List.of(new Status(Optional.empty(), "Moping")), OptionalInt.empty(), List.of()),
            decode("<presence from='juliet@capulet.lit/balcony' xmlns='jabber:client'>\n<status>Moping</status>\n</presence>"));
    }

    @Test
    public void everythingThatPresenceMaySayIsRead() throws Exception {
        PresencePayload read = decode(presence(" id='p1' xml:lang='en'", "<show> dnd </show><status>Wooing</status>"
            + "<status xml:lang='cs'>Ja dvo&#x159;&#xED;m</status><priority> -5 </priority>"
            + "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='v'/>"));
        assertTrue(read.available());
        assertEquals(Optional.of("p1"), read.id());
        assertEquals(Optional.of("en"), read.language());
        assertEquals(Optional.of(Show.DND), read.show());
        assertEquals(List.of(new Status(Optional.empty(), "Wooing"), new Status(Optional.of("cs"), "Ja dvo\u0159\u00edm")),
            read.statuses());
        assertEquals(OptionalInt.of(-5), read.priority());
        assertEquals(1, read.extensions().size());
    }

    @Test
    public void eachKindOfShowIsRead() throws Exception {
        for (Show show : Show.values()) {
            assertEquals(Optional.of(show), decode(presence("", "<show>" + show.text() + "</show>")).show());
        }
    }

    @Test
    public void unavailableIsRead() throws Exception {
        assertFalse(decode(presence(" type='unavailable'", "<status>gone</status>")).available());
    }

    @Test
    public void thePrioritiesAtTheBoundsAreRead() throws Exception {
        assertEquals(OptionalInt.of(-128), decode(presence("", "<priority>-128</priority>")).priority());
        assertEquals(OptionalInt.of(127), decode(presence("", "<priority>127</priority>")).priority());
    }

    @Test
    public void anEmptyStatusIsKept() throws Exception {
        assertEquals(List.of(new Status(Optional.empty(), "")), decode(presence("", "<status/>")).statuses());
    }

    @Test
    public void aPayloadWhoseNamespaceTheParserTookOffIsRead() throws Exception {
        Element bare = DocumentHelper.parseText("<presence><show>away</show></presence>").getRootElement();
        assertEquals(Optional.of(Show.AWAY), PresencePayloadCodec.decode(bare).show());
    }

    @Test
    public void typesOtherThanAvailableAndUnavailableAreRefused() {
        for (String type : new String[] {"subscribe", "subscribed", "unsubscribe", "unsubscribed", "probe", "error",
            "available", "invisible", "", "UNAVAILABLE", "unavailable "}) {
            refused(presence(" type='" + type + "'", ""));
        }
    }

    @Test
    public void aPayloadForOneRecipientIsRefused() {
        refused(presence(" to='romeo@montague.lit'", ""));
        refused(presence(" to='juliet@capulet.lit'", ""));
        refused(presence(" to=''", ""));
    }

    @Test
    public void aPayloadThatIsNotPresenceIsRefused() {
        refused("<tune xmlns='http://jabber.org/protocol/tune'/>");
        refused("<message xmlns='jabber:client'><body>hi</body></message>");
        refused("<iq xmlns='jabber:client' type='set'/>");
        refused("<presence xmlns='urn:example:other'/>");
        refused("<presence/>");
        refused("<Presence xmlns='jabber:client'/>");
    }

    @Test
    public void wrongOrRepeatedChildrenAreRefused() {
        refused(presence("", "<show>busy</show>"));
        refused(presence("", "<show/>"));
        refused(presence("", "<show>away</show><show>away</show>"));
        refused(presence("", "<show>away<b/></show>"));
        refused(presence("", "<priority>128</priority>"));
        refused(presence("", "<priority>-129</priority>"));
        refused(presence("", "<priority>99999999999999999999</priority>"));
        refused(presence("", "<priority>1.5</priority>"));
        refused(presence("", "<priority/>"));
        refused(presence("", "<priority>1</priority><priority>1</priority>"));
        refused(presence("", "<status>a</status><status>b</status>"));
        refused(presence("", "<status xml:lang='en'>a</status><status xml:lang='en'>b</status>"));
        refused(presence("", "<status><b>bold</b></status>"));
        refused(presence("", "<error type='cancel'/>"));
        refused(presence("", "<body>hi</body>"));
    }

    @Test
    public void aPayloadNestedWithoutEndIsRefusedWithoutRecursionWithoutEnd() {
        int depth = 100_000;
        refused(presence("", "<x xmlns='urn:example:deep'>" + "<y>".repeat(depth) + "</y>".repeat(depth) + "</x>"));
    }

    @Test
    public void theRefusalRepeatsNothingOfThePayload() {
        MalformedPayloadException e = assertThrows(MalformedPayloadException.class,
            () -> decode(presence("", "<show>&lt;script&gt;</show>")));
        assertFalse(e.getMessage().contains("script"));
    }

    @Test
    public void theStanzaComesFromTheTrueResourceAndGoesToNobodyInParticular() throws Exception {
        Presence stanza = PresencePayloadCodec.encode(decode(presence(" from='romeo@montague.lit/orchard'", "")), BALCONY);
        assertEquals(BALCONY, stanza.getFrom());
        assertNull(stanza.getTo());
        assertNull(stanza.getElement().attributeValue("type"));
    }

    @Test
    public void theStanzaIsWhatTheResourceWouldHaveSentItself() throws Exception {
        Presence stanza = PresencePayloadCodec.encode(decode(presence(" id='p1' xml:lang='en'",
            "<show>xa</show><status>a &lt; b</status><status xml:lang='cs'>c</status><priority>7</priority>"
            + "<x xmlns='vcard-temp:x:update'><photo>12ab</photo></x>")), BALCONY);
        assertEquals(Presence.Show.xa, stanza.getShow());
        assertEquals("a < b", stanza.getStatus());
        assertEquals(7, stanza.getPriority());
        assertEquals("p1", stanza.getID());
        assertEquals("<presence from=\"juliet@capulet.lit/balcony\" id=\"p1\" xml:lang=\"en\"><show>xa</show>"
            + "<status>a &lt; b</status><status xml:lang=\"cs\">c</status><priority>7</priority>"
            + "<x xmlns=\"vcard-temp:x:update\"><photo>12ab</photo></x></presence>", stanza.toXML());
    }

    @Test
    public void anUnavailableStanzaSaysSo() throws Exception {
        Presence stanza = PresencePayloadCodec.encode(decode(presence(" type='unavailable'", "<status>gone</status>")), BALCONY);
        assertEquals(Presence.Type.unavailable, stanza.getType());
        assertEquals("gone", stanza.getStatus());
    }

    @Test
    public void whatIsReadDoesNotChangeWithWhatItWasReadFrom() throws Exception {
        Element source = payload(presence("", "<x xmlns='urn:example:x'><y/></x>"));
        PresencePayload read = PresencePayloadCodec.decode(source);
        source.element("x").clearContent();
        read.extensions().get(0).toElement().clearContent();
        assertEquals("<x xmlns=\"urn:example:x\"><y/></x>", read.extensions().get(0).toElement().asXML());
    }

    @Test
    public void readingDoesNotChangeTheStanza() throws Exception {
        Element source = payload(presence("", "<show>away</show><x xmlns='urn:example:x'/>"));
        String before = source.asXML();
        PresencePayloadCodec.decode(source);
        assertEquals(before, source.asXML());
    }
}
