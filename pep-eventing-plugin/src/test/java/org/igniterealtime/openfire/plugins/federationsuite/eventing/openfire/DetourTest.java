package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.lang.reflect.Proxy;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Xml;
import org.jivesoftware.openfire.session.ClientSession;
import org.junit.Test;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** How a request to a service comes to us and is again what it was. */
public class DetourTest {

    private static final String REQUEST = "<iq type=\"set\" id=\"sub2\" from=\"juliet@capulet.lit/balcony\""
        + " to=\"chat.capulet.lit\"><pubsub xmlns=\"http://jabber.org/protocol/pubsub\"><publish node=\"x\"/></pubsub></iq>";

    private final OwnStanzas own = new OwnStanzas(this::passOn, () -> "id");
    private final Detour detour = new Detour(new JID("capulet.lit"), own, (iq, from, to) -> to.getDomain().startsWith("chat."));
    private final ClientSession session = (ClientSession) Proxy.newProxyInstance(DetourTest.class.getClassLoader(),
        new Class<?>[] {ClientSession.class}, (proxy, method, arguments) -> null);

    private void passOn(Packet stanza) {
        detour.interceptPacket(stanza, session, true, false);
    }

    @Test
    public void aRequestIsSentToTheServerInABoxAndComesOutAsItWas() {
        IQ iq = Xml.iq(REQUEST);
        String before = iq.toXML();
        detour.interceptPacket(iq, session, true, false);
        assertEquals("capulet.lit", iq.getTo().toString());
        assertEquals(Detour.NAMESPACE, iq.getChildElement().getNamespaceURI());
        assertTrue(Detour.open(iq));
        assertEquals(before, iq.toXML());
        assertEquals("chat.capulet.lit", iq.getTo().toString());
    }

    @Test
    public void whatIsNotWantedIsNotTouched() {
        for (String other : new String[] {REQUEST.replace("chat.", "pubsub."), REQUEST.replace("chat.", ""),
            REQUEST.replace(" to=\"chat.capulet.lit\"", ""), REQUEST.replace("http://jabber.org/protocol/pubsub", "urn:x"),
            "<iq type=\"result\" id=\"x\" from=\"juliet@capulet.lit/balcony\" to=\"chat.capulet.lit\"/>"}) {
            IQ iq = Xml.iq(other);
            String before = iq.toXML();
            detour.interceptPacket(iq, session, true, false);
            assertEquals(before, iq.toXML());
        }
        IQ iq = Xml.iq(REQUEST);
        String before = iq.toXML();
        detour.interceptPacket(iq, null, true, false);
        detour.interceptPacket(iq, session, true, true);
        detour.interceptPacket(iq, session, false, false);
        assertEquals(before, iq.toXML());
    }

    @Test
    public void aRequestOfAnotherServersClientGoesTheSameWay() {
        IQ iq = Xml.iq(REQUEST.replace("juliet@capulet.lit", "romeo@montague.lit"));
        detour.interceptPacket(iq, null, true, false);
        assertEquals("capulet.lit", iq.getTo().toString());
        IQ service = Xml.iq(REQUEST.replace("juliet@capulet.lit/balcony", "mirror.capulet.lit"));
        detour.interceptPacket(service, null, true, false);
        assertEquals("chat.capulet.lit", service.getTo().toString());
    }

    @Test
    public void whatEventingSendsInTheNameOfAClientGoesWhereItIsSent() {
        IQ iq = Xml.iq(REQUEST);
        String before = iq.toXML();
        own.route(iq);
        assertEquals(before, iq.toXML());
    }

    @Test
    public void aBoxWithNothingInItIsNone() {
        for (String box : new String[] {"", "<detour xmlns='" + Detour.NAMESPACE + "' to='chat.capulet.lit'/>",
            "<detour xmlns='" + Detour.NAMESPACE + "' to='@'><x/></detour>", "<detour xmlns='urn:x' to='a'><x/></detour>"}) {
            assertFalse(box, Detour.open(Xml.iq("<iq type='set' id='x' from='a@b/c' to='capulet.lit'>" + box + "</iq>")));
        }
    }
}
