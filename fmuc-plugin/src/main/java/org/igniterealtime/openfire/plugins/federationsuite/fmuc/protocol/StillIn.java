package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import org.dom4j.QName;
import org.xmpp.packet.Presence;

/**
 * An element of our own in the join of a local user, as nodes of a cluster hand it over to each other: he has not said it
 * himself, but his node has in his name, because he is in as that knows the room, and what he has seen of it is not what it is.
 * Whoever is out by the time at which it comes to the node that keeps the room has been told so since: he does not enter behind
 * that. It never leaves the server. A client that marks its own join wins nothing by it.
 */
public final class StillIn {

    /** The element. */
    public static final QName ELEMENT = QName.get("still-in", TakenForLost.ELEMENT.getNamespace());

    private StillIn() {
    }

    /**
     * Marks a join.
     *
     * @param join changed
     */
    public static void mark(Presence join) {
        join.getElement().addElement(ELEMENT);
    }

    /** Tells whether a join is marked. */
    public static boolean isMarked(Presence join) {
        return join.getElement().element(ELEMENT) != null;
    }
}
