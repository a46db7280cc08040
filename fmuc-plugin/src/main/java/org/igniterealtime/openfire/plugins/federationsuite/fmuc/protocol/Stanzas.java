package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.util.List;
import java.util.Optional;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/** Builds stanzas from values. Each call makes a new stanza that shares nothing with its arguments. */
public final class Stanzas {

    private Stanzas() {
    }

    /** A presence; {@code type} is {@code null} for available. */
    public static Presence presence(JID from, JID to, Presence.Type type, Payload payload) {
        Presence presence = new Presence();
        presence.setType(type);
        address(presence, from, to);
        payload.addTo(presence);
        return presence;
    }

    /** A message. */
    public static Message message(JID from, JID to, Message.Type type, Optional<String> id, Payload payload) {
        Message message = new Message();
        if (type != Message.Type.normal) {
            message.setType(type);
        }
        id.ifPresent(message::setID);
        address(message, from, to);
        payload.addTo(message);
        return message;
    }

    /** A message to all in a room, before it is known to whom it goes. */
    public static Message broadcast(JID from, Optional<String> id, Payload payload) {
        Message message = new Message();
        message.setType(Message.Type.groupchat);
        id.ifPresent(message::setID);
        message.setFrom(from);
        payload.addTo(message);
        return message;
    }

    /** An IQ. */
    public static IQ iq(JID from, JID to, IQ.Type type, String id, Payload payload) {
        IQ iq = new IQ(type, id);
        address(iq, from, to);
        payload.addTo(iq);
        return iq;
    }

    /** The question whether somebody is there (XEP-0199). */
    public static Payload ping() {
        return Payload.adopting(List.of(DocumentHelper.createElement(QName.get("ping", Topic.PING_NAMESPACE))));
    }

    /**
     * The slave's join on behalf of a user (ProtoXEP, "Joining"). Password and limits on history travel inside it, in
     * the element that XEP-0045 has for them; without either the element is left out, as in the specification.
     *
     * @param room     the two addresses
     * @param join     the user's own join
     * @return presence from the bare slave to {@code room/nick}
     */
    public static Presence join(SlaveAddress room, UserStanza.Available join) {
        Presence presence = presence(room.slave(), room.masterOccupant(join.nick()), null, join.payload());
        Fmuc.addJoin(presence, join.user());
        if (join.password().isPresent() || !join.history().equals(HistoryRequest.ALL)) {
            enter(presence, join);
        }
        return presence;
    }

    /**
     * A user's own join, as he could have sent it himself, and marked so that it is not taken to the slave again.
     *
     * @param room the two addresses
     * @param join what he asked the slave
     * @return presence from the user to {@code room/nick}
     */
    public static Presence directJoin(SlaveAddress room, UserStanza.Available join) {
        Presence presence = presence(join.user(), room.masterOccupant(join.nick()), null, join.payload());
        join.id().ifPresent(presence::setID);
        enter(presence, join);
        Transparent.markDirect(presence);
        return presence;
    }

    /**
     * A user's own part, as he could have sent it himself, and marked so that it is not taken to the slave again.
     *
     * @param room    the two addresses
     * @param user    the full JID
     * @param nick    his nick
     * @param payload what he says
     */
    public static Presence directPart(SlaveAddress room, JID user, String nick, Payload payload) {
        Presence presence = presence(user, room.masterOccupant(nick), Presence.Type.unavailable, payload);
        Transparent.markDirect(presence);
        return presence;
    }

    private static void enter(Presence presence, UserStanza.Available join) {
        Element enter = presence.getElement().addElement(Muc.ENTER);
        join.password().ifPresent(password -> enter.addElement("password").setText(password));
        join.history().addTo(enter);
    }

    /** Marks a message as shown by its slave already (ProtoXEP, "Fire and Forget"). */
    public static Message nomirror(Message message) {
        message.getElement().addElement(Fmuc.NOMIRROR);
        return message;
    }

    /**
     * The error that answers a stanza.
     *
     * @param stanza    what is answered; never itself an error
     * @param condition the defined condition
     * @param text      an explanation for people, or {@code null}
     * @return the error, from the stanza's receiver to its sender, with its id
     */
    public static Packet error(Packet stanza, PacketError.Condition condition, String text) {
        PacketError error = new PacketError(condition, condition.getDefaultType(), text);
        if (stanza instanceof IQ iq) {
            IQ answer = IQ.createResultIQ(iq);
            answer.setError(error);
            return answer;
        }
        Packet answer = stanza instanceof Presence
            ? presence(stanza.getTo(), stanza.getFrom(), Presence.Type.error, Payload.EMPTY)
            : message(stanza.getTo(), stanza.getFrom(), Message.Type.error, Optional.empty(), Payload.EMPTY);
        answer.setID(stanza.getID());
        answer.getElement().add(error.getElement().createCopy());
        return answer;
    }

    /**
     * What a room says to its occupants that is no more (XEP-0045, section 10.9).
     *
     * @param reason why; may be empty
     */
    public static Payload destroyed(String reason) {
        Element x = DocumentHelper.createElement(Muc.USER);
        x.addElement("item").addAttribute("affiliation", "none").addAttribute("role", "none");
        Element destroy = x.addElement("destroy");
        if (!reason.isEmpty()) {
            destroy.addElement("reason").setText(reason);
        }
        return Payload.EMPTY.with(x);
    }

    /** Just an error, as a payload. */
    public static Payload errorPayload(PacketError.Condition condition, String text) {
        return Payload.EMPTY.with(new PacketError(condition, condition.getDefaultType(), text).getElement());
    }

    /**
     * Tells whether a stanza has two addresses and a type. Openfire 4.2 hands on what another server sends without
     * looking at it, and tinder throws whenever it is asked about an address or a type that is none.
     *
     * @param stanza whatever came
     * @return false for what nobody can do anything with, not even answer it
     */
    public static boolean isReadable(Packet stanza) {
        return isAddressed(stanza) && hasType(stanza);
    }

    /** Tells whether a stanza is a message to all in a room. A look at letters, whatever else it is. */
    public static boolean isGroupchat(Packet stanza) {
        return stanza instanceof Message && Message.Type.groupchat.name().equals(stanza.getElement().attributeValue("type"));
    }

    /** Tells whether a stanza has two addresses that are some. */
    public static boolean isAddressed(Packet stanza) {
        try {
            return stanza.getFrom() != null && stanza.getTo() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean hasType(Packet stanza) {
        try {
            if (stanza instanceof Presence presence) {
                // Available presence has no type, and tinder says null.
                presence.getType();
                return true;
            }
            return stanza instanceof Message message ? message.getType() != null
                : stanza instanceof IQ iq && iq.getType() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The condition of an error stanza, if it has one that is defined. */
    public static Optional<PacketError.Condition> condition(Packet stanza) {
        try {
            return Optional.ofNullable(stanza.getError()).map(PacketError::getCondition);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Tells whether a stanza may be answered: it is readable, and not itself an error or an answer. */
    public static boolean mayBeAnswered(Packet stanza) {
        if (!isReadable(stanza)) {
            return false;
        }
        if (stanza instanceof IQ iq) {
            return iq.isRequest();
        }
        if (stanza instanceof Message message) {
            return message.getType() != Message.Type.error;
        }
        return stanza instanceof Presence presence && presence.getType() != Presence.Type.error;
    }

    private static void address(Packet stanza, JID from, JID to) {
        stanza.setFrom(from);
        stanza.setTo(to);
    }
}
