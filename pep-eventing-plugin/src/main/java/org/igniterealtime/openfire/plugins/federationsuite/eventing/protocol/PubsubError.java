package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.Objects;
import java.util.Optional;

import org.xmpp.packet.PacketError;

/**
 * Why a pubsub request is refused (XEP-0060). Immutable.
 *
 * @param reason the kind of refusal
 * @param text   one sentence for people; repeats nothing that was sent
 */
public record PubsubError(Reason reason, String text) {

    /** Checks that nothing is missing. */
    public PubsubError {
        Objects.requireNonNull(reason);
        Objects.requireNonNull(text);
    }

    /** The kinds of refusals, with the conditions that the specification gives for them. */
    public enum Reason {
        /** Nothing is published (section 7.1.3). */
        ITEM_REQUIRED("bad-request", PacketError.Type.modify, "item-required"),
        /** The item is empty. */
        PAYLOAD_REQUIRED("bad-request", PacketError.Type.modify, "payload-required"),
        /** The item holds what the node does not take. */
        INVALID_PAYLOAD("bad-request", PacketError.Type.modify, "invalid-payload"),
        /** More than one item for a node that has one. */
        MAX_ITEMS_EXCEEDED("not-allowed", PacketError.Type.cancel, "max-items-exceeded"),
        /** The client wants the node configured in a way that it is not (section 7.1.5). */
        PRECONDITION_NOT_MET("conflict", PacketError.Type.cancel, "precondition-not-met"),
        /** A form or an option that cannot be (section 6.3.5). */
        INVALID_OPTIONS("bad-request", PacketError.Type.modify, "invalid-options"),
        /** The address to be subscribed is not the sender's (section 6.1.3.1). */
        INVALID_JID("bad-request", PacketError.Type.modify, "invalid-jid"),
        /** No address to be subscribed. */
        JID_REQUIRED("bad-request", PacketError.Type.modify, "jid-required"),
        /** No node (section 8.1.2). */
        NODE_REQUIRED("not-acceptable", PacketError.Type.modify, "nodeid-required"),
        /** Nobody is subscribed who could be unsubscribed (section 6.2.3.2). */
        NOT_SUBSCRIBED("unexpected-request", PacketError.Type.cancel, "not-subscribed"),
        /** It was asked for already, and is not decided (section 6.1.3.7). */
        PENDING_SUBSCRIPTION("not-authorized", PacketError.Type.auth, "pending-subscription"),
        /** A subscription identifier that was not given out (section 6.2.3.5). */
        INVALID_SUBID("not-acceptable", PacketError.Type.modify, "invalid-subid"),
        /** As many subscriptions as there may be (section 6.1.3.9). */
        TOO_MANY_SUBSCRIPTIONS("policy-violation", PacketError.Type.wait, "too-many-subscriptions"),
        /** This node cannot do that (section 8.9). */
        UNSUPPORTED("feature-not-implemented", PacketError.Type.cancel, "unsupported"),
        /** There is no such node, or no such subscriber. */
        NOT_FOUND("item-not-found", PacketError.Type.cancel, null),
        /** Whoever asks may not. */
        FORBIDDEN("forbidden", PacketError.Type.auth, null),
        /**
         * The owner does not want whoever asks (section 6.1.3.8). The pubsub condition beside it tells this from what servers
         * say that forbid strangers an account's nodes, whether there are any or not.
         */
        UNWANTED("forbidden", PacketError.Type.auth, "closed-node"),
        /** It was asked for without the options that it needs (section 6.1.5). */
        CONFIGURATION_REQUIRED("not-acceptable", PacketError.Type.modify, "configuration-required"),
        /** It is not possible at all. */
        NOT_ALLOWED("not-allowed", PacketError.Type.cancel, null),
        /** A password is missing or wrong. */
        NOT_AUTHORIZED("not-authorized", PacketError.Type.auth, null),
        /** For members only. */
        REGISTRATION_REQUIRED("registration-required", PacketError.Type.auth, null),
        /** Somebody else has it. */
        CONFLICT("conflict", PacketError.Type.cancel, null),
        /** It is full. */
        SERVICE_UNAVAILABLE("service-unavailable", PacketError.Type.cancel, null),
        /** It was not answered in time. */
        TIMEOUT("remote-server-timeout", PacketError.Type.wait, null),
        /** We cannot do more at the moment. */
        RESOURCE_CONSTRAINT("resource-constraint", PacketError.Type.wait, null),
        /** It makes no sense. */
        BAD_REQUEST("bad-request", PacketError.Type.modify, null);

        private final String condition;
        private final PacketError.Type type;
        private final String pubsubCondition;

        Reason(String condition, PacketError.Type type, String pubsubCondition) {
            this.condition = condition;
            this.type = type;
            this.pubsubCondition = pubsubCondition;
        }

        /**
         * The general condition.
         *
         * @return the name of an element in RFC 6120's namespace; older versions of the server's library do not know all
         */
        public String condition() {
            return condition;
        }

        /**
         * What the sender may do about it.
         *
         * @return RFC 6120's type of errors with the condition
         */
        public PacketError.Type type() {
            return type;
        }

        /**
         * The pubsub condition beside the general one.
         *
         * @return the name of an element in {@code http://jabber.org/protocol/pubsub#errors}, if there is one
         */
        public Optional<String> pubsubCondition() {
            return Optional.ofNullable(pubsubCondition);
        }
    }
}
