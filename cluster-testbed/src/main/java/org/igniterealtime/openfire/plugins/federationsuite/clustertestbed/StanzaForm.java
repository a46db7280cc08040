package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import java.io.Serializable;
import org.dom4j.DocumentException;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;
import org.xmpp.packet.Roster;

/**
 * A stanza on its way to another node.
 *
 * @param xml the stanza
 */
record StanzaForm(String xml) implements Serializable {

    static StanzaForm of(Packet stanza) {
        return new StanzaForm(stanza.toXML());
    }

    private static boolean isRoster(Element query) {
        return query != null && "jabber:iq:roster".equals(query.getNamespaceURI());
    }

    Packet stanza() {
        try {
            Element element = DocumentHelper.parseText(xml).getRootElement();
            return switch (element.getName()) {
                case "message" -> new Message(element, true);
                case "presence" -> new Presence(element, true);
                default -> isRoster(element.element("query")) ? new Roster(element) : new IQ(element, true);
            };
        } catch (DocumentException e) {
            throw new IllegalArgumentException("Not a stanza: " + xml, e);
        }
    }
}
