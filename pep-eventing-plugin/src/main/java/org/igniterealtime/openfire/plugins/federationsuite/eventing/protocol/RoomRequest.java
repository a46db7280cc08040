package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.Objects;
import java.util.Optional;

import org.xmpp.packet.JID;

/** A pubsub request to a service with rooms, whose nodes they are (XEP-0207, section "Multi-User Chat"). Immutable. */
public sealed interface RoomRequest {

    /**
     * Enter a room.
     *
     * @param node     the room
     * @param jid      who enters, as the request has it
     * @param nick     under which name, if the request says so
     * @param password the room's password, if the request has one
     */
    record Subscribe(String node, JID jid, Optional<String> nick, Optional<String> password) implements RoomRequest {
        /** Checks that nothing is missing. */
        public Subscribe {
            Objects.requireNonNull(node);
            Objects.requireNonNull(jid);
            Objects.requireNonNull(nick);
            Objects.requireNonNull(password);
        }

        @Override
        public String toString() {
            // Not the password.
            return "Subscribe[" + node + ", " + jid + ", " + nick + ']';
        }
    }

    /**
     * Leave a room.
     *
     * @param node the room
     * @param jid  who leaves, as the request has it
     */
    record Unsubscribe(String node, JID jid) implements RoomRequest {
        /** Checks that nothing is missing. */
        public Unsubscribe {
            Objects.requireNonNull(node);
            Objects.requireNonNull(jid);
        }
    }

    /**
     * Say something in a room.
     *
     * @param node    the room
     * @param message what
     */
    record Publish(String node, MessagePayload message) implements RoomRequest {
        /** Checks that nothing is missing. */
        public Publish {
            Objects.requireNonNull(node);
            Objects.requireNonNull(message);
        }
    }

    /**
     * One of these, but wrong.
     *
     * @param error what is wrong with it
     */
    record Malformed(PubsubError error) implements RoomRequest {
        /** Checks that nothing is missing. */
        public Malformed {
            Objects.requireNonNull(error);
        }
    }
}
