package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain;

import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PresencePayload;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PublishError;
import org.xmpp.packet.JID;

/** What is to be done because of an event. Immutable. */
public sealed interface Effect {

    /**
     * Let the server treat presence as if the resource had sent it itself.
     *
     * @param from     the full JID of the resource
     * @param presence what it says
     */
    record Broadcast(JID from, PresencePayload presence) implements Effect {
        /** Checks that nothing is missing. */
        public Broadcast {
            Objects.requireNonNull(from);
            Objects.requireNonNull(presence);
        }
    }

    /** Answer the request with an empty result. */
    record Confirm() implements Effect {
    }

    /**
     * Answer the request with an error.
     *
     * @param why the reason
     */
    record Refuse(PublishError why) implements Effect {
        /** Checks that nothing is missing. */
        public Refuse {
            Objects.requireNonNull(why);
        }
    }

    /** Not ours: the core's own handler does what it does without us, the answer included. */
    record Delegate() implements Effect {
    }
}
