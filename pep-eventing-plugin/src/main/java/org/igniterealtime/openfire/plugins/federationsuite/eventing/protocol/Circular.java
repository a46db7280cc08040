package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.List;

import org.dom4j.Element;
import org.dom4j.Node;
import org.dom4j.tree.DefaultElement;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.xmpp.packet.Message;

/**
 * The element of a message that goes to many, one after the other, and differs in nothing but its address: it is written once,
 * and each of them gets that text with his address in it. To write a notice takes longer than all else that is done for one
 * receiver. If the element is changed, as far as {@link Parts} notices it, it is written again. Not thread-safe.
 */
@SuppressFBWarnings(value = "SE_TRANSIENT_FIELD_NOT_RESTORED", justification = "What is not there is written anew.")
public final class Circular extends DefaultElement {

    private static final long serialVersionUID = 1L;
    private static final String TO = "to";
    private static final String ADDRESS = " to=\"";

    /** What it was made of when it was written. */
    private transient Parts parts;
    private transient String before;
    private transient String after;

    private Circular(Element original) {
        super(original.getQName());
        appendAttributes(original);
        for (Node node : List.copyOf(original.content())) {
            add(node.detach());
        }
    }

    /**
     * Makes a message one that goes to many.
     *
     * @param message complete but for its address; taken to pieces
     * @return the same message
     */
    public static Message of(Message message) {
        return new Message(new Circular(message.getElement()));
    }

    @Override
    public String asXML() {
        String to = attributeValue(TO);
        if (to == null || !needsNoEscape(to)) {
            return super.asXML();
        }
        if (before == null || !parts.areOf(this)) {
            write();
        }
        return before + to + after;
    }

    /** In text that was written an attribute's value has no quotation mark in it, so the first address is the element's. */
    private void write() {
        String xml = super.asXML();
        int start = xml.indexOf(ADDRESS) + ADDRESS.length();
        before = xml.substring(0, start);
        after = xml.substring(xml.indexOf('"', start));
        parts = Parts.of(this);
    }

    private static boolean needsNoEscape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '&' || c == '<' || c == '>' || c == '\'') {
                return false;
            }
        }
        return true;
    }
}
