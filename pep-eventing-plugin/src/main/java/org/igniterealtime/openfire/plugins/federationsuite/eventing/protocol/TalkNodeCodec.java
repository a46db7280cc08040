package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.dom4j.Element;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * What there is about nodes on which two people talk (XEP-0207, section "One-to-One Messaging"): requests to the pubsub
 * service and its notices. No state; may be called from any thread. Nothing here throws, whatever a stanza holds.
 */
public final class TalkNodeCodec {

    private static final String PUBSUB = PubsubRequestCodec.NAMESPACE;
    private static final String OWNER = PubsubRequestCodec.OWNER_NAMESPACE;
    private static final String EVENT = PUBSUB + "#event";

    private TalkNodeCodec() {
    }

    /**
     * Tells whether a request creates a node on which two people talk: one with a whitelist, for which a publisher is named.
     *
     * @param iq any IQ
     * @return the node's name, empty if the service shall choose one; nothing for other requests
     */
    public static Optional<String> created(IQ iq) {
        Element pubsub = child(iq, "set", PUBSUB);
        Element create = pubsub == null ? null : pubsub.element("create");
        Element configure = create == null ? null : pubsub.element("configure");
        return configure != null && isTalk(configure.element("x"))
            ? Optional.of(create.attributeValue("node", "")) : Optional.empty();
    }

    /**
     * The name that the service has chosen for a new node.
     *
     * @param answer the result of the request
     */
    public static Optional<String> chosenName(IQ answer) {
        Element pubsub = child(answer, "result", PUBSUB);
        Element create = pubsub == null ? null : pubsub.element("create");
        return create == null ? Optional.empty() : Optional.ofNullable(create.attributeValue("node"));
    }

    /** Whether a form is that of a node on which two people talk. */
    private static boolean isTalk(Element form) {
        boolean whitelist = false;
        boolean publisher = false;
        if (form != null) {
            for (Element field : form.elements("field")) {
                String value = field.elementText("value");
                whitelist |= "pubsub#access_model".equals(field.attributeValue("var")) && "whitelist".equals(value);
                publisher |= "pubsub#publisher".equals(field.attributeValue("var")) && value != null && !value.isBlank();
            }
        }
        return whitelist && publisher;
    }

    /**
     * Tells whether a service's answer to {@link #askConfiguration} is that of a node on which two people talk.
     *
     * @param answer a result or an error
     */
    public static boolean isTalk(IQ answer) {
        Element pubsub = child(answer, "result", OWNER);
        Element configure = pubsub == null ? null : pubsub.element("configure");
        return configure != null && isTalk(configure.element("x"));
    }

    /**
     * Tells whether an owner subscribes somebody and leaves out the subscription's identifier, which the specification's
     * example does and newer servers refuse.
     *
     * @param iq any IQ
     * @return the node
     */
    public static Optional<String> subscribesOther(IQ iq) {
        Element pubsub = child(iq, "set", OWNER);
        Element subscriptions = pubsub == null ? null : pubsub.element("subscriptions");
        if (subscriptions == null || subscriptions.attributeValue("node", "").isBlank()) {
            return Optional.empty();
        }
        return subscriptions.elements("subscription").stream().anyMatch(TalkNodeCodec::lacksSubid)
            ? Optional.of(subscriptions.attributeValue("node")) : Optional.empty();
    }

    private static boolean lacksSubid(Element subscription) {
        return "subscribed".equals(subscription.attributeValue("subscription")) && subscription.attributeValue("subid") == null;
    }

    /**
     * An owner's request with what it lacks.
     *
     * @param request  the request; not changed
     * @param service  who gets it
     * @param id       its new id
     * @param current  the answer to {@link #askSubscriptions}
     * @param fresh    makes identifiers that no subscription has
     * @return a new stanza
     */
    public static IQ withSubids(IQ request, JID service, String id, IQ current, Supplier<String> fresh) {
        IQ copy = request.createCopy();
        copy.setTo(service);
        copy.setID(id);
        Map<String, String> known = subids(current);
        for (Element subscription : copy.getChildElement().element("subscriptions").elements("subscription")) {
            if (lacksSubid(subscription)) {
                String subid = known.get(subscription.attributeValue("jid"));
                subscription.addAttribute("subid", subid == null ? fresh.get() : subid);
            }
        }
        return copy;
    }

    private static Map<String, String> subids(IQ answer) {
        Map<String, String> subids = new HashMap<>();
        Element pubsub = child(answer, "result", OWNER);
        Element subscriptions = pubsub == null ? null : pubsub.element("subscriptions");
        if (subscriptions != null) {
            for (Element subscription : subscriptions.elements("subscription")) {
                String subid = subscription.attributeValue("subid");
                if (subid != null) {
                    subids.putIfAbsent(subscription.attributeValue("jid", ""), subid);
                }
            }
        }
        return subids;
    }

    /** A question for how a node is configured; only its owner is answered. */
    public static IQ askConfiguration(JID owner, JID service, String node, String id) {
        IQ iq = request(IQ.Type.get, owner, service, id);
        iq.setChildElement("pubsub", OWNER).addElement("configure").addAttribute("node", node);
        return iq;
    }

    /** A question for who is subscribed to a node; only its owner is answered. */
    public static IQ askSubscriptions(JID owner, JID service, String node, String id) {
        IQ iq = request(IQ.Type.get, owner, service, id);
        iq.setChildElement("pubsub", OWNER).addElement("subscriptions").addAttribute("node", node);
        return iq;
    }

    /** A question for what somebody is to the nodes of a service. */
    public static IQ askAffiliations(JID user, JID service, String id) {
        IQ iq = request(IQ.Type.get, user, service, id);
        iq.setChildElement("pubsub", PUBSUB).addElement("affiliations");
        return iq;
    }

    /**
     * Counts the nodes that somebody owns.
     *
     * @param answer the answer to {@link #askAffiliations}
     * @return none if it is an error
     */
    public static int owned(IQ answer) {
        Element pubsub = child(answer, "result", PUBSUB);
        Element affiliations = pubsub == null ? null : pubsub.element("affiliations");
        return affiliations == null ? 0 : (int) affiliations.elements("affiliation").stream()
            .filter(one -> "owner".equals(one.attributeValue("affiliation"))).count();
    }

    /** A subscription of a client's user. */
    public static IQ subscribe(JID client, JID service, String node, String id) {
        IQ iq = request(IQ.Type.set, client, service, id);
        iq.setChildElement("pubsub", PUBSUB).addElement("subscribe").addAttribute("node", node)
            .addAttribute("jid", client.toBareJID());
        return iq;
    }

    private static IQ request(IQ.Type type, JID from, JID to, String id) {
        IQ iq = new IQ(type, id);
        iq.setFrom(from);
        iq.setTo(to);
        return iq;
    }

    /**
     * Finds messages in a publication. They get an identifier where they have none, so that they can be known again in the
     * notices, and what they say of their sender becomes true.
     *
     * @param iq        any IQ on its way to the service; changed
     * @param publisher who publishes
     * @param fresh     makes identifiers that no item has
     * @return the items, empty for other requests and other payloads
     */
    public static List<Item> stampPublished(IQ iq, JID publisher, Supplier<String> fresh) {
        List<Item> found = new ArrayList<>();
        for (Element item : items(iq)) {
            Element payload = item.elements().get(0);
            if (item.attributeValue("id") == null) {
                item.addAttribute("id", fresh.get());
            }
            if (payload.attributeValue("from") != null) {
                payload.addAttribute("from", publisher.toString());
            }
            found.add(new Item(item.getParent().attributeValue("node", ""), item.attributeValue("id")));
        }
        return found;
    }

    private static List<Element> items(IQ iq) {
        Element pubsub = child(iq, "set", PUBSUB);
        Element publish = pubsub == null ? null : pubsub.element("publish");
        return publish == null ? List.of() : publish.elements("item").stream().filter(item -> !item.elements().isEmpty()
            && MessagePayloadCodec.isMessage(item.elements().get(0))).toList();
    }

    /**
     * An item of a node.
     *
     * @param node the node
     * @param id   the item's identifier
     */
    public record Item(String node, String id) {
    }

    /**
     * Reads a notice of the service.
     *
     * @param message any message of the service
     * @return the first item that it tells of
     */
    public static Optional<Item> told(Message message) {
        Element event = message.getChildElement("event", EVENT);
        Element items = event == null ? null : event.element("items");
        Element item = items == null ? null : items.element("item");
        return item == null || item.attributeValue("id") == null ? Optional.empty()
            : Optional.of(new Item(items.attributeValue("node", ""), item.attributeValue("id")));
    }

    /**
     * A notice with whom to answer.
     *
     * @param notice    the service's; not changed
     * @param publisher whom
     * @return a new stanza
     */
    public static Message withReplyTo(Message notice, JID publisher) {
        Message copy = notice.createCopy();
        Notification.addReplyTo(copy, publisher);
        return copy;
    }

    /**
     * The message of a notice, as its publisher would have sent it in the ordinary way.
     *
     * @param notice    the service's; not changed
     * @param publisher who said it
     * @return a new stanza to the notice's receiver; nothing if the notice does not have what was published
     */
    public static Optional<Message> ordinary(Message notice, JID publisher) {
        Element item = notice.getChildElement("event", EVENT).element("items").element("item");
        return item.elements().stream().findFirst().filter(MessagePayloadCodec::isMessage)
            .filter(payload -> !ClientXml.isDeeperThan(ClientXml.MAX_DEPTH, payload))
            .map(payload -> MessagePayloadCodec.encode(MessagePayloadCodec.readPayload(payload), Message.Type.chat, publisher,
                notice.getTo()));
    }

    private static Element child(IQ iq, String type, String namespace) {
        Element child = iq.getChildElement();
        // The attribute as it stands: IQ.getType() throws for a type it does not know.
        return child != null && type.equals(iq.getElement().attributeValue("type")) && "pubsub".equals(child.getName())
            && namespace.equals(child.getNamespaceURI()) ? child : null;
    }
}
