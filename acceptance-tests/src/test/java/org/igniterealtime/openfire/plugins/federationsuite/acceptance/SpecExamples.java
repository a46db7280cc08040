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

/** The example stanzas of a specification with the addresses of the tests' domains. */
final class SpecExamples {

    private final Map<String, String> addresses;
    private final List<Element> examples = new ArrayList<>();

    private SpecExamples(String file, Map<String, String> addresses) {
        this.addresses = addresses;
        try (InputStream in = SpecExamples.class.getResourceAsStream(file)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            children(factory.newDocumentBuilder().parse(in).getDocumentElement()).forEach(examples::add);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those of the ProtoXEP "Federated MUC for constrained environments". */
    static SpecExamples ofFmuc() {
        // Longest first, so that no address is taken for the beginning of another.
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("jabberchat\\40talk.example.com@mirror.remote.example.com", FederationTest.SLAVE);
        addresses.put("jabberchat@talk.example.com", FederationTest.MASTER);
        addresses.put("kev@remote.example.com", "kev@montague.lit");
        addresses.put("curtis@example.com", "curtis@capulet.lit");
        return new SpecExamples("protoxep-0.0.1-examples.xml", addresses);
    }

    /** Those of XEP-0207. Its third domain, where the Bard and the services are, is one of our two. */
    static SpecExamples ofEventing() {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("characters@chat.shakespeare.lit", "characters@conference.capulet.lit");
        addresses.put("chat.shakespeare.lit", "conference.capulet.lit");
        addresses.put("pubsub.shakespeare.lit", "pubsub.capulet.lit");
        addresses.put("bard@shakespeare.lit", "bard@montague.lit");
        // Two slips: everywhere else Juliet is at capulet.lit, and Romeo at montague.lit.
        addresses.put("juliet@example.com", "juliet@capulet.lit");
        addresses.put("romeo@capulet.lit", "romeo@montague.lit");
        for (String ours : List.of("juliet@capulet.lit", "nurse@capulet.lit", "romeo@montague.lit", "benvolio@montague.lit",
            "capulet.lit", "montague.lit")) {
            addresses.put(ours, ours);
        }
        return new SpecExamples("xep-0207-1.0-examples.xml", addresses);
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

    private Node withAddresses(Node node) {
        for (Element element : children((Element) node)) {
            for (String name : List.of("from", "to", "jid")) {
                if (element.hasAttribute(name)) {
                    element.setAttribute(name, mapped(element.getAttribute(name)));
                }
            }
            if (element.getLocalName().equals("value") && element.getTextContent().contains("@")) {
                element.setTextContent(mapped(element.getTextContent()));
            }
            withAddresses(element);
        }
        return node;
    }

    private String mapped(String address) {
        for (Map.Entry<String, String> entry : addresses.entrySet()) {
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
