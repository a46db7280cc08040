package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What an administrator wants done about a peer. Immutable. */
public sealed interface Order {

    /** An order that needs no more words than its name. */
    enum Simple implements Order {
        /** Ask the peer for its presence (XEP-0267, section 2), or ask again; its own request is accepted with it. */
        REQUEST,
        /** Take back our request, or stop seeing the peer's presence. */
        UNREQUEST,
        /** Accept the request that waits. */
        APPROVE,
        /** Refuse the request that waits. */
        DENY,
        /** End the relation in both directions. */
        REVOKE,
        /** Take back the last revocation. */
        UNDO,
        /** End the relation and listen no more. */
        BLOCK,
        /** Listen again; nothing that was ended comes back. */
        UNBLOCK,
        /** Give an approved peer more trust than every approved peer has. */
        TRUST,
        /** Take that back; the approval stays. */
        UNTRUST
    }

    /**
     * Write why.
     *
     * @param text the note, at most {@value #LONGEST} characters; empty to remove it
     */
    record Note(String text) implements Order {
        /** What fits into the table. */
        public static final int LONGEST = 500;

        /** Checks the length. */
        public Note {
            if (text.length() > LONGEST) {
                throw new IllegalArgumentException("A note has at most " + LONGEST + " characters");
            }
        }
    }

    /**
     * Let the approval end by itself.
     *
     * @param at when; empty for never
     */
    record Expire(Optional<Instant> at) implements Order {
        /** Checks that nothing is missing. */
        public Expire {
            Objects.requireNonNull(at);
        }
    }

    /**
     * Have somebody look at the peer again.
     *
     * @param at when; empty for never
     */
    record Review(Optional<Instant> at) implements Order {
        /** Checks that nothing is missing. */
        public Review {
            Objects.requireNonNull(at);
        }
    }
}
