package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.QName;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;

/**
 * {@code <message xmlns='jabber:client'>} as the payload of a pubsub item (XEP-0207, sections "Multi-User Chat" and
 * "One-to-One Messaging") to {@link MessagePayload}, and that to a stanza and back. No state; may be called from any thread.
 */
public final class MessagePayloadCodec {

    /** An id is remembered while its message is under way, so it is not as long as whoever chooses it likes. */
    static final int MAX_ID_CHARS = 256;

    private static final QName LANGUAGE = QName.get("lang", Namespace.XML_NAMESPACE);
    private static final Namespace CLIENT = Namespace.get(ClientXml.NAMESPACE);

    private MessagePayloadCodec() {
    }

    /**
     * Tells whether an element is a message as the payload of an item.
     *
     * @param payload any element
     * @return whether {@link #decode} would look at it
     */
    public static boolean isMessage(Element payload) {
        return "message".equals(payload.getName()) && ClientXml.isClients(payload);
    }

    /**
     * Reads a payload. What it says of its sender is passed over.
     *
     * @param payload any element; not changed
     * @param types   the types of messages that it may say it is of; none is always right
     * @return what it says
     * @throws MalformedPayloadException if it is no message; if it is for one recipient, which a publication never is; if it
     *     is of another type; if it is nested too deep, or its id is too long
     */
    public static MessagePayload decode(Element payload, Set<String> types) throws MalformedPayloadException {
        if (!isMessage(payload)) {
            throw new MalformedPayloadException("The payload of this node is a message element in the namespace jabber:client.");
        }
        if (ClientXml.isDeeperThan(ClientXml.MAX_DEPTH, payload)) {
            throw new MalformedPayloadException("The payload is nested too deep.");
        }
        if (payload.attributeValue("to") != null) {
            throw new MalformedPayloadException("A published message has no recipient of its own.");
        }
        String type = payload.attributeValue("type");
        if (type != null && !types.contains(type)) {
            throw new MalformedPayloadException("A message of this type cannot be published here.");
        }
        String id = payload.attributeValue("id");
        if (id != null && id.length() > MAX_ID_CHARS) {
            throw new MalformedPayloadException("The id is too long.");
        }
        return readPayload(payload);
    }

    /**
     * Reads what a message says that is on its way to a client.
     *
     * @param message any message; not changed
     * @return what it says, without addresses and type
     */
    public static MessagePayload read(Message message) {
        return readPayload(message.getElement());
    }

    static MessagePayload readPayload(Element message) {
        List<Extension> children = new ArrayList<>();
        for (Element child : message.elements()) {
            children.add(new Extension(ClientXml.qualified(child)));
        }
        return new MessagePayload(Optional.ofNullable(message.attributeValue("id")).filter(id -> !id.isEmpty()),
            Optional.ofNullable(message.attributeValue(LANGUAGE)), children);
    }

    /**
     * Writes a message as the stanza that its sender would have sent himself.
     *
     * @param payload what to say
     * @param type    the stanza's type
     * @param from    who says it
     * @param to      to whom
     * @return a new stanza
     */
    public static Message encode(MessagePayload payload, Message.Type type, JID from, JID to) {
        Message message = new Message();
        if (type != Message.Type.normal) {
            message.setType(type);
        }
        message.setFrom(from);
        message.setTo(to);
        payload.id().ifPresent(message::setID);
        Element element = message.getElement();
        payload.language().ifPresent(language -> element.addAttribute(LANGUAGE, language));
        payload.children().forEach(child -> element.add(ClientXml.unqualified(child.toElement())));
        return message;
    }

    /**
     * Writes a message as the payload of an item.
     *
     * @param payload what to say
     * @return a new element without a parent
     */
    public static Element toElement(MessagePayload payload) {
        Element element = DocumentHelper.createElement(QName.get("message", CLIENT));
        payload.id().ifPresent(id -> element.addAttribute("id", id));
        payload.language().ifPresent(language -> element.addAttribute(LANGUAGE, language));
        payload.children().forEach(child -> element.add(child.toElement()));
        return element;
    }
}
