package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import org.dom4j.Attribute;
import org.dom4j.CDATA;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.Node;
import org.xmpp.packet.Packet;

/**
 * How long stanzas are as XML in UTF-8, as the server writes them, without writing them: a room with two hundred people in it
 * is asked that for two hundred copies of each message, and would spend more on counting them than on sending them.
 */
public final class XmlLength {

    private static final int CDATA_MARKS = "<![CDATA[]]>".length();
    private static final int TAG_MARKS = "<></>".length();
    private static final int EMPTY_MARKS = "</>".length();
    private static final int ATTRIBUTE_MARKS = " =\"\"".length();
    private static final int DECLARATION_MARKS = " xmlns=\"\"".length();
    private static final int LAST_OF_ONE_BYTE = 0x7F;
    private static final int LAST_OF_TWO_BYTES = 0x7FF;
    private static final int THREE_BYTES = 3;

    private XmlLength() {
    }

    /** The namespaces that are declared at some place, the innermost first. */
    private record Scope(Namespace declared, Scope outer) {

        static final Scope OUTERMOST = new Scope(Namespace.NO_NAMESPACE, null);

        boolean declares(Namespace namespace) {
            for (Scope scope = this; scope != null; scope = scope.outer) {
                if (scope.declared.getPrefix().equals(namespace.getPrefix())) {
                    return scope.declared.getURI().equals(namespace.getURI());
                }
            }
            return false;
        }
    }

    /**
     * The length of a stanza.
     *
     * @return bytes
     */
    public static int of(Packet stanza) {
        return of(stanza.getElement(), Scope.OUTERMOST);
    }

    /**
     * By how much a stanza becomes longer that is given a receiver.
     *
     * @param to the text of his address
     * @return bytes
     */
    public static int ofReceiver(String to) {
        return ATTRIBUTE_MARKS + plain("to") + escaped(to, true);
    }

    private static int of(Element element, Scope outer) {
        Scope scope = outer;
        int length = 0;
        if (isToBeDeclared(element.getNamespace(), scope)) {
            scope = new Scope(element.getNamespace(), scope);
            length += declaration(element.getNamespace());
        }
        int nodes = element.nodeCount();
        for (int i = 0; i < nodes; i++) {
            if (element.node(i) instanceof Namespace additional && isToBeDeclared(additional, scope)) {
                scope = new Scope(additional, scope);
                length += declaration(additional);
            }
        }
        for (int i = 0; i < element.attributeCount(); i++) {
            Attribute attribute = element.attribute(i);
            Namespace namespace = attribute.getNamespace();
            if (!namespace.getURI().isEmpty() && isToBeDeclared(namespace, scope)) {
                scope = new Scope(namespace, scope);
                length += declaration(namespace);
            }
            length += ATTRIBUTE_MARKS + plain(attribute.getQualifiedName()) + escaped(attribute.getValue(), true);
        }
        int name = plain(element.getQualifiedName());
        if (nodes == 0) {
            return length + EMPTY_MARKS + name;
        }
        for (int i = 0; i < nodes; i++) {
            length += of(element.node(i), scope);
        }
        return length + TAG_MARKS + 2 * name;
    }

    private static int of(Node node, Scope scope) {
        if (node instanceof Element child) {
            return of(child, scope);
        }
        if (node instanceof CDATA data) {
            return CDATA_MARKS + plain(data.getText());
        }
        if (node instanceof Namespace) {
            return 0;
        }
        String text = node.getText();
        return text == null ? 0 : escaped(text, false);
    }

    private static boolean isToBeDeclared(Namespace namespace, Scope scope) {
        return !Namespace.XML_NAMESPACE.equals(namespace) && !scope.declares(namespace);
    }

    private static int declaration(Namespace namespace) {
        int prefix = namespace.getPrefix().isEmpty() ? 0 : 1 + plain(namespace.getPrefix());
        return DECLARATION_MARKS + prefix + plain(namespace.getURI());
    }

    private static int escaped(String text, boolean inAttribute) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            length += switch (c) {
                case '<', '>' -> "&lt;".length();
                case '&' -> "&amp;".length();
                case '"' -> inAttribute ? "&quot;".length() : 1;
                default -> bytes(c);
            };
        }
        return length;
    }

    private static int plain(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            length += bytes(text.charAt(i));
        }
        return length;
    }

    private static int bytes(char c) {
        if (c <= LAST_OF_ONE_BYTE) {
            return 1;
        }
        // Each half of a pair is half of four bytes.
        return c <= LAST_OF_TWO_BYTES || Character.isSurrogate(c) ? 2 : THREE_BYTES;
    }
}
