package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.List;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.QName;
import org.xmpp.packet.IQ;
import org.xmpp.packet.PacketError;

/** Stanzas to {@link PubsubRequest}, and answers to stanzas. No state; may be called from any thread. */
public final class PubsubRequestCodec {

    /** The namespace of requests (XEP-0060). */
    public static final String NAMESPACE = "http://jabber.org/protocol/pubsub";

    /** The namespace of an owner's requests (XEP-0060, section 8). */
    public static final String OWNER_NAMESPACE = "http://jabber.org/protocol/pubsub#owner";

    private static final String ERRORS = "http://jabber.org/protocol/pubsub#errors";
    private static final String STANZA_ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas";
    private static final QName LANGUAGE = QName.get("lang", Namespace.XML_NAMESPACE);

    private PubsubRequestCodec() {
    }

    /**
     * Reads a request. For what is no publication on the node {@value PubsubRequest#PRESENCE_NODE} this is a look at a few
     * elements and attributes. Never throws, whatever the stanza holds, and does not change it.
     *
     * @param iq any IQ
     * @return what it asks for
     */
    public static PubsubRequest decode(IQ iq) {
        Element pubsub = iq.getChildElement();
        // The attribute as it stands: IQ.getType() throws for a type it does not know.
        if (pubsub == null || !"set".equals(iq.getElement().attributeValue("type"))
            || !"pubsub".equals(pubsub.getName()) || !NAMESPACE.equals(pubsub.getNamespaceURI())) {
            return new PubsubRequest.Other();
        }
        // By its local name, as the core finds it: what the core would publish on this node must not slip past us.
        Element publish = pubsub.element("publish");
        if (publish == null || !PubsubRequest.PRESENCE_NODE.equals(publish.attributeValue("node"))) {
            return new PubsubRequest.Other();
        }
        if (pubsub.element("publish-options") != null) {
            // Options say under which configuration the client agrees to publish. This node has none but the roster, and
            // presence must not go to more people than the client thinks (XEP-0060, section 7.1.5).
            return malformed(PubsubError.Reason.PRECONDITION_NOT_MET, "Presence goes to whom the roster says.");
        }
        return decodeItems(publish.elements());
    }

    /**
     * The answer to a request that was done: a result without content, as in the example of XEP-0207.
     *
     * @param request a request; not changed
     * @return a new stanza
     */
    public static IQ result(IQ request) {
        return IQ.createResultIQ(request);
    }

    /**
     * The answer to a request that is refused. It leaves out what was sent: its sender knows it, and links are thin.
     *
     * @param request a request; not changed
     * @param why     the reason
     * @return a new stanza
     */
    public static IQ error(IQ request, PubsubError why) {
        PubsubError.Reason reason = why.reason();
        Element error = DocumentHelper.createElement("error");
        error.addAttribute("type", reason.type().toXMPP());
        error.addElement(reason.condition(), STANZA_ERRORS);
        error.addElement("text", STANZA_ERRORS).addAttribute(LANGUAGE, "en").setText(why.text());
        reason.pubsubCondition().ifPresent(condition -> error.addElement(condition, ERRORS));
        IQ reply = IQ.createResultIQ(request);
        reply.setError(new PacketError(error));
        return reply;
    }

    /**
     * The answer to a request that was done, with something in it.
     *
     * @param request a request; not changed
     * @param content given away
     * @return a new stanza
     */
    public static IQ result(IQ request, Element content) {
        IQ reply = IQ.createResultIQ(request);
        reply.setChildElement(content);
        return reply;
    }

    private static PubsubRequest decodeItems(List<Element> items) {
        if (items.isEmpty()) {
            return malformed(PubsubError.Reason.ITEM_REQUIRED, "Publish an item.");
        }
        if (items.size() > 1) {
            return malformed(PubsubError.Reason.MAX_ITEMS_EXCEEDED, "Publish one item.");
        }
        if (!"item".equals(items.get(0).getName())) {
            return malformed(PubsubError.Reason.ITEM_REQUIRED, "Publish an item.");
        }
        List<Element> payloads = items.get(0).elements();
        if (payloads.isEmpty()) {
            return malformed(PubsubError.Reason.PAYLOAD_REQUIRED, "Put a presence element into the item.");
        }
        if (payloads.size() > 1) {
            return malformed(PubsubError.Reason.INVALID_PAYLOAD, "Put one element into the item.");
        }
        try {
            return new PubsubRequest.PublishPresence(PresencePayloadCodec.decode(payloads.get(0)));
        } catch (MalformedPayloadException e) {
            return malformed(PubsubError.Reason.INVALID_PAYLOAD, e.getMessage());
        }
    }

    private static PubsubRequest malformed(PubsubError.Reason reason, String text) {
        return new PubsubRequest.MalformedPublish(new PubsubError(reason, text));
    }
}
