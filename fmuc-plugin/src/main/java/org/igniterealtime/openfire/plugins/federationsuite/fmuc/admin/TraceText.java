package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.util.Set;

import org.dom4j.Attribute;
import org.dom4j.CharacterData;
import org.dom4j.Comment;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.Node;
import org.xmpp.packet.Packet;

/**
 * Writes a stanza down for a trace. Where bodies are hidden, no text that is between tags is written, and no attribute of an
 * element that is not known to have none that people write; each is replaced by {@code [...N]}, where N is how many
 * characters it had. A password is never written.
 */
final class TraceText {

    /** The longest text of one stanza. */
    static final int LONGEST = 8192;
    private static final String MUC = "http://jabber.org/protocol/muc";
    /** Whose attributes are addresses, nicks, numbers and words of protocols. */
    private static final Set<String> PLAIN = Set.of("", "jabber:client", "jabber:server", "jabber:component:accept", MUC,
        MUC + "#user", MUC + "#admin", "http://isode.com/protocol/fmuc", "urn:ietf:params:xml:ns:xmpp-stanzas",
        "urn:xmpp:delay", "urn:xmpp:sid:0", "urn:xmpp:occupant-id:0", "urn:xmpp:ping", "urn:xmpp:receipts",
        "http://jabber.org/protocol/caps", "http://jabber.org/protocol/chatstates",
        "http://jabber.org/protocol/disco#info", "http://jabber.org/protocol/disco#items");

    private TraceText() {
    }

    /**
     * The text.
     *
     * @param stanza not changed
     * @param bodies whether to show what people wrote
     * @return XML; what is longer than {@value #LONGEST} characters is cut off
     */
    static String of(Packet stanza, boolean bodies) {
        Element copy = stanza.getElement().createCopy();
        hide(copy, bodies);
        String text = copy.asXML();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + '\u2026';
    }

    private static void hide(Element element, boolean bodies) {
        boolean secret = element.getName().equals("password");
        if (!bodies && !PLAIN.contains(element.getNamespaceURI())) {
            for (Attribute attribute : element.attributes()) {
                attribute.setValue(mark(attribute.getValue().length()));
            }
        }
        StringBuilder hidden = new StringBuilder();
        for (int i = element.nodeCount() - 1; i >= 0; i--) {
            Node node = element.node(i);
            if (node instanceof Element child) {
                hide(child, bodies);
            } else if (!(node instanceof Namespace) && (secret || !bodies || node instanceof Comment)) {
                hidden.append(node instanceof CharacterData ? node.getText() : "");
                node.detach();
            }
        }
        // A parser breaks a text into pieces, and what lies between elements says nothing.
        if (!hidden.toString().isBlank()) {
            element.addText(mark(hidden.length()));
        }
    }

    private static String mark(int length) {
        return "[\u2026" + length + ']';
    }
}
