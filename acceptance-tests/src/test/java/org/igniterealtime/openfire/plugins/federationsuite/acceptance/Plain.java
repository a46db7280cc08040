package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What a client saw, such that it can be compared: of one client in two runs, one in which it joined a room through
 * transparent mode, and one without; or of two in one room at the same time, of whom one is served so and one is not. Here
 * stands everything in which they may differ.
 */
final class Plain {

    /** Attributes that are another each time, in any element. */
    private static final List<String> EACH_TIME = List.of("id", "stamp", "queryid");
    /** The name of the room, of which each run has its own. */
    private static final Pattern ROOM = Pattern.compile("(plain|transparent)(?=@conference|\")");
    /** When a room was made, as it tells in disco. */
    private static final Set<String> FIELDS =
        Set.of("x-muc#roominfo_creationdate", "{http://jabber.org/protocol/muc#roominfo}createdate");

    private Plain() {
    }

    /** What two clients in one room see of what happens to all, which is the same but for who it is that sees it. */
    static List<String> transcriptOfAll(List<Stanza> received, String room, String nick) {
        return transcript(received, room, nick, element -> {
            element.removeAttribute("to");
            // Whoever sees himself is told that it is he.
            withoutSelf(element);
        });
    }

    /**
     * What happens to one of two clients in one room, and then to the other, with the same words for both.
     *
     * @param nick    its nick
     * @param address its address
     * @param other   the nick of the other one, who is there as well
     */
    static List<String> transcriptOfOne(List<Stanza> received, String room, String nick, String address, String other) {
        List<Stanza> own = received.stream().filter(stanza -> !stanza.from().equals(room + '/' + other)).toList();
        String bare = address.substring(0, address.indexOf('/'));
        Map<String, String> names = new LinkedHashMap<>();
        names.put(room + '/' + nick, room + "/me");
        names.put(room + '/' + other, room + "/you");
        names.put(nick, "me");
        names.put(other, "you");
        names.put(address, "my client");
        names.put(bare, "my account");
        return transcript(own, room, nick, element -> {
            element.removeAttribute("to");
            rename(element, names);
        });
    }

    private static void rename(Element element, Map<String, String> names) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            attribute.setValue(names.getOrDefault(attribute.getValue(), attribute.getValue()));
        }
        SpecExamples.children(element).forEach(child -> rename(child, names));
    }

    private static void withoutSelf(Element element) {
        for (Element child : SpecExamples.children(element)) {
            if (child.getLocalName().equals("status") && child.getAttribute("code").equals("110")) {
                element.removeChild(child);
            } else {
                withoutSelf(child);
            }
        }
    }

    /** The stanzas of a room and its occupants, in order, each as one text that means the same where it is the same. */
    static List<String> transcript(List<Stanza> received, String room) {
        return transcript(received, room, "Kev", element -> { });
    }

    private static List<String> transcript(List<Stanza> received, String room, String nick, Consumer<Element> change) {
        List<String> texts = new ArrayList<>();
        for (Stanza stanza : received) {
            boolean ofRoom = stanza.from().equals(room) || stanza.from().startsWith(room + "/");
            // Rooms of 4.2.0 have a client answer its own ping to itself; the mirror answers for it (XEP-0410).
            boolean ownPing = stanza.from().equals(room + '/' + nick) && stanza.name().equals("iq") && stanza.type().equals("get")
                && stanza.text().contains("urn:xmpp:ping");
            if (ofRoom && !ownPing) {
                String text = text(stanza, change);
                // Rooms of 4.2.0 tell everybody twice of a kick; through a mirror once.
                if (texts.isEmpty() || !texts.get(texts.size() - 1).equals(text)) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    private static String text(Stanza stanza, Consumer<Element> change) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            String xml = stanza.text().replaceFirst("^<\\w+", "$0 xmlns='jabber:client'");
            Element element = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml))).getDocumentElement();
            boolean error = element.getAttribute("type").equals("error");
            boolean gone = element.getAttribute("type").equals("unavailable");
            if (error) {
                repeatingNothing(element);
            }
            change.accept(element);
            tidy(element, gone);
            return ROOM.matcher(Canonical.text(element)).replaceAll("room");
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException(stanza.text(), e);
        }
    }

    /** An error may repeat what it answers. */
    private static void repeatingNothing(Element error) {
        error.removeAttribute("xml:lang");
        SpecExamples.children(error).stream().filter(child -> !child.getLocalName().equals("error")).forEach(error::removeChild);
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
