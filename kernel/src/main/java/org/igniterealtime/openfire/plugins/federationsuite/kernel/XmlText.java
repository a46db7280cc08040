package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.io.StringReader;

import org.dom4j.DocumentException;
import org.dom4j.Element;
import org.dom4j.io.SAXReader;
import org.xml.sax.SAXException;

/**
 * Reads XML that was kept as text, or has come from another node of a cluster: without document types, which can make a parser
 * fetch files or fill the memory. Thread-safe: one parses at a time. It keeps a parser, which is large.
 */
public final class XmlText {

    private final SAXReader reader = new SAXReader();

    /** A reader. */
    public XmlText() {
        try {
            reader.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        } catch (SAXException e) {
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
