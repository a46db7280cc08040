package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.List;

import org.dom4j.Element;
import org.xmpp.packet.IQ;
import org.xmpp.packet.PacketError;

/** Stanzas to {@link PubsubRequest}, and answers to stanzas. No state; may be called from any thread. */
public final class PubsubRequestCodec {

    /** The namespace of requests (XEP-0060). */
    public static final String NAMESPACE = "http://jabber.org/protocol/pubsub";

    private static final String ERRORS = "http://jabber.org/protocol/pubsub#errors";

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
            return malformed(PublishError.Reason.PRECONDITION_NOT_MET, "Presence goes to whom the roster says.");
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
    public static IQ error(IQ request, PublishError why) {
        PacketError.Condition condition = why.reason().condition();
        PacketError error = new PacketError(condition, condition.getDefaultType(), why.text());
        error.setApplicationCondition(why.reason().pubsubCondition(), ERRORS);
        IQ reply = IQ.createResultIQ(request);
        reply.setError(error);
        return reply;
    }

    private static PubsubRequest decodeItems(List<Element> items) {
        if (items.isEmpty()) {
            return malformed(PublishError.Reason.ITEM_REQUIRED, "Publish an item.");
        }
        if (items.size() > 1) {
            return malformed(PublishError.Reason.MAX_ITEMS_EXCEEDED, "Publish one item.");
        }
        if (!"item".equals(items.get(0).getName())) {
            return malformed(PublishError.Reason.ITEM_REQUIRED, "Publish an item.");
        }
        List<Element> payloads = items.get(0).elements();
        if (payloads.isEmpty()) {
            return malformed(PublishError.Reason.PAYLOAD_REQUIRED, "Put a presence element into the item.");
        }
        if (payloads.size() > 1) {
            return malformed(PublishError.Reason.INVALID_PAYLOAD, "Put one element into the item.");
        }
        try {
            return new PubsubRequest.PublishPresence(PresencePayloadCodec.decode(payloads.get(0)));
        } catch (MalformedPayloadException e) {
            return malformed(PublishError.Reason.INVALID_PAYLOAD, e.getMessage());
        }
    }

    private static PubsubRequest malformed(PublishError.Reason reason, String text) {
        return new PubsubRequest.MalformedPublish(new PublishError(reason, text));
    }
}
