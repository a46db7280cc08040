package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.List;

import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.QName;

/**
 * Clients' stanzas outside of a stream. On a stream they need no namespace, because it is the stream's own and the server's
 * parser takes it off; inside an item they do. No state; may be called from any thread.
 */
final class ClientXml {

    /** The namespace of clients' stanzas. */
    static final String NAMESPACE = "jabber:client";

    /** How deep a payload may be nested. Copying and writing XML recurses, so without a bound a stanza ends a thread. */
    static final int MAX_DEPTH = 64;

    private static final Namespace CLIENT = Namespace.get(NAMESPACE);

    private ClientXml() {
    }

    /**
     * Tells whether an element is a client's stanza, or part of one, rather than somebody else's extension.
     *
     * @param element any element
     * @return true in {@link #NAMESPACE}, and in none
     */
    static boolean isClients(Element element) {
        return NAMESPACE.equals(element.getNamespaceURI()) || element.getNamespaceURI().isEmpty();
    }

    static boolean isDeeperThan(int levels, Element element) {
        if (levels == 0) {
            return true;
        }
        for (Element child : element.elements()) {
            if (isDeeperThan(levels - 1, child)) {
                return true;
            }
        }
        return false;
    }

    /** A copy in which what is in no namespace is in {@link #NAMESPACE}, down to other people's elements. */
    static Element qualified(Element element) {
        Element copy = element.createCopy();
        rename(copy, "", CLIENT);
        return copy;
    }

    /** The same element, in which what is in {@link #NAMESPACE} is in none, down to other people's elements. */
    static Element unqualified(Element element) {
        rename(element, NAMESPACE, Namespace.NO_NAMESPACE);
        return element;
    }

    private static void rename(Element element, String from, Namespace to) {
        if (!from.equals(element.getNamespaceURI())) {
            return;
        }
        element.setQName(QName.get(element.getName(), to));
        // A list of its own: renaming in place is seen by nobody who iterates.
        List.copyOf(element.elements()).forEach(child -> rename(child, from, to));
    }
}
