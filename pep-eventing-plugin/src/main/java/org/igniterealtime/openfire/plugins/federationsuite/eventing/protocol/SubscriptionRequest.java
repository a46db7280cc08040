package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.xmpp.packet.JID;

/** A request about who is subscribed to the node {@value PubsubRequest#PRESENCE_NODE} of a user. Immutable. */
public sealed interface SubscriptionRequest {

    /**
     * Somebody wants to subscribe (XEP-0060, section 6.1).
     *
     * @param jid     the address to be subscribed; empty if none is given, or none that can be read
     * @param given   whether one is given
     * @param options whether there are options beside it
     */
    record Subscribe(Optional<JID> jid, boolean given, boolean options) implements SubscriptionRequest {
        /** Checks that nothing is missing. */
        public Subscribe {
            Objects.requireNonNull(jid);
        }
    }

    /**
     * Somebody wants to be subscribed no longer (section 6.2).
     *
     * @param jid   as in {@link Subscribe}
     * @param given as in {@link Subscribe}
     */
    record Unsubscribe(Optional<JID> jid, boolean given) implements SubscriptionRequest {
        /** Checks that nothing is missing. */
        public Unsubscribe {
            Objects.requireNonNull(jid);
        }
    }

    /** Somebody asks how it stands with his own subscription (section 5.6). */
    record Own() implements SubscriptionRequest {
    }

    /** The owner asks who is subscribed (section 8.8.1). */
    record Subscribers() implements SubscriptionRequest {
    }

    /**
     * The owner says who is (section 8.8.2).
     *
     * @param changes what he says, in his order
     */
    record ChangeSubscribers(List<Change> changes) implements SubscriptionRequest {
        /** Keeps the list as it is now. */
        public ChangeSubscribers {
            changes = List.copyOf(changes);
        }
    }

    /** The owner asks who may not ask any more (section 8.9.1). */
    record Affiliations() implements SubscriptionRequest {
    }

    /**
     * The owner says who may not (section 8.9.2).
     *
     * @param changes what he says, in his order
     */
    record ChangeAffiliations(List<Change> changes) implements SubscriptionRequest {
        /** Keeps the list as it is now. */
        public ChangeAffiliations {
            changes = List.copyOf(changes);
        }
    }

    /** The owner wants to see the node's configuration (section 8.2). */
    record Configuration() implements SubscriptionRequest {
    }

    /**
     * The owner sends it back.
     *
     * @param form what he sent; empty if there is none in it
     */
    record Configure(Optional<DataForm> form) implements SubscriptionRequest {
        /** Checks that nothing is missing. */
        public Configure {
            Objects.requireNonNull(form);
        }
    }

    /** Anything else, which is the core's. */
    record Other() implements SubscriptionRequest {
    }

    /**
     * One line of an owner's list.
     *
     * @param jid   whom it is about; empty if that cannot be read
     * @param value the new subscription or affiliation, as it came
     */
    record Change(Optional<JID> jid, String value) {
        /** Checks that nothing is missing. */
        public Change {
            Objects.requireNonNull(jid);
            Objects.requireNonNull(value);
        }
    }
}
