package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.io.StringReader;
import java.util.List;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * What a client saw, such that two runs can be compared: one in which it joined a room through transparent mode, and one
 * without. Here stands everything in which they may differ.
 */
final class Plain {

    /** Attributes that are another each time, in any element. */
    private static final List<String> EACH_TIME = List.of("id", "stamp");
    /** The name of the room, of which each run has its own. */
    private static final Pattern ROOM = Pattern.compile("(plain|transparent)@conference");

    private Plain() {
    }

    /** The stanzas of a room and its occupants, in order, each as one text that means the same where it is the same. */
    static List<String> transcript(List<Stanza> received, String room) {
        return received.stream().filter(stanza -> stanza.from().equals(room) || stanza.from().startsWith(room + "/"))
            .map(Plain::text).toList();
    }

    private static String text(Stanza stanza) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(stanza.text())));
            strip(document.getDocumentElement());
            return ROOM.matcher(Canonical.text(document.getDocumentElement())).replaceAll("room@conference");
        } catch (Exception e) {
            throw new IllegalArgumentException(stanza.text(), e);
        }
    }

    private static void strip(Element element) {
        EACH_TIME.forEach(element::removeAttribute);
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                strip(inner);
            }
        }
    }
}
