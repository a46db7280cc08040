package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.util.Optional;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Packet;

/**
 * An element of ours in a join: the slave joins an occupant again whom the master may still have, because the link was lost,
 * and will join its others as well. Without it a join of somebody who is in means that the slave has lost its state.
 * A master sends it in an IQ to a slave that may have missed something and should do so, and in the answer to the part of
 * somebody whom it does not know: a slave that believed that he was in should do so, too.
 *
 * <p>In the join that is the first after a loss it has an id, another in each, and the master has the same element with that id
 * in the first presence of its answer: who was said to be there before is of an earlier time. Nobody in the room knows the id.
 * Masters that do not know it leave it out.
 */
public final class Resume {

    /** The element. */
    public static final QName ELEMENT = QName.get("resume", "http://igniterealtime.org/protocol/federationsuite");

    private static final String ID = "id";
    /** No id is longer; of a longer one nothing is said. */
    private static final int LONGEST = 64;

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

    /**
     * Marks a join, or the first presence of the answer to it.
     *
     * @param presence changed
     * @param id       that of the join
     */
    public static void mark(Packet presence, String id) {
        presence.getElement().addElement(ELEMENT).addAttribute(ID, id);
    }

    /** The id that the answer to a join is to have in its first presence, if the join asks for that. */
    public static Optional<String> id(Packet join) {
        return Optional.ofNullable(join.getElement().element(ELEMENT)).map(mark -> mark.attributeValue(ID))
            .filter(id -> id.length() <= LONGEST);
    }

    /**
     * The id of the join to which a presence is the first of the answer.
     *
     * @param presence what it carries
     * @param own      what ids of ours are, or begin with, before a hyphen; marks with others are not ours
     * @return empty if it is none
     */
    public static Optional<String> mark(Payload presence, String own) {
        if (!presence.has(ELEMENT)) {
            return Optional.empty();
        }
        Element content = DocumentHelper.createElement("presence");
        presence.addTo(content);
        return content.elements(ELEMENT).stream().map(mark -> mark.attributeValue(ID))
            .filter(id -> id != null && (id.equals(own) || id.startsWith(own + '-'))).findFirst();
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
