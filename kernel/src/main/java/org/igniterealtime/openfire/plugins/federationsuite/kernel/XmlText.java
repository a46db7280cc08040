package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.io.StringReader;

import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;

import org.dom4j.DocumentException;
import org.dom4j.Element;
import org.dom4j.io.SAXReader;
import org.xml.sax.SAXException;

/**
 * Reads XML that was kept as text, or has come from another node of a cluster: without document types, which can make a parser
 * fetch files or fill the memory. By Java's own parser: the one that Openfire 4.2.0 brings (Xerces 2.4.0) says each character of
 * four bytes in an attribute several times, such as in a nick, and the more there are the more often. Thread-safe: one parses at
 * a time. It keeps a parser, which is large.
 */
public final class XmlText {

    private final SAXReader reader;

    /** A reader. */
    public XmlText() {
        try {
            reader = new SAXReader(SAXParserFactory.newDefaultNSInstance().newSAXParser().getXMLReader());
            reader.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("Every Java's parser can do without document types", e);
        }
    }

    /**
     * Reads an element.
     *
     * @param text an XML document
     * @return its root
     * @throws DocumentException if it is not well-formed, or has a document type
     */
    public synchronized Element read(String text) throws DocumentException {
        return reader.read(new StringReader(text)).getRootElement();
    }
}
