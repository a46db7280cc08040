package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.Objects;

/** A pubsub stanza, as far as eventing cares. Immutable. */
public sealed interface PubsubRequest {

    /** The node that stands for a user's presence (XEP-0207, section "Presence"). */
    String PRESENCE_NODE = "presence";

    /**
     * A publication of presence on the node {@value #PRESENCE_NODE}.
     *
     * @param presence what is published
     */
    record PublishPresence(PresencePayload presence) implements PubsubRequest {
        /** Checks that nothing is missing. */
        public PublishPresence {
            Objects.requireNonNull(presence);
        }
    }

    /**
     * A publication on the node {@value #PRESENCE_NODE} that is wrong.
     *
     * @param error what is wrong with it
     */
    record MalformedPublish(PubsubError error) implements PubsubRequest {
        /** Checks that nothing is missing. */
        public MalformedPublish {
            Objects.requireNonNull(error);
        }
    }

    /** Anything else, which is the core's. */
    record Other() implements PubsubRequest {
    }
}
