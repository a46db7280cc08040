package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.util.List;
import java.util.function.Consumer;

import org.w3c.dom.Element;

/**
 * Where we send on purpose something else than the examples of XEP-0207 show. Each says why, and changes an example into what
 * we do; a test that names one fails if there is no such difference any more.
 */
enum EventingDeviation {

    /** RFC 6121, section 4.4.2: a server sends presence to the contact's account, and his server hands it on as it is. */
    PRESENCE_IS_ADDRESSED_TO_THE_ACCOUNT(EventingDeviation::bareRecipient),

    /** A slip: one of the three copies names another node. */
    THE_NODE_IS_CALLED_PRESENCE_IN_EVERY_COPY(stanza -> first(stanza, "items").setAttribute("node", "presence")),

    /** A form to the account would reach ordinary clients as well, who would be asked a second time. */
    FORMS_GO_TO_EACH_CLIENT_THAT_DOES_PUBSUB(stanza -> stanza.setAttribute("to", stanza.getAttribute("to") + "/balcony")),

    /** A slip, which we understand and do not make. */
    THE_SUBSCRIBERS_FIELD_IS_SPELT_RIGHT(stanza -> all(stanza, "field").stream()
        .filter(field -> field.getAttribute("var").equals("pusub#subscriber_jid"))
        .forEach(field -> field.setAttribute("var", "pubsub#subscriber_jid"))),

    /** The example breaks the line for its paper. */
    INSTRUCTIONS_ARE_ONE_LINE_WITH_AN_APOSTROPHE(stanza -> {
        Element text = first(stanza, "instructions");
        text.setTextContent(text.getTextContent().strip().replaceAll("\\s+", " ").replace('\'', '\u2019'));
    }),

    /** The example subscribes an account and shows the copy of one client; an account's copy is handed on as it is. */
    NOTICES_GO_TO_THE_ADDRESS_THAT_IS_SUBSCRIBED(EventingDeviation::bareRecipient);

    private final Consumer<Element> change;

    EventingDeviation(Consumer<Element> change) {
        this.change = change;
    }

    /** Changes an example into what we do. */
    void apply(Element stanza) {
        String before = Canonical.text(stanza);
        change.accept(stanza);
        if (Canonical.text(stanza).equals(before)) {
            throw new AssertionError(this + " is no deviation any more");
        }
    }

    private static void bareRecipient(Element stanza) {
        stanza.setAttribute("to", stanza.getAttribute("to").replaceAll("/.*", ""));
    }

    private static Element first(Element stanza, String name) {
        return all(stanza, name).get(0);
    }

    private static List<Element> all(Element parent, String name) {
        return SpecExamples.children(parent).stream().<Element>mapMulti((child, found) -> {
            if (child.getLocalName().equals(name)) {
                found.accept(child);
            }
            all(child, name).forEach(found);
        }).toList();
    }

    /**
     * What has come, without what standards let a service say that the examples do not: ids of its own choice, the account as
     * the sender of what it answers itself (RFC 6120, section 8.1.2.1), headers, the version of a roster (RFC 6121, section
     * 2.6), and what an answer repeats of a publication (XEP-0060, section 7.1.2).
     *
     * @param came    what came; changed
     * @param example what is expected; an id of a service in it is taken away
     */
    static Element withoutAdditions(Element came, Element example) {
        if (!came.getLocalName().equals("iq") || example.getAttribute("type").equals("set")) {
            came.removeAttribute("id");
            example.removeAttribute("id");
        }
        if (!example.hasAttribute("from") && came.getAttribute("to").startsWith(came.getAttribute("from"))) {
            came.removeAttribute("from");
        }
        all(came, "item").stream().filter(item -> item.getNamespaceURI().endsWith("#event"))
            .forEach(item -> item.removeAttribute("id"));
        all(came, "query").forEach(roster -> roster.removeAttribute("ver"));
        all(came, "headers").forEach(headers -> headers.getParentNode().removeChild(headers));
        if (SpecExamples.children(example).isEmpty() && came.getAttribute("type").equals("result")) {
            SpecExamples.children(came).stream().filter(child -> !all(child, "publish").isEmpty()).forEach(came::removeChild);
        }
        return came;
    }
}
