package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.dom4j.Element;
import org.xmpp.packet.JID;

/** What a room tells an occupant (XEP-0045), as far as he would be told it by pubsub. Immutable. */
public sealed interface RoomStanza {

    /**
     * Somebody is in the room, or no longer.
     *
     * @param nick      his nick
     * @param available whether he is in
     * @param codes     what the room says of it (XEP-0045, section 15.6.2)
     * @param realJid   who he is, where the room lets the receiver know
     * @param newNick   how he will be called, if he is called otherwise from now on
     * @param destroyed whether he is not in because the room is no more
     * @param payload   the presence element as the payload of an item; not changed
     */
    record Presence(String nick, boolean available, Set<Integer> codes, Optional<JID> realJid, Optional<String> newNick,
                    boolean destroyed, Element payload) implements RoomStanza {

        /** This presence is of the one who gets it. */
        private static final int SELF = 110;
        /** Why somebody is no longer in who did not leave: ban, kick, affiliation, members only, shutdown, failure. */
        private static final Set<Integer> REMOVED = Set.of(301, 307, 321, 322, 332, 333);

        /** Checks that nothing is missing. */
        public Presence {
            codes = Set.copyOf(codes);
            Objects.requireNonNull(nick);
            Objects.requireNonNull(realJid);
            Objects.requireNonNull(newNick);
            Objects.requireNonNull(payload);
        }

        /** Whether the room says that it is about the receiver; not all versions do so each time. */
        public boolean isSelf() {
            return codes.contains(SELF);
        }

        /** Whether nobody with this nick is in any more. Without it one of several clients with the nick may have left. */
        public boolean isRemoval() {
            return destroyed || codes.stream().anyMatch(REMOVED::contains);
        }
    }

    /**
     * Somebody, or the room, says something to all.
     *
     * @param nick    who; the room itself where it is empty
     * @param delayed whether it was said earlier, when somebody else may have had the nick
     * @param message what
     */
    record Said(Optional<String> nick, boolean delayed, MessagePayload message) implements RoomStanza {
        /** Checks that nothing is missing. */
        public Said {
            Objects.requireNonNull(nick);
            Objects.requireNonNull(message);
        }
    }

    /**
     * The room refuses what its receiver sent.
     *
     * @param id  the id of what he sent, if it has one
     * @param why the reason
     */
    record Refused(Optional<String> id, Refusal why) implements RoomStanza {
        /** Checks that nothing is missing. */
        public Refused {
            Objects.requireNonNull(id);
            Objects.requireNonNull(why);
        }
    }
}
