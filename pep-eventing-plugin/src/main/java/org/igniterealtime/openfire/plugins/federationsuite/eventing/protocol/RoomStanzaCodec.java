package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.Namespace;
import org.dom4j.QName;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/** Stanzas of rooms to {@link RoomStanza}, and what an occupant sends. No state; may be called from any thread. */
public final class RoomStanzaCodec {

    private static final String MUC = "http://jabber.org/protocol/muc";
    private static final String USER = "http://jabber.org/protocol/muc#user";
    private static final String STANZA_ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas";
    private static final QName DELAY = QName.get("delay", "urn:xmpp:delay");
    private static final QName OLD_DELAY = QName.get("x", "jabber:x:delay");
    private static final QName LANGUAGE = QName.get("lang", Namespace.XML_NAMESPACE);
    private static final String ADDRESSES = "http://jabber.org/protocol/address";

    private RoomStanzaCodec() {
    }

    /**
     * Reads what a room tells an occupant. Never throws for what a room can send, and changes nothing.
     *
     * @param stanza from the room, or from an occupant of it
     * @return what it says; empty for private messages, questions, invitations, which are not for all occupants
     */
    public static Optional<RoomStanza> read(Packet stanza) {
        String type = stanza.getElement().attributeValue("type");
        if (stanza instanceof Presence || stanza instanceof Message) {
            if ("error".equals(type)) {
                return Optional.of(new RoomStanza.Refused(Optional.ofNullable(stanza.getID()), refusal(stanza.getElement())));
            }
            return stanza instanceof Presence ? readPresence(stanza, type) : readMessage((Message) stanza, type);
        }
        return Optional.empty();
    }

    private static Optional<RoomStanza> readPresence(Packet stanza, String type) {
        String nick = stanza.getFrom().getResource();
        if (nick == null || type != null && !type.equals("unavailable")) {
            return Optional.empty();
        }
        Element user = stanza.getElement().element(QName.get("x", USER));
        Element item = user == null ? null : user.element("item");
        return Optional.of(new RoomStanza.Presence(nick, type == null, codes(user), realJid(item), newNick(item),
            user != null && user.element("destroy") != null, payload(stanza)));
    }

    private static Optional<RoomStanza> readMessage(Message message, String type) {
        if (!"groupchat".equals(type)) {
            return Optional.empty();
        }
        Element element = message.getElement();
        boolean delayed = element.element(DELAY) != null || element.element(OLD_DELAY) != null;
        return Optional.of(new RoomStanza.Said(Optional.ofNullable(message.getFrom().getResource()), delayed,
            withoutRoomsAddresses(MessagePayloadCodec.read(message))));
    }

    /** Newer rooms say in there who sent the message; the notification says it beside the event. */
    private static MessagePayload withoutRoomsAddresses(MessagePayload said) {
        return new MessagePayload(said.id(), said.language(),
            said.children().stream().filter(child -> !child.isIn(ADDRESSES)).toList());
    }

    /** With who it is of, which the notification around it does not say, and without whom it is for. */
    private static Element payload(Packet stanza) {
        Element original = stanza.getElement();
        Element payload = DocumentHelper.createElement(QName.get("presence", Namespace.get(ClientXml.NAMESPACE)));
        payload.addAttribute("from", stanza.getFrom().toString());
        copy(original, payload, "type");
        Optional.ofNullable(original.attributeValue(LANGUAGE)).ifPresent(value -> payload.addAttribute(LANGUAGE, value));
        original.elements().forEach(child -> payload.add(ClientXml.qualified(child)));
        return payload;
    }

    private static void copy(Element from, Element to, String attribute) {
        Optional.ofNullable(from.attributeValue(attribute)).ifPresent(value -> to.addAttribute(attribute, value));
    }

    private static Set<Integer> codes(Element user) {
        Set<Integer> codes = new HashSet<>();
        if (user != null) {
            for (Element status : user.elements("status")) {
                String code = status.attributeValue("code", "");
                if (code.matches("[0-9]{3}")) {
                    codes.add(Integer.valueOf(code));
                }
            }
        }
        return codes;
    }

    private static Optional<JID> realJid(Element item) {
        return item == null ? Optional.empty() : parse(item.attributeValue("jid"));
    }

    private static Optional<JID> parse(String address) {
        try {
            return Optional.ofNullable(address).map(JID::new);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> newNick(Element item) {
        return item == null ? Optional.empty() : Optional.ofNullable(item.attributeValue("nick"));
    }

    /**
     * Reads why something was refused.
     *
     * @param stanza the element of a stanza of type error
     */
    public static Refusal refusal(Element stanza) {
        Element error = stanza.element("error");
        String condition = "undefined-condition";
        Optional<String> text = Optional.empty();
        if (error != null) {
            for (Element child : error.elements()) {
                if (!STANZA_ERRORS.equals(child.getNamespaceURI())) {
                    continue;
                }
                if (child.getName().equals("text")) {
                    text = Optional.of(child.getText()).filter(said -> !said.isBlank());
                } else {
                    condition = child.getName();
                }
            }
        }
        return new Refusal(condition, typeOf(error), text);
    }

    private static String typeOf(Element error) {
        String type = error == null ? null : error.attributeValue("type");
        return type != null && Set.of("auth", "cancel", "continue", "modify", "wait").contains(type) ? type : "cancel";
    }

    /**
     * A join (XEP-0045, section 7.2).
     *
     * @param client   who joins
     * @param occupant room and nick
     * @param password the room's password, if there is one
     * @param id       the stanza's id
     */
    public static Presence join(JID client, JID occupant, Optional<String> password, String id) {
        Presence presence = presence(client, occupant, id);
        Element enter = presence.addChildElement("x", MUC);
        password.ifPresent(word -> enter.addElement("password").setText(word));
        return presence;
    }

    /**
     * A change of the nick (XEP-0045, section 7.6).
     *
     * @param client   who is in the room
     * @param occupant the room and the new nick
     * @param id       the stanza's id
     */
    public static Presence rename(JID client, JID occupant, String id) {
        return presence(client, occupant, id);
    }

    /**
     * A part (XEP-0045, section 7.14).
     *
     * @param client   who leaves
     * @param occupant room and nick
     */
    public static Presence part(JID client, JID occupant) {
        Presence presence = new Presence(Presence.Type.unavailable);
        presence.setFrom(client);
        presence.setTo(occupant);
        return presence;
    }

    /**
     * A ping. To an occupant whom there is not: a room answers it to its occupants in another way than to others; to a client,
     * to learn whether it is there.
     *
     * @param client   who asks
     * @param nobody   the room and a nick that nobody has, or a client
     * @param id       the stanza's id
     * @see #isAnswerToOccupant
     */
    public static IQ probe(JID client, JID nobody, String id) {
        IQ iq = new IQ(IQ.Type.get, id);
        iq.setFrom(client);
        iq.setTo(nobody);
        iq.setChildElement("ping", "urn:xmpp:ping");
        return iq;
    }

    /**
     * Tells what the answer to {@link #probe} means.
     *
     * @param answer a result or an error
     * @return whether whoever asked is in the room
     */
    public static boolean isAnswerToOccupant(IQ answer) {
        return switch (refusal(answer.getElement()).condition()) {
            // That nobody has the nick, in the words of rooms and of mirrors; that he may ask nobody.
            case "recipient-unavailable", "item-not-found", "forbidden" -> true;
            default -> false;
        };
    }

    /**
     * Tells whether a refusal says that there is nobody at an address, or no way to him. A client that knows no pings and one
     * that is gone have the same error in common (RFC 6121, section 8.5.3.2.3); this takes it for the latter.
     *
     * @param why the error to a question
     */
    public static boolean isOfNobody(Refusal why) {
        return switch (why.condition()) {
            case "service-unavailable", "item-not-found", "recipient-unavailable", "gone", "remote-server-not-found",
                "remote-server-timeout", "jid-malformed" -> true;
            default -> false;
        };
    }

    private static Presence presence(JID client, JID occupant, String id) {
        Presence presence = new Presence();
        presence.setFrom(client);
        presence.setTo(occupant);
        presence.setID(id);
        return presence;
    }
}
