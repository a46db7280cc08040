package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Packet;

/**
 * An element of ours in a join: the slave joins an occupant again whom the master may still have, because the link was lost,
 * and will join its others as well. Without it a join of somebody who is in means that the slave has lost its state.
 * A master sends it in an IQ to a slave that may have missed something and should do so, and in the answer to the part of
 * somebody whom it does not know: a slave that believed that he was in should do so, too.
 */
public final class Resume {

    /** The element. */
    public static final QName ELEMENT = QName.get("resume", "http://igniterealtime.org/protocol/federationsuite");

    private Resume() {
    }

    /**
     * Marks a join, or the answer to a part.
     *
     * @param stanza changed
     */
    public static void mark(Packet stanza) {
        stanza.getElement().addElement(ELEMENT);
    }

    /** Tells whether a master says with an IQ that the slave should join again, because it may have missed something. */
    public static boolean isAsked(IQ iq) {
        return iq.getType() == IQ.Type.set && isMarked(iq);
    }

    /** Tells whether a join is marked. */
    public static boolean isMarked(Packet join) {
        return join.getElement().element(ELEMENT) != null;
    }

    /**
     * Takes the mark off: no room and no client needs to see it.
     *
     * @param join changed
     */
    public static void strip(Packet join) {
        for (Element mark = join.getElement().element(ELEMENT); mark != null; mark = join.getElement().element(ELEMENT)) {
            mark.detach();
        }
    }
}
