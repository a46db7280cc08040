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
    private final Optional<RoomStanza> told;
    private final List<Notice> notices = new ArrayList<>();

    /**
     * What makes a difference between notices of the same.
     *
     * @param service   where
     * @param node      the room, as the client calls it
     * @param publisher whom to answer
     * @param nameless  whether the message's id is left out
     */
    private record Kind(JID service, String node, Optional<JID> publisher, boolean nameless) {
    }

    /**
     * One of the notices.
     *
     * @param kind    for whom
     * @param message to them all
     */
    private record Notice(Kind kind, Message message) {
    }

    /**
     * Reads a stanza.
     *
     * @param stanza from the room, or from an occupant of it
     */
    Telling(Packet stanza) {
        this.stanza = Objects.requireNonNull(stanza);
        this.told = RoomStanzaCodec.read(stanza);
    }

    /**
     * Whether this is of the very stanza, to whomever it is addressed now. Only of messages: rooms write into presence who
     * somebody is, or take it out, between one occupant and the next.
     */
    boolean isOf(Packet other) {
        return stanza == other && other instanceof Message;
    }

    /** What it says; empty if it is not for all occupants. */
    Optional<RoomStanza> told() {
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
        Kind kind = new Kind(place.service(), place.node(), publisher, nameless);
        for (Notice notice : notices) {
            if (notice.kind().equals(kind)) {
                return notice.message();
            }
        }
        if (notices.size() >= MOST) {
            notices.clear();
        }
        Message made = Circular.of(Notification.item(place.service(), place.node(), payload(nameless), publisher));
        notices.add(new Notice(kind, made));
        return made;
    }

    private Element payload(boolean nameless) {
        if (told.orElseThrow() instanceof RoomStanza.Said said) {
            return MessagePayloadCodec.toElement(nameless ? said.message().withId(Optional.empty()) : said.message());
        }
        return ((RoomStanza.Presence) told.orElseThrow()).payload().createCopy();
    }
}
