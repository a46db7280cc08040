package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * An element of ours that never leaves the server. It stands in what somebody says to all, while that is on its way to the
 * other end of a link, until a connection gets it. A server that cannot write to a connection any more gives what it was to
 * write to the next one, as soon as there is one, in an order of its own: what was said before and has been lost comes behind
 * it then, or again. What comes by without the element has been given to a connection before.
 */
public final class FirstTry {

    private static final QName ELEMENT = QName.get("first-try", "http://igniterealtime.org/protocol/federationsuite#link");

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
     */
    public static void mark(Packet stanza) {
        if (matters(stanza)) {
            stanza.getElement().addElement(ELEMENT);
        }
    }

    /**
     * Tells whether a stanza says so, and takes that off.
     *
     * @param stanza changed
     */
    public static boolean take(Packet stanza) {
        boolean said = false;
        for (Element mark = stanza.getElement().element(ELEMENT); mark != null; mark = stanza.getElement().element(ELEMENT)) {
            // A client that writes one itself gains nothing.
            stanza.getElement().remove(mark);
            said = true;
        }
        return said;
    }
}
