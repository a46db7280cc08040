package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What a client saw, such that two runs can be compared: one in which it joined a room through transparent mode, and one
 * without. Here stands everything in which they may differ.
 */
final class Plain {

    /** Attributes that are another each time, in any element. */
    private static final List<String> EACH_TIME = List.of("id", "stamp");
    /** The name of the room, of which each run has its own. */
    private static final Pattern ROOM = Pattern.compile("(plain|transparent)(?=@conference|\")");
    /** When a room was made, as it tells in disco. */
    private static final Set<String> FIELDS =
        Set.of("x-muc#roominfo_creationdate", "{http://jabber.org/protocol/muc#roominfo}createdate");

    private Plain() {
    }

    /** The stanzas of a room and its occupants, in order, each as one text that means the same where it is the same. */
    static List<String> transcript(List<Stanza> received, String room) {
        List<String> texts = new ArrayList<>();
        for (Stanza stanza : received) {
            boolean ofRoom = stanza.from().equals(room) || stanza.from().startsWith(room + "/");
            // Rooms of 4.2.0 have a client answer its own ping to itself; the mirror answers for it (XEP-0410).
            boolean ownPing = stanza.from().equals(room + "/Kev") && stanza.name().equals("iq") && stanza.type().equals("get")
                && stanza.text().contains("urn:xmpp:ping");
            if (ofRoom && !ownPing) {
                String text = text(stanza);
                // Rooms of 4.2.0 tell everybody twice of a kick; through a mirror once.
                if (texts.isEmpty() || !texts.get(texts.size() - 1).equals(text)) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    private static String text(Stanza stanza) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            String xml = stanza.text().replaceFirst("^<\\w+", "$0 xmlns='jabber:client'");
            Element element = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml))).getDocumentElement();
            boolean error = element.getAttribute("type").equals("error");
            boolean gone = element.getAttribute("type").equals("unavailable");
            for (Element child : SpecExamples.children(element)) {
                if (error && !child.getLocalName().equals("error")) {
                    // An error may repeat what it answers.
                    element.removeChild(child);
                }
            }
            tidy(element, gone);
            return ROOM.matcher(Canonical.text(element)).replaceAll("room");
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException(stanza.text(), e);
        }
    }

    private static void tidy(Element element, boolean gone) {
        EACH_TIME.forEach(element::removeAttribute);
        List<Element> children = SpecExamples.children(element);
        for (Element child : children) {
            tidy(child, gone);
            // Rooms of 4.2.0 leave it out when they throw somebody out; slaves follow XEP-0045 there.
            boolean self = gone && child.getLocalName().equals("status") && child.getAttribute("code").equals("110");
            if (self || FIELDS.contains(child.getAttribute("var"))) {
                element.removeChild(child);
            }
        }
        if ("http://jabber.org/protocol/disco#items".equals(element.getNamespaceURI()) && element.getLocalName().equals("query")) {
            // Rooms list their occupants in no order.
            children.stream().sorted(Comparator.comparing(item -> item.getAttribute("jid"))).forEach(element::appendChild);
        }
    }
}
