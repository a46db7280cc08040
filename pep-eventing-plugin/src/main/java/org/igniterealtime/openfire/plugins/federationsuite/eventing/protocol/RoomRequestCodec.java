package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.dom4j.Element;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/** Stanzas to {@link RoomRequest}. No state; may be called from any thread. */
public final class RoomRequestCodec {

    private static final String FORM = "jabber:x:data";
    private static final String FORM_TYPE = "http://jabber.org/protocol/pubsub#subscribe_options";
    private static final Set<String> TYPES = Set.of("groupchat");

    private RoomRequestCodec() {
    }

    /**
     * Reads a request. Never throws, whatever the stanza holds, and does not change it.
     *
     * @param iq any IQ
     * @return what it asks for; empty for everything else that pubsub has, and what is no request
     */
    public static Optional<RoomRequest> decode(IQ iq) {
        if (!isOne(iq)) {
            return Optional.empty();
        }
        Element pubsub = iq.getChildElement();
        Element subscribe = pubsub.element("subscribe");
        Element unsubscribe = pubsub.element("unsubscribe");
        if (subscribe != null) {
            return Optional.of(decodeSubscribe(subscribe, pubsub.element("options")));
        }
        return Optional.of(unsubscribe != null ? decodeUnsubscribe(unsubscribe)
            : decodePublish(pubsub.element("publish"), pubsub.element("publish-options")));
    }

    /**
     * Tells whether {@link #decode} would find something. A look at a few names.
     *
     * @param iq any IQ
     */
    public static boolean isOne(IQ iq) {
        Element pubsub = iq.getChildElement();
        // The attribute as it stands: IQ.getType() throws for a type it does not know.
        return pubsub != null && "set".equals(iq.getElement().attributeValue("type")) && "pubsub".equals(pubsub.getName())
            && PubsubRequestCodec.NAMESPACE.equals(pubsub.getNamespaceURI())
            && (pubsub.element("subscribe") != null || pubsub.element("unsubscribe") != null
                || pubsub.element("publish") != null);
    }

    private static RoomRequest decodeSubscribe(Element subscribe, Element options) {
        Optional<String> node = nodeOf(subscribe);
        if (node.isEmpty()) {
            return noNode();
        }
        Optional<JID> jid = jidOf(subscribe);
        if (jid.isEmpty()) {
            return noJid(subscribe);
        }
        if (options == null) {
            return new RoomRequest.Subscribe(node.get(), jid.get(), Optional.empty(), Optional.empty());
        }
        if (differs(options, "node", node.get()) || !isSame(options.attributeValue("jid"), jid.get())) {
            return malformed(PubsubError.Reason.INVALID_OPTIONS, "The options are for another subscription.");
        }
        Element form = options.element("x");
        if (form == null || !FORM.equals(form.getNamespaceURI()) || differs(form, "type", "submit")
            || field(form, "FORM_TYPE").filter(type -> !type.equals(FORM_TYPE)).isPresent()) {
            return malformed(PubsubError.Reason.INVALID_OPTIONS, "Options are a form that is submitted.");
        }
        return new RoomRequest.Subscribe(node.get(), jid.get(), field(form, "roomnick"), field(form, "roompassword"));
    }

    private static RoomRequest decodeUnsubscribe(Element unsubscribe) {
        Optional<String> node = nodeOf(unsubscribe);
        Optional<JID> jid = jidOf(unsubscribe);
        if (node.isEmpty()) {
            return noNode();
        }
        return jid.isEmpty() ? noJid(unsubscribe) : new RoomRequest.Unsubscribe(node.get(), jid.get());
    }

    private static RoomRequest decodePublish(Element publish, Element options) {
        Optional<String> node = nodeOf(publish);
        if (node.isEmpty()) {
            return noNode();
        }
        if (options != null) {
            // A room is configured by its owners, and what is said there must not go to more people than the client thinks.
            return malformed(PubsubError.Reason.PRECONDITION_NOT_MET, "A room cannot be configured by publishing.");
        }
        List<Element> items = publish.elements();
        if (items.isEmpty() || !"item".equals(items.get(0).getName())) {
            return malformed(PubsubError.Reason.ITEM_REQUIRED, "Publish an item.");
        }
        if (items.size() > 1) {
            return malformed(PubsubError.Reason.MAX_ITEMS_EXCEEDED, "Publish one item.");
        }
        List<Element> payloads = items.get(0).elements();
        if (payloads.isEmpty()) {
            return malformed(PubsubError.Reason.PAYLOAD_REQUIRED, "Put a message element into the item.");
        }
        if (payloads.size() > 1) {
            return malformed(PubsubError.Reason.INVALID_PAYLOAD, "Put one element into the item.");
        }
        try {
            return new RoomRequest.Publish(node.get(), MessagePayloadCodec.decode(payloads.get(0), TYPES));
        } catch (MalformedPayloadException e) {
            return malformed(PubsubError.Reason.INVALID_PAYLOAD, e.getMessage());
        }
    }

    private static Optional<String> nodeOf(Element element) {
        return Optional.ofNullable(element.attributeValue("node")).filter(node -> !node.isBlank());
    }

    private static Optional<JID> jidOf(Element element) {
        return parse(element.attributeValue("jid"));
    }

    private static Optional<JID> parse(String address) {
        try {
            return Optional.ofNullable(address).map(JID::new);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is left out is the same. */
    private static boolean isSame(String address, JID jid) {
        return address == null || parse(address).filter(jid::equals).isPresent();
    }

    private static boolean differs(Element element, String attribute, String expected) {
        String value = element.attributeValue(attribute);
        return value != null && !value.equals(expected);
    }

    private static Optional<String> field(Element form, String name) {
        for (Element field : form.elements("field")) {
            if (name.equals(field.attributeValue("var"))) {
                return Optional.ofNullable(field.elementText("value")).filter(value -> !value.isEmpty());
            }
        }
        return Optional.empty();
    }

    private static RoomRequest noNode() {
        return malformed(PubsubError.Reason.NODE_REQUIRED, "Say which room.");
    }

    private static RoomRequest noJid(Element element) {
        return element.attributeValue("jid") == null
            ? malformed(PubsubError.Reason.JID_REQUIRED, "Say whose subscription it is.")
            : malformed(PubsubError.Reason.INVALID_JID, "This is no address.");
    }

    private static RoomRequest malformed(PubsubError.Reason reason, String text) {
        return new RoomRequest.Malformed(new PubsubError(reason, text));
    }
}
