package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * Requests about subscriptions to the node {@value PubsubRequest#PRESENCE_NODE}, the answers to them, and what subscribers
 * are told (XEP-0060). No state; may be called from any thread.
 */
public final class SubscriptionCodec {

    /** The field of the configuration with those who look subscribed and are told nothing. */
    public static final String POLITE = "federationsuite#polite_block";
    /** The field of the configuration with who may subscribe. */
    public static final String ACCESS_MODEL = "pubsub#access_model";
    /** The only value that it can have here: whoever the owner lets. */
    public static final String AUTHORIZE = "authorize";

    private static final String NODE_CONFIG = "http://jabber.org/protocol/pubsub#node_config";
    private static final String EVENT = "http://jabber.org/protocol/pubsub#event";

    private SubscriptionCodec() {
    }

    /**
     * Reads a request. Never throws, whatever the stanza holds, and does not change it.
     *
     * @param iq any IQ
     * @return what it asks for
     */
    public static SubscriptionRequest decode(IQ iq) {
        Element pubsub = iq.getChildElement();
        // The attribute as it stands: IQ.getType() throws for a type it does not know.
        String type = iq.getElement().attributeValue("type", "");
        if (pubsub == null || !"pubsub".equals(pubsub.getName())) {
            return new SubscriptionRequest.Other();
        }
        String kind = pubsub.getNamespaceURI().equals(PubsubRequestCodec.OWNER_NAMESPACE) ? "owner " + type
            : pubsub.getNamespaceURI().equals(PubsubRequestCodec.NAMESPACE) ? type : "";
        return switch (kind) {
            case "set" -> subscriber(pubsub);
            case "get" -> of(pubsub, "subscriptions").<SubscriptionRequest>map(any -> new SubscriptionRequest.Own())
                .orElseGet(SubscriptionRequest.Other::new);
            case "owner get" -> ownerGets(pubsub);
            case "owner set" -> ownerSets(pubsub);
            default -> new SubscriptionRequest.Other();
        };
    }

    private static SubscriptionRequest subscriber(Element pubsub) {
        Optional<Element> subscribe = of(pubsub, "subscribe");
        if (subscribe.isPresent()) {
            return new SubscriptionRequest.Subscribe(Addresses.read(subscribe.get().attributeValue("jid")),
                subscribe.get().attributeValue("jid") != null, pubsub.element("options") != null);
        }
        return of(pubsub, "unsubscribe").<SubscriptionRequest>map(unsubscribe ->
            new SubscriptionRequest.Unsubscribe(Addresses.read(unsubscribe.attributeValue("jid")),
                unsubscribe.attributeValue("jid") != null)).orElseGet(SubscriptionRequest.Other::new);
    }

    private static SubscriptionRequest ownerGets(Element pubsub) {
        if (of(pubsub, "subscriptions").isPresent()) {
            return new SubscriptionRequest.Subscribers();
        }
        if (of(pubsub, "affiliations").isPresent()) {
            return new SubscriptionRequest.Affiliations();
        }
        return of(pubsub, "configure").<SubscriptionRequest>map(any -> new SubscriptionRequest.Configuration())
            .orElseGet(SubscriptionRequest.Other::new);
    }

    private static SubscriptionRequest ownerSets(Element pubsub) {
        Optional<Element> list = of(pubsub, "subscriptions");
        if (list.isPresent()) {
            return new SubscriptionRequest.ChangeSubscribers(changes(list.get(), "subscription"));
        }
        list = of(pubsub, "affiliations");
        if (list.isPresent()) {
            return new SubscriptionRequest.ChangeAffiliations(changes(list.get(), "affiliation"));
        }
        return of(pubsub, "configure").<SubscriptionRequest>map(configure ->
            new SubscriptionRequest.Configure(DataForm.in(configure))).orElseGet(SubscriptionRequest.Other::new);
    }

    private static List<SubscriptionRequest.Change> changes(Element list, String name) {
        return list.elements(name).stream().map(one -> new SubscriptionRequest.Change(
            Addresses.read(one.attributeValue("jid")), one.attributeValue(name, ""))).toList();
    }

    /** A child that is about our node, by its local name as the core finds it. */
    private static Optional<Element> of(Element pubsub, String name) {
        return Optional.ofNullable(pubsub.element(name))
            .filter(child -> PubsubRequest.PRESENCE_NODE.equals(child.attributeValue("node")));
    }

    /**
     * The answer to a subscriber: how it stands with one subscription.
     *
     * @param address what is subscribed
     * @param state   how it stands
     * @return a new element
     */
    public static Element subscription(JID address, String state) {
        Element pubsub = pubsub(PubsubRequestCodec.NAMESPACE);
        subscription(pubsub, address, state);
        return pubsub;
    }

    /**
     * The answer to somebody who asks for his subscriptions.
     *
     * @param states addresses and how it stands with them; may be empty
     * @return a new element
     */
    public static Element own(Map<JID, String> states) {
        return subscriptions(PubsubRequestCodec.NAMESPACE, states, true);
    }

    /**
     * The answer to an owner who asks who is subscribed.
     *
     * @param states addresses and how it stands with them; may be empty
     * @return a new element
     */
    public static Element subscribers(Map<JID, String> states) {
        return subscriptions(PubsubRequestCodec.OWNER_NAMESPACE, states, false);
    }

    private static Element subscriptions(String namespace, Map<JID, String> states, boolean withNode) {
        Element pubsub = pubsub(namespace);
        Element list = pubsub.addElement("subscriptions").addAttribute("node", PubsubRequest.PRESENCE_NODE);
        states.forEach((address, state) -> {
            Element one = list.addElement("subscription");
            if (withNode) {
                one.addAttribute("node", PubsubRequest.PRESENCE_NODE);
            }
            one.addAttribute("jid", address.toString()).addAttribute("subscription", state);
        });
        return pubsub;
    }

    /**
     * The answer to an owner who asks for affiliations.
     *
     * @param affiliations addresses and their affiliations
     * @return a new element
     */
    public static Element affiliations(Map<JID, String> affiliations) {
        Element pubsub = pubsub(PubsubRequestCodec.OWNER_NAMESPACE);
        Element list = pubsub.addElement("affiliations").addAttribute("node", PubsubRequest.PRESENCE_NODE);
        affiliations.forEach((address, affiliation) -> list.addElement("affiliation")
            .addAttribute("jid", address.toString()).addAttribute("affiliation", affiliation));
        return pubsub;
    }

    /**
     * The answer to an owner who asks for the configuration.
     *
     * @param polite      those who look subscribed and are told nothing
     * @param modelLabel  what people read of the access model
     * @param politeLabel what people read of the list
     * @return a new element
     */
    public static Element configuration(List<JID> polite, String modelLabel, String politeLabel) {
        Element pubsub = pubsub(PubsubRequestCodec.OWNER_NAMESPACE);
        Element configure = pubsub.addElement("configure").addAttribute("node", PubsubRequest.PRESENCE_NODE);
        Element form = DataForm.begin(configure, "form", NODE_CONFIG);
        DataForm.field(form, ACCESS_MODEL, "list-single", modelLabel, AUTHORIZE);
        form.elements("field").get(1).addElement("option").addElement("value").setText(AUTHORIZE);
        DataForm.field(form, POLITE, "jid-multi", politeLabel, polite.stream().map(JID::toString).toArray(String[]::new));
        return pubsub;
    }

    /**
     * Tells a subscriber what was decided about his subscription (XEP-0060, "Notification of Subscription State Changes").
     *
     * @param owner   the node's owner
     * @param to      who is told
     * @param address what was subscribed
     * @param state   how it stands now
     * @return a new stanza
     */
    public static Message decision(JID owner, JID to, JID address, String state) {
        Message message = event(owner, to);
        subscription(message.getElement().element("event"), address, state);
        return message;
    }

    /**
     * Tells somebody of presence (XEP-0207, section "Presence").
     *
     * @param owner    whose presence it is
     * @param to       who is told
     * @param presence the presence, as {@link PresenceItem} makes it; given away
     * @return a new stanza
     */
    public static Message notice(JID owner, JID to, Element presence) {
        Message message = event(owner, to);
        addItem(message, presence);
        return message;
    }

    /**
     * The same for clients, one after the other.
     *
     * @param owner    whose presence it is
     * @param presence the presence, as {@link PresenceItem} makes it; given away
     * @return a new stanza without {@code to}
     */
    public static Message notice(JID owner, Element presence) {
        Message message = new Message();
        message.setFrom(owner);
        message.getElement().addElement(QName.get("event", EVENT));
        addItem(message, presence);
        return message;
    }

    private static void addItem(Message message, Element presence) {
        message.getElement().element("event").addElement("items").addAttribute("node", PubsubRequest.PRESENCE_NODE)
            .addElement("item").add(presence);
    }

    /**
     * To an account, a headline: it goes to all clients there, and is kept for nobody who comes later, when it would be
     * wrong. To one client, what the example has.
     */
    private static Message event(JID owner, JID to) {
        Message message = new Message();
        if (to.getResource() == null) {
            message.setType(Message.Type.headline);
        }
        message.setFrom(owner);
        message.setTo(to);
        message.getElement().addElement(QName.get("event", EVENT));
        return message;
    }

    private static void subscription(Element parent, JID address, String state) {
        parent.addElement("subscription").addAttribute("node", PubsubRequest.PRESENCE_NODE)
            .addAttribute("jid", address.toString()).addAttribute("subscription", state);
    }

    private static Element pubsub(String namespace) {
        return DocumentHelper.createElement(QName.get("pubsub", namespace));
    }

    /**
     * The node on which something is published, if the request leaves to the server how a new one is configured.
     *
     * @param iq any IQ
     * @return the node; empty for every other request, and for presence, which has no such node
     */
    public static Optional<String> publishes(IQ iq) {
        return child(iq, PubsubRequestCodec.NAMESPACE).filter(pubsub -> pubsub.element("publish-options") == null
            && pubsub.element("configure") == null).flatMap(pubsub -> node(pubsub, "publish"))
            .filter(node -> !node.equals(PubsubRequest.PRESENCE_NODE));
    }

    /**
     * The node that its owner deletes.
     *
     * @param iq any IQ
     * @return the node; empty for every other request
     */
    public static Optional<String> deletes(IQ iq) {
        return child(iq, PubsubRequestCodec.OWNER_NAMESPACE).flatMap(pubsub -> node(pubsub, "delete"));
    }

    private static Optional<Element> child(IQ iq, String namespace) {
        return Optional.ofNullable(iq.getChildElement()).filter(pubsub -> "set".equals(iq.getElement().attributeValue("type"))
            && "pubsub".equals(pubsub.getName()) && namespace.equals(pubsub.getNamespaceURI()));
    }

    private static Optional<String> node(Element pubsub, String name) {
        return Optional.ofNullable(pubsub.element(name)).map(child -> child.attributeValue("node"))
            .filter(node -> !node.isBlank());
    }

    /**
     * A request that makes a node of a user's own account.
     *
     * @param client whose
     * @param node   the node
     * @param id     the stanza's id
     */
    public static IQ create(JID client, String node, String id) {
        IQ iq = new IQ(IQ.Type.set, id);
        iq.setFrom(client);
        iq.setChildElement("pubsub", PubsubRequestCodec.NAMESPACE).addElement("create").addAttribute("node", node);
        return iq;
    }

    /**
     * Says in a publication that a node which is made for it is one that its owner is asked about.
     *
     * @param iq a request as {@link #publishes} finds it; the publication in it is changed
     */
    public static void authorize(IQ iq) {
        Element form = DataForm.begin(iq.getChildElement().addElement("configure"), "submit", NODE_CONFIG);
        DataForm.field(form, ACCESS_MODEL, "list-single", null, AUTHORIZE);
    }

    /**
     * Makes a node that is created one that its owner is asked about, unless the request says which access model it wants
     * (XEP-0207, section "Security Considerations").
     *
     * @param iq any IQ of a local client; the request in it may be changed
     */
    public static void authorizeByDefault(IQ iq) {
        Element pubsub = iq.getChildElement();
        if (pubsub == null || !"set".equals(iq.getElement().attributeValue("type"))
            || !PubsubRequestCodec.NAMESPACE.equals(pubsub.getNamespaceURI()) || pubsub.element("create") == null) {
            return;
        }
        Element configure = pubsub.element("configure");
        if (configure == null) {
            configure = pubsub.addElement("configure");
        }
        Optional<DataForm> form = DataForm.in(configure);
        if (form.isPresent() && (!form.get().is("submit") || form.get().has(ACCESS_MODEL))) {
            return;
        }
        Element fields = form.map(DataForm::element).orElse(null);
        if (fields == null) {
            fields = DataForm.begin(configure, "submit", NODE_CONFIG);
        }
        DataForm.field(fields, ACCESS_MODEL, "list-single", null, AUTHORIZE);
    }
}
