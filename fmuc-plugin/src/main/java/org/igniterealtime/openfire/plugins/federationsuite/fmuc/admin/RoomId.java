package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.xmpp.packet.JID;

/**
 * Names a room that has to do with a mirror: a room of another server that is mirrored here, or one of ours that is mirrored
 * elsewhere.
 *
 * @param side which of the two
 * @param room the bare address of the room itself
 */
public record RoomId(Side side, JID room) {

    /** On which side of the link we are. */
    public enum Side {
        /** The room is on another server; its slave is here. */
        MIRROR,
        /** The room is here; its slaves are elsewhere. */
        MASTER;

        /** The word for it in addresses of pages and at the end of keys. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The side of a word; empty if there is none. */
        public static Optional<Side> of(String word) {
            return Arrays.stream(values()).filter(side -> side.word().equals(word)).findFirst();
        }
    }

    /** Checks that it is the bare address of a room. */
    public RoomId {
        Objects.requireNonNull(side);
        if (room.getNode() == null || room.getResource() != null) {
            throw new IllegalArgumentException("Not the bare address of a room: " + room);
        }
    }

    /** As somebody wrote it; empty if it names no room. */
    public static Optional<RoomId> read(String side, String room) {
        return Side.of(side).flatMap(of -> address(room).map(address -> new RoomId(of, address)));
    }

    /** The bare address of a room as somebody wrote it; empty if it is none. */
    static Optional<JID> address(String room) {
        try {
            JID address = new JID(room.strip());
            return address.getNode() == null || address.getResource() != null ? Optional.empty() : Optional.of(address);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
