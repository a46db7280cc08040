package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.Optional;

import org.dom4j.Attribute;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.Node;
import org.dom4j.QName;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * A presence stanza as the payload of an item: what the resource said, from the resource, to nobody. No state; may be called
 * from any thread.
 */
public final class PresenceItem {

    private static final String SERVERS = "jabber:server";

    private PresenceItem() {
    }

    /**
     * Makes a payload of a stanza.
     *
     * @param stanza presence, available or not; not changed
     * @param from   the resource that it is of
     * @return a new element; empty if the stanza is nested too deep to be copied
     */
    public static Optional<Element> of(Presence stanza, JID from) {
        Element copy = copy(stanza.getElement(), ClientXml.MAX_DEPTH);
        if (copy == null) {
            return Optional.empty();
        }
        copy.addAttribute("to", null);
        copy.addAttribute("from", from.toString());
        return Optional.of(copy);
    }

    /**
     * The server's parser takes the namespace of the stream off what stands in it directly; in an item, that of the item
     * would count.
     */
    private static Element copy(Element original, int levels) {
        if (levels == 0) {
            return null;
        }
        String namespace = original.getNamespaceURI();
        Element copy = DocumentHelper.createElement(namespace.isEmpty() || SERVERS.equals(namespace)
            ? QName.get(original.getName(), PresencePayloadCodec.NAMESPACE) : original.getQName());
        for (Attribute attribute : original.attributes()) {
            copy.addAttribute(attribute.getQName(), attribute.getValue());
        }
        for (Node child : original.content()) {
            if (child instanceof Element element) {
                Element inner = copy(element, levels - 1);
                if (inner == null) {
                    return null;
                }
                copy.add(inner);
            } else if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                copy.addText(child.getText());
            }
        }
        return copy;
    }
}
