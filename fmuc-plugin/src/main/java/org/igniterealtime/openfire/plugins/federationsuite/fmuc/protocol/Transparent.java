package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.Packet;

/**
 * Elements of our own for transparent mode. Two never leave the server: one says in a stanza to a slave room that its
 * sender wrote to the room itself, one in a join to a room that it is not to be taken to the slave. The third stands in
 * the error of a master that does not admit a mirror, which else nobody could tell from the room's own for a password.
 */
public final class Transparent {

    /** The namespace of the first two. */
    public static final String NAMESPACE = "http://igniterealtime.org/protocol/federationsuite#transparent";

    private static final QName TAKEN = QName.get("taken", NAMESPACE);
    private static final QName DIRECT = QName.get("direct", NAMESPACE);
    private static final QName NOT_ADMITTED =
        QName.get("not-admitted", "http://igniterealtime.org/protocol/federationsuite#errors");

    private Transparent() {
    }

    /** Says that the sender wrote to the room itself. */
    public static void markTaken(Packet stanza) {
        stanza.getElement().addElement(TAKEN);
    }

    /** Tells whether it says so, and takes that off. */
    public static boolean takeTaken(Packet stanza) {
        return take(stanza, TAKEN);
    }

    /** Says that a join, or a part, goes to the room itself, whatever the mode. */
    public static void markDirect(Packet presence) {
        presence.getElement().addElement(DIRECT);
    }

    /** Tells whether it says so, and takes that off. */
    public static boolean takeDirect(Packet presence) {
        return take(presence, DIRECT);
    }

    /** Takes off what a client has no business to say. */
    public static void strip(Packet stanza) {
        take(stanza, TAKEN);
        take(stanza, DIRECT);
    }

    private static boolean take(Packet stanza, QName name) {
        boolean said = false;
        for (Element mark = stanza.getElement().element(name); mark != null; mark = stanza.getElement().element(name)) {
            stanza.getElement().remove(mark);
            said = true;
        }
        return said;
    }

    /** The same error, saying that the mirror is not admitted (RFC 6120, section 8.3.4). */
    public static Payload notAdmitted(Payload error) {
        return error.mapErrors(element -> element.add(DocumentHelper.createElement(NOT_ADMITTED)));
    }

    /** Tells whether an error says that the mirror is not admitted. */
    public static boolean saysNotAdmitted(Payload error) {
        return error.anyError(element -> element.element(NOT_ADMITTED) != null);
    }
}
