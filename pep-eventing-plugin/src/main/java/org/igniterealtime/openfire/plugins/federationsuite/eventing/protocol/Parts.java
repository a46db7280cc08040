package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.ArrayList;
import java.util.List;

import org.dom4j.Attribute;
import org.dom4j.Element;

/**
 * What the element of a stanza was made of, but for its address: values of attributes, and children. By it a stanza that goes
 * to many, one after the other, is known to be still the same. What is changed in the element itself, or put into it, is
 * noticed; what is changed deeper is not, so nobody may, as with any stanza that is on its way to several. Immutable.
 */
public final class Parts {

    private static final String TO = "to";

    private final List<Object> parts;

    private Parts(List<Object> parts) {
        this.parts = parts;
    }

    /**
     * Looks at an element.
     *
     * @param element the element of a stanza
     */
    public static Parts of(Element element) {
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < element.attributeCount(); i++) {
            parts.add(part(element.attribute(i)));
        }
        for (int i = 0; i < element.nodeCount(); i++) {
            parts.add(element.node(i));
        }
        return new Parts(parts);
    }

    /**
     * Tells whether an element is made of the very same.
     *
     * @param element the one that was looked at
     * @return false if it has been changed since, but for its address
     */
    public boolean areOf(Element element) {
        int attributes = element.attributeCount();
        int nodes = element.nodeCount();
        if (parts.size() != attributes + nodes) {
            return false;
        }
        for (int i = 0; i < attributes; i++) {
            if (!parts.get(i).equals(part(element.attribute(i)))) {
                return false;
            }
        }
        for (int i = 0; i < nodes; i++) {
            if (parts.get(attributes + i) != element.node(i)) {
                return false;
            }
        }
        return true;
    }

    private static Object part(Attribute attribute) {
        return TO.equals(attribute.getName()) ? TO : attribute.getValue();
    }
}
