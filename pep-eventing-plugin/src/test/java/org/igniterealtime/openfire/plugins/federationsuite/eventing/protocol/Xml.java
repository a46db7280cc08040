package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.io.StringReader;

import org.dom4j.Element;
import org.dom4j.io.XMPPPacketReader;
import org.xmlpull.v1.XmlPullParserFactory;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Presence;

/** Stanzas from literal XML, read by Openfire's own parser, which takes some namespaces off and leaves others. */
public final class Xml {

    private Xml() {
    }

    /** An element as the server would read it from a client's stream. */
    public static Element element(String xml) {
        try {
            XMPPPacketReader reader = new XMPPPacketReader();
            reader.setXPPFactory(XmlPullParserFactory.newInstance("org.jivesoftware.openfire.net.MXParser", null));
            return reader.read(new StringReader(xml)).getRootElement();
        } catch (Exception e) {
            throw new IllegalArgumentException(xml, e);
        }
    }

    /** An IQ as the server would read it from a client's stream. */
    public static IQ iq(String xml) {
        return new IQ(element(xml), true);
    }

    /** A message as the server would read it from a stream. */
    public static Message message(String xml) {
        return new Message(element(xml), true);
    }

    /** Presence as the server would read it from a stream. */
    public static Presence presence(String xml) {
        return new Presence(element(xml), true);
    }

    /** The request of XEP-0207's example "Presence Publish" with other content; 4.2 hands it over like this. */
    public static String publish(String pubsubContent) {
        return "<iq xmlns='jabber:client' from='juliet@capulet.lit/balcony' type='set' id='pres1'>"
            + "<pubsub xmlns='http://jabber.org/protocol/pubsub'>" + pubsubContent + "</pubsub></iq>";
    }

    /** The same with another payload. */
    public static String publishItem(String payload) {
        return publish("<publish node='presence'><item>" + payload + "</item></publish>");
    }
}
