package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;

/** What is to be done because of an event, besides keeping the new state of the peer. Immutable. */
public sealed interface Effect {

    /**
     * Say something to the peer.
     *
     * @param kind what
     */
    record Send(Kind kind) implements Effect {
        /** Checks that nothing is missing. */
        public Send {
            Objects.requireNonNull(kind);
        }
    }

    /**
     * Write down a decision.
     *
     * @param by     who made it
     * @param action what was decided, a word such as {@code approve}
     * @param before how it stood with the peer before, in words
     * @param after  and afterwards
     */
    record Audit(Actor by, String action, String before, String after) implements Effect {
        /** Checks that nothing is missing. */
        public Audit {
            Objects.requireNonNull(by);
            Objects.requireNonNull(action);
            Objects.requireNonNull(before);
            Objects.requireNonNull(after);
        }
    }

    /** Tell the administrators that a request waits. */
    record Prompt() implements Effect {
    }

    /**
     * Tell whoever gave an order that it was not carried out. Nothing has changed.
     *
     * @param reason why
     */
    record Refuse(Reason reason) implements Effect {
        /** Checks that nothing is missing. */
        public Refuse {
            Objects.requireNonNull(reason);
        }
    }

    /** Why an order is not carried out. */
    enum Reason {
        /** No request of the peer waits for a decision. */
        NO_REQUEST_WAITS,
        /** There is nothing to take back. */
        NOTHING_TO_TAKE_BACK,
        /** There is no revocation to undo. */
        NOTHING_TO_UNDO,
        /** The peer is blocked: it has to be unblocked first. */
        BLOCKED,
        /** The peer is not blocked. */
        NOT_BLOCKED,
        /** The peer is not approved, or its approval has ended. */
        NOT_APPROVED,
        /** The peer was not given more trust than every approved one has. */
        NOT_TRUSTED,
        /** There is no such peer. */
        UNKNOWN_PEER
    }
}
