package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * An element of ours that never leaves the server. It stands in what somebody says to all, while that is on its way to the
 * other end of a link, until a connection gets it. A server that cannot write to a connection any more gives what it was to
 * write to the next one, as soon as there is one, in an order of its own: what was said before and has been lost comes behind
 * it then, or again. What comes by without the element has been given to a connection before. And what was said before the
 * last connection was known to be lost, and has waited for the next one since, counts as lost with it: the element says when
 * that was. In a cluster the connection may be another node's, whose clock is another: so the element says, too, who said it and
 * for which connection.
 */
public final class FirstTry {

    private static final QName ELEMENT = QName.get("first-try", "http://igniterealtime.org/protocol/federationsuite#link");

    private static final String SAID = "said";
    private static final String NODE = "node";
    private static final String LINK = "link";
    private static final String ELSEWHERE = "elsewhere";

    /**
     * What is known of a stanza when it is sent.
     *
     * @param said      when that is
     * @param node      the node of a cluster that sends it, by whose clock that is; empty if that is not said
     * @param link      the connection that it is sent for; empty if there was none yet
     * @param elsewhere whether that is another node's
     */
    public record Mark(Instant said, String node, Optional<String> link, boolean elsewhere) {
        /** Checks that nothing is missing. */
        public Mark {
            Objects.requireNonNull(said);
            Objects.requireNonNull(node);
            Objects.requireNonNull(link);
        }
    }

    private FirstTry() {
    }

    /** Tells whether a stanza is such that it is known when it is lost, and comes again then: words to all. */
    public static boolean matters(Packet stanza) {
        return stanza instanceof Message message && message.getType() == Message.Type.groupchat && message.getBody() != null;
    }

    /**
     * Says that no connection has been given a stanza yet, if that matters.
     *
     * @param stanza changed
     * @param mark   what is known of it
     */
    public static void mark(Packet stanza, Supplier<Mark> mark) {
        if (matters(stanza)) {
            Mark now = mark.get();
            Element element = stanza.getElement().addElement(ELEMENT).addAttribute(SAID, now.said().toString())
                .addAttribute(NODE, now.node());
            now.link().ifPresent(link -> element.addAttribute(LINK, link));
            if (now.elsewhere()) {
                element.addAttribute(ELSEWHERE, "true");
            }
        }
    }

    /**
     * Reads what was known of a stanza for which no connection was there yet, and takes that off.
     *
     * @param stanza changed
     * @return empty if it does not say so
     */
    public static Optional<Mark> take(Packet stanza) {
        Optional<Mark> mark = Optional.empty();
        for (Element element = find(stanza); element != null; element = find(stanza)) {
            // The last one is ours. A client that writes one itself gains nothing.
            mark = Optional.of(new Mark(said(element), element.attributeValue(NODE, ""),
                Optional.ofNullable(element.attributeValue(LINK)), "true".equals(element.attributeValue(ELSEWHERE))));
            stanza.getElement().remove(element);
        }
        return mark;
    }

    private static Element find(Packet stanza) {
        return stanza.getElement().element(ELEMENT);
    }

    private static Instant said(Element mark) {
        try {
            return Instant.parse(mark.attributeValue(SAID, ""));
        } catch (DateTimeException e) {
            return Instant.MAX;
        }
    }
}
