package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.util.function.Predicate;

import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * An element of our own in the part of a local user, as nodes of a cluster hand it over to each other: it came to a node to which
 * he is not connected, so he has not said it himself, but that node in his name, which took him for lost. He may be connected to
 * another, and have entered since. It never leaves the server.
 */
public final class TakenForLost {

    /** The element. */
    public static final QName ELEMENT =
        QName.get("taken-for-lost", "http://igniterealtime.org/protocol/federationsuite#cluster");

    private TakenForLost() {
    }

    /**
     * Marks a stanza that has come to this node, and from no other, if it is such a part; from any other the mark is taken off.
     *
     * @param stanza with two addresses; changed
     * @param client tells of an address whether it is one of a client of this domain
     * @param here   tells of a client whether it is connected to this node
     */
    public static void mark(Packet stanza, Predicate<JID> client, Predicate<JID> here) {
        if (stanza instanceof Presence presence && presence.getType() == Presence.Type.unavailable) {
            presence.getElement().elements(ELEMENT).forEach(Element::detach);
            if (client.test(presence.getFrom()) && !here.test(presence.getFrom())) {
                presence.getElement().addElement(ELEMENT);
            }
        }
    }

    /** Tells whether a part is marked. */
    static boolean isMarked(Presence part) {
        return part.getElement().element(ELEMENT) != null;
    }
}
