package org.igniterealtime.openfire.plugins.federationsuite.fmuc;

import static org.junit.Assert.assertEquals;

import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.dom4j.Attribute;
import org.dom4j.CharacterData;
import org.dom4j.DocumentException;
import org.dom4j.Element;
import org.dom4j.Node;
import org.dom4j.io.SAXReader;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** XML as tests write it: to stanzas, and compared by what it means and not by how it is written. */
public final class Xml {

    /** Namespaces of streams: servers take them off and put them on, and they mean nothing. */
    private static final Set<String> OF_STREAMS = Set.of("jabber:client", "jabber:server");

    /** Kept, because each new one looks through all jars for a parser. */
    private static final ThreadLocal<SAXReader> READER = ThreadLocal.withInitial(SAXReader::new);

    private Xml() {
    }

    /** Parses one element. */
    public static Element element(String xml) {
        try {
            return READER.get().read(new StringReader(xml)).getRootElement();
        } catch (DocumentException e) {
            throw new IllegalArgumentException(xml, e);
        }
    }

    /** Parses one stanza. Addresses are taken as they are, as from another server. */
    public static Packet stanza(String xml) {
        Element element = element(xml);
        return switch (element.getName()) {
            case "presence" -> new Presence(element, true);
            case "message" -> new Message(element, true);
            default -> new IQ(element, true);
        };
    }

    /** The stanzas that effects send, in order. */
    public static List<Packet> sent(List<Effect> effects) {
        return effects.stream().<Packet>mapMulti((effect, stanzas) -> {
            if (effect instanceof Effect.Send send) {
                stanzas.accept(send.stanza());
            } else if (effect instanceof Effect.Broadcast broadcast) {
                broadcast.copies().forEach(stanzas);
            }
        }).toList();
    }

    /** Asserts that exactly these stanzas were sent, in this order. */
    public static void assertSent(List<Packet> actual, String... expected) {
        assertEquals(Arrays.stream(expected).map(xml -> canonical(element(xml))).collect(Collectors.joining("\n")),
            actual.stream().map(stanza -> canonical(stanza.getElement())).collect(Collectors.joining("\n")));
    }

    /**
     * One form for all ways to write an element: attributes sorted, namespace on each element, no prefixes, no white
     * space between elements.
     */
    public static String canonical(Element element) {
        StringBuilder text = new StringBuilder();
        write(element, "", text);
        return text.toString();
    }

    private static void write(Element element, String around, StringBuilder text) {
        String namespace = OF_STREAMS.contains(element.getNamespaceURI()) ? "" : element.getNamespaceURI();
        text.append('<').append(element.getName());
        if (!namespace.equals(around)) {
            text.append(" {").append(namespace).append('}');
        }
        Map<String, String> attributes = new TreeMap<>();
        for (Attribute attribute : element.attributes()) {
            attributes.put(attribute.getNamespaceURI() + attribute.getName(), attribute.getValue());
        }
        attributes.forEach((name, value) -> text.append(' ').append(name).append("='").append(value).append('\''));
        text.append('>');
        boolean parent = !element.elements().isEmpty();
        for (Node node : element.content()) {
            if (node instanceof Element child) {
                write(child, namespace, text);
            } else if (!parent && node instanceof CharacterData) {
                text.append(node.getText());
            }
        }
        text.append("</>");
    }
}
