package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.Packet;

/**
 * An element of ours in a join: nobody is in the slave but he who joins, and the slave does not know whether the master has
 * heard of all who left. Whoever else the master has through it leaves, and the join brings all that a first one brings.
 * Without it the join of somebody who is not in says nothing of the others. Masters that do not know it ignore it.
 */
public final class Anew {

    /** The element. */
    public static final QName ELEMENT = QName.get("anew", Resume.ELEMENT.getNamespace());

    private Anew() {
    }

    /**
     * Marks a join.
     *
     * @param join changed
     */
    public static void mark(Packet join) {
        join.getElement().addElement(ELEMENT);
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
    static void strip(Packet join) {
        for (Element mark = join.getElement().element(ELEMENT); mark != null; mark = join.getElement().element(ELEMENT)) {
            mark.detach();
        }
    }
}
