package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.Optional;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.QName;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/** Notices of pubsub events, and what subscriptions look like (XEP-0060). No state; may be called from any thread. */
public final class Notification {

    private static final String EVENT = "http://jabber.org/protocol/pubsub#event";
    private static final String ADDRESSES = "http://jabber.org/protocol/address";

    private Notification() {
    }

    /**
     * Something was published (XEP-0207).
     *
     * @param service  where
     * @param node     the node
     * @param payload  what; given away
     * @param replyTo  who published it (XEP-0033), if it is known
     * @return a message without {@code to} and without an id
     */
    public static Message item(JID service, String node, Element payload, Optional<JID> replyTo) {
        Message message = new Message();
        message.setFrom(service);
        Element items = message.addChildElement("event", EVENT).addElement("items").addAttribute("node", node);
        items.addElement("item").add(payload);
        replyTo.ifPresent(publisher -> addReplyTo(message, publisher));
        return message;
    }

    /**
     * Says whom to answer.
     *
     * @param notice    gets it
     * @param publisher whom
     */
    public static void addReplyTo(Message notice, JID publisher) {
        notice.addChildElement("addresses", ADDRESSES).addElement("address").addAttribute("type", "replyto")
            .addAttribute("jid", publisher.toString());
    }

    /**
     * A subscription has ended, and not because its owner wanted it (XEP-0060, section 8.8.4).
     *
     * @param service where
     * @param to      whose it was
     * @param node    the node
     * @return a message without an id
     */
    public static Message ended(JID service, JID to, String node) {
        Message message = new Message();
        message.setFrom(service);
        message.setTo(to);
        message.addChildElement("event", EVENT).addElement("subscription").addAttribute("node", node)
            .addAttribute("jid", to.toString()).addAttribute("subscription", "none");
        return message;
    }

    /**
     * The content of the answer to a request for a subscription (XEP-0060, section 6.1.2).
     *
     * @param node the node
     * @param jid  who is subscribed now
     * @return a new element without a parent
     */
    public static Element subscribed(String node, JID jid) {
        Element pubsub = DocumentHelper.createElement(QName.get("pubsub", Namespace.get(PubsubRequestCodec.NAMESPACE)));
        pubsub.addElement("subscription").addAttribute("node", node).addAttribute("jid", jid.toString())
            .addAttribute("subscription", "subscribed");
        return pubsub;
    }
}
