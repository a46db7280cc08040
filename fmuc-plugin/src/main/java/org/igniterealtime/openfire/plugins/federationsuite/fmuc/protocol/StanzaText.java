package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.util.Optional;

import org.dom4j.DocumentException;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.XmlText;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** Stanzas as texts, for their way to another node of a cluster. Thread-safe. */
public final class StanzaText {

    private final XmlText reader = new XmlText();

    /** Writes a stanza. */
    public static String write(Packet stanza) {
        return stanza.getElement().asXML();
    }

    /**
     * Reads a stanza.
     *
     * @param xml as {@link #write} wrote it
     * @return the stanza; empty if it is not well-formed, or no stanza, because an address in it is none
     */
    public Optional<Packet> read(String xml) {
        try {
            return Optional.of(of(reader.read(xml)));
        } catch (DocumentException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The stanza that an element is.
     *
     * @throws IllegalArgumentException if it is none, because an address in it is none
     */
    public static Packet of(Element element) {
        return switch (element.getName()) {
            case "message" -> new Message(element, true);
            case "presence" -> new Presence(element, true);
            default -> new IQ(element, true);
        };
    }
}
