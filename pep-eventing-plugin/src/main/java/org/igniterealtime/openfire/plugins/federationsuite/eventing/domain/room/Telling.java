package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Circular;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.MessagePayloadCodec;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.Notification;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.RoomStanza;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.RoomStanzaCodec;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * A stanza that a room gives an occupant, and what is made of it. A message a room gives to its occupants one after the other,
 * always the same one: then it is read once, and those who are told the same are told it by one message. Not thread-safe, as
 * such a stanza is not: the room writes the next occupant's address into it when the last one has it, so whoever has it has it
 * for himself.
 */
final class Telling {

    /** Occupants call a room by one name, and see who is behind a nick or do not. */
    private static final int MOST = 8;

    private final Packet stanza;
    private final Optional<JID> room;
    private Optional<RoomStanza> told;
    private final List<Notice> notices = new ArrayList<>();

    /**
     * One of the notices, and what makes a difference between notices of the same.
     *
     * @param service   where
     * @param node      the room, as the client calls it
     * @param publisher whom to answer
     * @param nameless  whether the message's id is left out
     * @param message   to all for whom this is so
     */
    private record Notice(JID service, String node, Optional<JID> publisher, boolean nameless, Message message) {

        boolean isFor(Seat.Place place, Optional<JID> whom, boolean withoutId) {
            return nameless == withoutId && node.equals(place.node()) && publisher.equals(whom)
                && service.equals(place.service());
        }
    }

    /**
     * Something is told; what, is read when somebody asks.
     *
     * @param stanza perhaps from a room, or from an occupant of it
     */
    Telling(Packet stanza) {
        this.stanza = Objects.requireNonNull(stanza);
        this.room = Optional.ofNullable(stanza.getFrom()).filter(from -> from.getNode() != null).map(JID::asBareJID);
    }

    /**
     * Whether this is worth keeping for the next occupant. Only messages are: rooms write into presence who somebody is, or
     * take it out, between one occupant and the next.
     */
    boolean isForMany() {
        return stanza instanceof Message && "groupchat".equals(stanza.getElement().attributeValue("type"));
    }

    /** Whether this is of the very stanza, to whomever it is addressed now. */
    boolean isOf(Packet other) {
        return stanza == other;
    }

    /** The room that it is from, if it is from one; nobody has looked whether there is such a room. */
    Optional<JID> room() {
        return room;
    }

    /** What it says; empty if it is not for all occupants. */
    Optional<RoomStanza> told() {
        if (told == null) {
            told = RoomStanzaCodec.read(stanza);
        }
        return told;
    }

    /**
     * A notice of it.
     *
     * @param place     where the one is who is told
     * @param publisher whom he may answer
     * @param nameless  whether the message's id is ours, and nothing to him
     * @return a message without {@code to}, the same for all who are told the same
     */
    Message notice(Seat.Place place, Optional<JID> publisher, boolean nameless) {
        for (Notice notice : notices) {
            if (notice.isFor(place, publisher, nameless)) {
                return notice.message();
            }
        }
        if (notices.size() >= MOST) {
            notices.clear();
        }
        Message made = Circular.of(Notification.item(place.service(), place.node(), payload(nameless), publisher));
        notices.add(new Notice(place.service(), place.node(), publisher, nameless, made));
        return made;
    }

    private Element payload(boolean nameless) {
        if (told().orElseThrow() instanceof RoomStanza.Said said) {
            return MessagePayloadCodec.toElement(nameless ? said.message().withId(Optional.empty()) : said.message());
        }
        return ((RoomStanza.Presence) told().orElseThrow()).payload().createCopy();
    }
}
