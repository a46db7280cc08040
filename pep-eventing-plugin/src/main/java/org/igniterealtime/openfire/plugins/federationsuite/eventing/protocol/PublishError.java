package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.Objects;

import org.xmpp.packet.PacketError;

/**
 * Why a publication is refused (XEP-0060, sections 7.1.3 and 7.1.5). Immutable.
 *
 * @param reason the kind of mistake
 * @param text   one sentence for the client's author; repeats nothing that was sent
 */
public record PublishError(Reason reason, String text) {

    /** Checks that nothing is missing. */
    public PublishError {
        Objects.requireNonNull(reason);
        Objects.requireNonNull(text);
    }

    /** The kinds of mistakes, with the conditions that the specification gives for them. */
    public enum Reason {
        /** Nothing is published. */
        ITEM_REQUIRED(PacketError.Condition.bad_request, "item-required"),
        /** The item is empty. */
        PAYLOAD_REQUIRED(PacketError.Condition.bad_request, "payload-required"),
        /** The item holds what the node does not take. */
        INVALID_PAYLOAD(PacketError.Condition.bad_request, "invalid-payload"),
        /** More than one item for a node that has one. */
        MAX_ITEMS_EXCEEDED(PacketError.Condition.not_allowed, "max-items-exceeded"),
        /** The client wants the node configured in a way that it is not. */
        PRECONDITION_NOT_MET(PacketError.Condition.conflict, "precondition-not-met");

        private final PacketError.Condition condition;
        private final String pubsubCondition;

        Reason(PacketError.Condition condition, String pubsubCondition) {
            this.condition = condition;
            this.pubsubCondition = pubsubCondition;
        }

        /**
         * The general condition.
         *
         * @return RFC 6120's
         */
        public PacketError.Condition condition() {
            return condition;
        }

        /**
         * The pubsub condition beside it.
         *
         * @return the name of an element in {@code http://jabber.org/protocol/pubsub#errors}
         */
        public String pubsubCondition() {
            return pubsubCondition;
        }
    }
}
