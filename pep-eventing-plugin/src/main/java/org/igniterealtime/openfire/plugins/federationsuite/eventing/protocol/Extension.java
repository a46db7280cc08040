package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import org.dom4j.Element;

/**
 * An element of somebody else's namespace that travels in a stanza untouched, such as entity capabilities. Immutable: what
 * it is made of and what it gives out are copies. Two are equal if they are the same XML. Thread-safe.
 */
public final class Extension {

    private final Element element;

    /**
     * Copies an element.
     *
     * @param element any element
     */
    public Extension(Element element) {
        this.element = element.createCopy();
    }

    /**
     * The element.
     *
     * @return a copy without a parent
     */
    public Element toElement() {
        return element.createCopy();
    }

    /**
     * Tells whose element it is.
     *
     * @param namespace a namespace
     */
    public boolean isIn(String namespace) {
        return namespace.equals(element.getNamespaceURI());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Extension that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return element.asXML();
    }
}
