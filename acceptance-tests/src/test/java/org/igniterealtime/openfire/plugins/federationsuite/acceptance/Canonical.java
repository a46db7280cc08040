package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Writes an element so that two that mean the same are the same text: attributes sorted, prefixes and white space gone. */
final class Canonical {

    /** What newer servers add to stanzas of their users and rooms, of which the specification could not know. */
    private static final Set<String> ADDED_BY_SERVERS =
        Set.of("urn:xmpp:occupant-id:0", "urn:xmpp:sid:0", "vcard-temp:x:update");

    private Canonical() {
    }

    /** The text of an element, child by child, one line each. */
    static String text(Element element) {
        StringBuilder text = new StringBuilder();
        write(element, "", text);
        return text.toString();
    }

    private static void write(Element element, String indent, StringBuilder text) {
        text.append(indent).append(element.getLocalName()).append(" {").append(element.getNamespaceURI()).append('}');
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            // The number that XEP-0086 has for an error: some versions of Openfire still give it to old clients.
            boolean oldNumber = element.getLocalName().equals("error") && attribute.getNodeName().equals("code");
            if (!oldNumber && !"http://www.w3.org/2000/xmlns/".equals(attribute.getNamespaceURI())) {
                attributes.put(attribute.getNodeName(), attribute.getNodeValue());
            }
        }
        attributes.forEach((name, value) -> text.append(' ').append(name).append("='").append(value).append('\''));
        if (SpecExamples.children(element).isEmpty() && !element.getTextContent().isBlank()) {
            text.append(" \"").append(element.getTextContent()).append('"');
        }
        text.append('\n');
        for (Element child : SpecExamples.children(element)) {
            // Newer rooms explain their errors to people, which any error may.
            boolean explanation = element.getLocalName().equals("error") && child.getLocalName().equals("text");
            if (!explanation && !ADDED_BY_SERVERS.contains(child.getNamespaceURI())) {
                write(child, indent + "  ", text);
            }
        }
    }
}
