package org.igniterealtime.openfire.plugins.federationsuite.testbed.xml;

import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * One element of a stream, as it was on the wire. Equal if the text is. Immutable; parsed when first asked for more than
 * its text. Thread-safe.
 */
public final class Stanza {

    private final String name;
    private final String text;
    private Element parsed;

    /**
     * Makes a stanza.
     *
     * @param name the element's local name: {@code message}, {@code presence}, {@code iq}
     * @param text the element's text, from its {@code <} to its last {@code >}; without the namespaces that its stream
     *     declares
     */
    public Stanza(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /**
     * The element's name.
     *
     * @return {@code message}, {@code presence} or {@code iq}
     */
    public String name() {
        return name;
    }

    /**
     * The element's text.
     *
     * @return exactly what was on the wire
     */
    public String text() {
        return text;
    }

    /**
     * The parsed element.
     *
     * @return a copy of the caller's own; its default namespace is {@code jabber:client}, whatever the stream's was
     * @throws IllegalStateException if the text is not XML
     */
    public synchronized Element element() {
        return (Element) root().cloneNode(true);
    }

    private synchronized Element root() {
        if (parsed == null) {
            parsed = parse(text);
        }
        return parsed;
    }

    private static Element parse(String text) {
        String stream = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
            + " xmlns:db='jabber:server:dialback'>" + text + "</stream:stream>";
        try {
            // Java's own: among the server's jars is one that is older than the features.
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element root = factory.newDocumentBuilder().parse(new InputSource(new StringReader(stream))).getDocumentElement();
            return (Element) root.getFirstChild();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new IllegalStateException("Not a stanza: " + text, e);
        }
    }

    /**
     * An attribute of the stanza itself.
     *
     * @param attribute such as {@code from}
     * @return its value, empty if it is not there
     */
    public synchronized String attribute(String attribute) {
        return root().getAttribute(attribute);
    }

    /**
     * The sender's address.
     *
     * @return the attribute {@code from}, empty if there is none
     */
    public String from() {
        return attribute("from");
    }

    /**
     * The recipient's address.
     *
     * @return the attribute {@code to}, empty if there is none
     */
    public String to() {
        return attribute("to");
    }

    /**
     * The stanza's type.
     *
     * @return the attribute {@code type}, empty if there is none
     */
    public String type() {
        return attribute("type");
    }

    /**
     * The stanza's id.
     *
     * @return the attribute {@code id}, empty if there is none
     */
    public String id() {
        return attribute("id");
    }

    /**
     * The text of a message.
     *
     * @return the text of the first {@code <body/>}, empty if there is none
     */
    public String body() {
        return child("jabber:client", "body").map(Element::getTextContent).orElse("");
    }

    /**
     * Looks for a child element.
     *
     * @param namespace its namespace
     * @param local its local name
     * @return the first such child
     */
    public Optional<Element> child(String namespace, String local) {
        return child(element(), namespace, local);
    }

    /**
     * Looks for a child of an element.
     *
     * @param parent where to look
     * @param namespace the child's namespace
     * @param local the child's local name
     * @return the first such child
     */
    public static Optional<Element> child(Element parent, String namespace, String local) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && local.equals(child.getLocalName())
                && namespace.equals(child.getNamespaceURI())) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Stanza stanza && stanza.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
