package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Setting;
import org.xmpp.packet.JID;

/**
 * What a setting of its own can hold for. Immutable.
 *
 * @param kind what it is
 * @param name its address: a domain, or the bare address of a room
 */
public record Scope(Kind kind, String name) {

    /** What can have settings of its own. */
    public enum Kind {
        /** A chat service of another server. */
        REMOTE_SERVICE(false),
        /** A room of another server. */
        REMOTE_ROOM(true),
        /** A chat service of this server. */
        LOCAL_SERVICE(false),
        /** A room of this server. */
        LOCAL_ROOM(true),
        /** A mirror service of another server. */
        REMOTE_MIRROR(false);

        private final boolean room;

        Kind(boolean room) {
            this.room = room;
        }

        /** The word for it in addresses of pages and at the end of keys. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Tells whether it is a room. */
        public boolean isRoom() {
            return room;
        }
    }

    /** Checks that nothing is missing. */
    public Scope {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
    }

    /** As somebody wrote it; empty if it is not what it should be. */
    public static Optional<Scope> read(String kind, String name) {
        return Arrays.stream(Kind.values()).filter(known -> known.word().equals(kind)).findFirst()
            .flatMap(known -> (known.room ? RoomId.address(name).map(JID::toString) : domain(name))
                .map(address -> new Scope(known, address)));
    }

    /** A domain as somebody wrote it, in the form in which it is compared; empty if it is none. */
    static Optional<String> domain(String written) {
        String text = written.strip();
        if (text.isEmpty() || text.contains("@") || text.contains("/")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new JID(null, text, null).getDomain());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The setting that holds here and for nothing else. */
    <T> Setting<T> own(Setting<T> general) {
        return switch (kind) {
            case REMOTE_SERVICE, REMOTE_MIRROR -> general.forPeer(name);
            case REMOTE_ROOM, LOCAL_ROOM, LOCAL_SERVICE -> general.forRoom(name);
        };
    }

    /** What counts where a room has none of its own: its service. */
    Optional<Scope> parent() {
        String domain = name.substring(name.indexOf('@') + 1);
        return switch (kind) {
            case REMOTE_ROOM -> Optional.of(new Scope(Kind.REMOTE_SERVICE, domain));
            case LOCAL_ROOM -> Optional.of(new Scope(Kind.LOCAL_SERVICE, domain));
            case REMOTE_SERVICE, LOCAL_SERVICE, REMOTE_MIRROR -> Optional.empty();
        };
    }

    /** All words of kinds. */
    public static List<String> words() {
        return Arrays.stream(Kind.values()).map(Kind::word).toList();
    }
}
