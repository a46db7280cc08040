package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

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
 * that was.
 */
public final class FirstTry {

    private static final QName ELEMENT = QName.get("first-try", "http://igniterealtime.org/protocol/federationsuite#link");

    private static final String SAID = "said";

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
     * @param now    the time
     */
    public static void mark(Packet stanza, Instant now) {
        if (matters(stanza)) {
            stanza.getElement().addElement(ELEMENT).addAttribute(SAID, now.toString());
        }
    }

    /**
     * Reads when a stanza was said for which no connection was there yet, and takes that off.
     *
     * @param stanza changed
     * @return empty if it does not say so
     */
    public static Optional<Instant> take(Packet stanza) {
        Optional<Instant> said = Optional.empty();
        for (Element mark = stanza.getElement().element(ELEMENT); mark != null; mark = stanza.getElement().element(ELEMENT)) {
            // The last one is ours. A client that writes one itself gains nothing.
            said = Optional.of(said(mark));
            stanza.getElement().remove(mark);
        }
        return said;
    }

    private static Instant said(Element mark) {
        try {
            return Instant.parse(mark.attributeValue(SAID, ""));
        } catch (DateTimeException e) {
            return Instant.MAX;
        }
    }
}
