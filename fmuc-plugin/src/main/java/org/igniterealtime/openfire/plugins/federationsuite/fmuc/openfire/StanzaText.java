package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.io.StringReader;
import java.util.Optional;

import org.dom4j.DocumentException;
import org.dom4j.Element;
import org.dom4j.io.SAXReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.SAXException;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** Stanzas as texts, for their way to another node of a cluster. Thread-safe. */
final class StanzaText {

    private static final Logger LOG = LoggerFactory.getLogger(StanzaText.class);

    private final SAXReader reader = new SAXReader();

    StanzaText() {
        try {
            reader.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        } catch (SAXException e) {
            throw new IllegalStateException("Every Java's parser can do without document types", e);
        }
    }

    /** Writes a stanza. */
    static String write(Packet stanza) {
        return stanza.getElement().asXML();
    }

    /** Reads a stanza that another node has written; empty if it is none. */
    synchronized Optional<Packet> read(String xml) {
        try {
            Element element = reader.read(new StringReader(xml)).getRootElement();
            return Optional.of(switch (element.getName()) {
                case "message" -> new Message(element, true);
                case "presence" -> new Presence(element, true);
                default -> new IQ(element, true);
            });
        } catch (DocumentException e) {
            LOG.warn("Another node handed over what is no stanza: {}", e.toString());
            return Optional.empty();
        }
    }
}
