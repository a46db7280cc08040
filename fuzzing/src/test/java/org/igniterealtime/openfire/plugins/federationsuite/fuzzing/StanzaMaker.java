package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.dom4j.DocumentException;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.XmlText;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Makes stanzas of choices: out of the words of a protocol, changed here and there, many times the same, or nested deep; or of
 * whatever text is left, where that is XML. Addresses are taken as they are, as the server does with what others send. Used by
 * one thread.
 */
public final class StanzaMaker {

    private static final int MOST_CHILDREN = 5;
    private static final int MOST_CHANGES = 4;
    private static final int MOST_REPEATED = 300;
    private static final int DEEPEST = 1000;
    private static final int SHAPES = 10;
    private static final XmlText READER = new XmlText();
    private static final List<String> NAMES = List.of("presence", "message", "iq");
    private static final List<String> IQ_TYPES = List.of("get", "set", "result", "error");
    private static final List<String> TYPES = List.of("", "unavailable", "error", "groupchat", "chat", "normal", "headline",
        "subscribe", "subscribed", "unsubscribe", "unsubscribed", "probe", "bogus", "GroupChat", "available");

    private final Words words;
    private final Input input;

    /** Makes stanzas out of words. */
    public StanzaMaker(Words words, Input input) {
        this.words = words;
        this.input = input;
    }

    /** Reads XML; empty if it is none. */
    public static Optional<Element> parse(String xml) {
        try {
            return Optional.of((Element) READER.read(xml).detach());
        } catch (DocumentException e) {
            return Optional.empty();
        }
    }

    /** A stanza; empty if there should be one of a text, and that is no XML. */
    public Optional<Packet> stanza() {
        if (input.below(SHAPES) == SHAPES - 1) {
            return parse(input.restAsText()).flatMap(StanzaMaker::packet);
        }
        Element stanza = DocumentHelper.createElement(input.one(NAMES));
        String type = input.one(stanza.getName().equals("iq") ? IQ_TYPES : TYPES);
        if (!type.isEmpty()) {
            stanza.addAttribute("type", type);
        }
        address(stanza, "from");
        address(stanza, "to");
        if (input.coin()) {
            stanza.addAttribute("id", value());
        }
        for (int left = input.below(MOST_CHILDREN); left > 0; left--) {
            grow(stanza);
        }
        return asRead(stanza).flatMap(StanzaMaker::packet);
    }

    /** An element as a parser makes it; empty if none can. */
    public static Optional<Element> asRead(Element element) {
        return parse(element.asXML());
    }

    /** The stanza that an element is; empty if the server could not make one of it, as of an IQ of an unknown type. */
    public static Optional<Packet> packet(Element stanza) {
        try {
            return switch (stanza.getName()) {
                case "message" -> Optional.of(new Message(stanza, true));
                case "presence" -> Optional.of(new Presence(stanza, true));
                case "iq" -> Optional.of(new IQ(stanza, true));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void address(Element stanza, String name) {
        int shape = input.below(SHAPES);
        if (shape > 0) {
            stanza.addAttribute(name, shape == SHAPES - 1 ? input.text() : input.one(words.addresses()));
        }
    }

    /** A value of an attribute, or a text. */
    public String value() {
        return switch (input.below(4)) {
            case 0 -> input.text();
            case 1 -> input.one(words.addresses());
            default -> input.one(words.values());
        };
    }

    /** Gives an element a child, or many. */
    public void grow(Element parent) {
        switch (input.below(SHAPES)) {
            case SHAPES - 1 -> {
                Element child = element();
                for (int left = input.below(MOST_REPEATED); left > 0; left--) {
                    parent.add(child.createCopy());
                }
            }
            case SHAPES - 2 -> {
                Element inner = parent;
                Element child = element();
                for (int left = input.below(DEEPEST); left > 0; left--) {
                    Element copy = DocumentHelper.createElement(child.getQName());
                    inner.add(copy);
                    inner = copy;
                }
                inner.add(child);
            }
            case SHAPES - 3, SHAPES - 4, SHAPES - 5 -> {
                Element child = element();
                parent.add(child);
                change(child);
            }
            default -> parent.add(element());
        }
    }

    /** An element of the protocol. */
    public Element element() {
        return input.one(words.elements()).createCopy();
    }

    /** Changes something in an element. */
    public void change(Element element) {
        for (int left = input.below(MOST_CHANGES) + 1; left > 0; left--) {
            List<Element> all = new ArrayList<>();
            collect(element, all);
            Element some = all.get(input.below(Math.min(all.size(), 1 << 16)));
            switch (input.below(7)) {
                case 0 -> some.addAttribute(input.one(words.attributes()), value());
                case 1 -> some.addAttribute(attribute(some), value());
                case 2 -> some.addAttribute(attribute(some), null);
                case 3 -> some.setText(value().replaceAll("[\\x00-\\x08]", ""));
                case 4 -> some.add(element());
                case 5 -> some.setQName(QName.get(some.getName(), Namespace.get(input.one(words.elements()).getNamespaceURI())));
                default -> {
                    if (some != element) {
                        some.detach();
                    }
                }
            }
        }
    }

    private String attribute(Element element) {
        return element.attributeCount() == 0 ? "id" : element.attribute(input.below(element.attributeCount())).getName();
    }

    private static void collect(Element element, List<Element> all) {
        all.add(element);
        element.elements().forEach(child -> collect(child, all));
    }
}
