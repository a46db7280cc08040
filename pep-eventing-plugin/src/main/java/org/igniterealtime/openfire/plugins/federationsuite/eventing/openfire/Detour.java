package org.igniterealtime.openfire.plugins.federationsuite.eventing.openfire;

import java.util.Objects;
import java.util.Optional;

import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Addresses;
import org.jivesoftware.openfire.interceptor.PacketInterceptor;
import org.jivesoftware.openfire.session.ClientSession;
import org.jivesoftware.openfire.session.Session;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * Brings pubsub requests of local clients, and of those of other servers, to services that know no pubsub, such as those
 * with rooms, to {@link DetourHandler} instead. What is not ours reaches the service untouched, so that it is answered as
 * without us; and it does not matter whether the service is part of the server or a component, or came later than we did.
 *
 * <p>A request cannot be taken over by rejecting it, because the server would answer it. So it is changed in place where it
 * enters the router: it is put into a box with the service's address and sent to the server itself, whose handler for the
 * box's namespace opens it. That namespace is nobody else's, so that no other plugin comes between.
 *
 * <p>Runs on the server's own threads, for every stanza; for what is no pubsub request it is a look at a name or two.
 */
final class Detour implements PacketInterceptor {

    /** The namespace of the box. Nothing in it ever leaves the server. */
    static final String NAMESPACE = "http://igniterealtime.org/federationsuite/eventing/detour";

    private static final QName BOX = QName.get("detour", Namespace.get(NAMESPACE));

    private final JID server;
    private final OwnStanzas own;
    private final Wanted wanted;

    /** Tells which requests take the detour. */
    @FunctionalInterface
    interface Wanted {
        /**
         * Decides about a request.
         *
         * @param request a pubsub request; not changed
         * @param from    who sent it
         * @param to      whom he addressed
         */
        boolean test(IQ request, JID from, JID to);
    }

    /**
     * Nothing happens until the server knows it.
     *
     * @param server the server's own address
     * @param own    what eventing sends itself, also in the name of clients: that goes where it is sent
     * @param wanted which requests take the detour
     */
    Detour(JID server, OwnStanzas own, Wanted wanted) {
        this.server = Objects.requireNonNull(server);
        this.own = Objects.requireNonNull(own);
        this.wanted = Objects.requireNonNull(wanted);
    }

    @Override
    public void interceptPacket(Packet stanza, Session session, boolean incoming, boolean processed) {
        if (incoming && !processed && (session == null || session instanceof ClientSession) && stanza instanceof IQ iq
            && isPubsub(iq) && !own.isOurs(iq)) {
            Optional<JID> from = Addresses.from(iq);
            Optional<JID> to = Addresses.to(iq);
            // Without a session it is of another server, or of a service or plugin of this one, whose business is its own.
            if (from.isPresent() && to.isPresent() && !to.get().equals(server)
                && (session != null || !isHere(from.get())) && wanted.test(iq, from.get(), to.get())) {
                box(iq, to.get());
            }
        }
    }

    private boolean isHere(JID address) {
        return address.getDomain().equals(server.getDomain()) || address.getDomain().endsWith('.' + server.getDomain());
    }

    /** Makes no list of children, as the library's own way to the first one does: this is asked for every IQ of everybody. */
    private static boolean isPubsub(IQ iq) {
        Element element = iq.getElement();
        for (int i = 0; i < element.nodeCount(); i++) {
            if (element.node(i) instanceof Element child
                && child.getNamespaceURI().startsWith("http://jabber.org/protocol/pubsub")) {
                return true;
            }
        }
        return false;
    }

    private void box(IQ iq, JID to) {
        Element child = iq.getChildElement();
        child.detach();
        iq.getElement().addElement(BOX).addAttribute("to", to.toString()).add(child);
        iq.setTo(server);
    }

    /**
     * Opens a box in place, so that the request is again what it was.
     *
     * @param iq any request
     * @return false if there is no box, or nothing in it: clients may send what they like
     */
    static boolean open(IQ iq) {
        Element box = iq.getElement().element(BOX);
        if (box == null || box.elements().isEmpty()) {
            return false;
        }
        try {
            iq.setTo(new JID(box.attributeValue("to", "")));
        } catch (IllegalArgumentException e) {
            return false;
        }
        Element child = box.elements().get(0);
        child.detach();
        box.detach();
        iq.getElement().add(child);
        return true;
    }
}
