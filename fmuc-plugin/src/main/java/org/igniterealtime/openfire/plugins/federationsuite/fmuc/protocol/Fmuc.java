package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.util.Optional;

import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.QName;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** The elements of the ProtoXEP: {@code <fmuc from='real JID'/>} in a join, {@code <nomirror/>} in a message. */
public final class Fmuc {

    /** The namespace of both elements, and the feature that says that somebody speaks FMUC. */
    public static final String NAMESPACE = "http://isode.com/protocol/fmuc";
    /** The element of a join: who it is for. */
    public static final QName JOIN = QName.get("fmuc", NAMESPACE);
    /** The element of a message that the slave has shown already (fire and forget). */
    public static final QName NOMIRROR = QName.get("nomirror", NAMESPACE);

    /** In the element of an answer: the joining node is not let in (XEP-0289, "Initial Federation"). Its text may say why. */
    public static final QName REJECT = QName.get("reject", NAMESPACE);
    /** In the element of an answer: the joining node has no occupant there any more (XEP-0289, "Leaving a room"). */
    public static final QName LEFT = QName.get("left", NAMESPACE);

    private Fmuc() {
    }

    /**
     * Says in a join who it is for (ProtoXEP, "Joining"), or in any stanza of a node whose it is (XEP-0289).
     *
     * @param presence the join, or the stanza
     * @param user     the real, full JID
     */
    public static void addJoin(Packet presence, JID user) {
        // In this order the element reads as in the specification's example: namespace first.
        presence.getElement().addElement(JOIN).addAttribute("from", user.toString());
    }

    /**
     * Tells whether anything in our namespace stands in a stanza. Cheap: asked for each stanza to a local room.
     *
     * @param stanza any stanza
     * @return true if at least one child of the stanza is ours
     */
    public static boolean speaks(Packet stanza) {
        Element element = stanza.getElement();
        for (int i = 0; i < element.nodeCount(); i++) {
            if (element.node(i) instanceof Element child && NAMESPACE.equals(child.getNamespaceURI())) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a stanza is a join through a mirror. */
    public static boolean isJoin(Packet stanza) {
        return stanza.getElement().element(JOIN) != null;
    }

    /**
     * Whom a join is for.
     *
     * @param stanza a stanza with a join element
     * @return the full JID, or empty if the attribute is missing or is no full JID of a user
     */
    public static Optional<JID> joiningUser(Packet stanza) {
        Element join = stanza.getElement().element(JOIN);
        String from = join == null ? null : join.attributeValue("from");
        if (from == null) {
            return Optional.empty();
        }
        try {
            JID user = new JID(from);
            return user.getNode() == null || user.getResource() == null ? Optional.empty() : Optional.of(user);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The element of an answer of a joined node that lets nobody in, or says that a node is out (XEP-0289), if there is one. */
    public static Optional<Element> answer(Packet stanza) {
        Element fmuc = stanza.getElement().element(JOIN);
        return fmuc == null || !(stanza instanceof Presence) ? Optional.empty()
            : Optional.ofNullable(fmuc.element(REJECT)).or(() -> Optional.ofNullable(fmuc.element(LEFT)));
    }

    /**
     * Takes everything in our namespace off a stanza: what the room and the clients may not see, and what nobody but
     * an admitted slave may say.
     *
     * @param stanza changed in place
     * @return true if there was a {@code <nomirror/>}
     */
    public static boolean strip(Packet stanza) {
        boolean nomirror = stanza.getElement().element(NOMIRROR) != null;
        for (Element child : stanza.getElement().elements().toArray(Element[]::new)) {
            if (NAMESPACE.equals(child.getNamespaceURI())) {
                stanza.getElement().remove(child);
            }
        }
        return nomirror;
    }

    /** The namespace as dom4j has it, for payloads that leave it out. */
    static Namespace namespace() {
        return JOIN.getNamespace();
    }
}
