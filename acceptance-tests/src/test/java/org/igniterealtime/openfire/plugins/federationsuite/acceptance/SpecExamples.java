package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The example stanzas of the ProtoXEP with the addresses of the tests' domains. */
final class SpecExamples {

    /** Longest first, so that no address is taken for the beginning of another. */
    private static final Map<String, String> ADDRESSES = new LinkedHashMap<>();

    static {
        ADDRESSES.put("jabberchat\\40talk.example.com@mirror.remote.example.com", FederationTest.SLAVE);
        ADDRESSES.put("jabberchat@talk.example.com", FederationTest.MASTER);
        ADDRESSES.put("kev@remote.example.com", "kev@montague.lit");
        ADDRESSES.put("curtis@example.com", "curtis@capulet.lit");
    }

    private final List<Element> examples = new ArrayList<>();

    SpecExamples() {
        try (InputStream in = SpecExamples.class.getResourceAsStream("protoxep-0.0.1-examples.xml")) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            children(factory.newDocumentBuilder().parse(in).getDocumentElement()).forEach(examples::add);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * An example.
     *
     * @param number  its number in the specification, from 1
     * @param caption its caption, so that a test reads without the specification beside it
     * @return its stanzas, with our addresses
     */
    List<Element> example(int number, String caption) {
        Element example = examples.get(number - 1);
        if (!example.getAttribute("caption").equals(caption)) {
            throw new IllegalArgumentException(number + " is " + example.getAttribute("caption"));
        }
        return children((Element) withAddresses(example.cloneNode(true)));
    }

    /** How many examples there are. */
    int size() {
        return examples.size();
    }

    private static Node withAddresses(Node node) {
        for (Element element : children((Element) node)) {
            for (String name : List.of("from", "to")) {
                if (element.hasAttribute(name)) {
                    element.setAttribute(name, mapped(element.getAttribute(name)));
                }
            }
            withAddresses(element);
        }
        return node;
    }

    private static String mapped(String address) {
        for (Map.Entry<String, String> entry : ADDRESSES.entrySet()) {
            if (address.startsWith(entry.getKey())) {
                return entry.getValue() + address.substring(entry.getKey().length());
            }
        }
        throw new IllegalArgumentException("No address of ours for " + address);
    }

    static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
