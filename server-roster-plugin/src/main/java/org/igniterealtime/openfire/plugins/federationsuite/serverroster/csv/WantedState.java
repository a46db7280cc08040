package org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Ask;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Subscription;

/**
 * The words in the column for the state. In an export they say how it is, in an import how it should be; where it is so
 * already nothing is done, so that an export which is imported again changes nothing.
 */
public enum WantedState {
    /** The peer is approved. Approves a request that waits; there is no approval in advance. */
    APPROVED,
    /** The peer has been asked, or has said yes. Asks it; what it asks back is accepted with that. */
    REQUESTED,
    /** The peer is blocked. */
    BLOCKED,
    /** A request of the peer waits for a decision. Only the peer can bring that about, so nothing is done. */
    WAITING,
    /** Nothing of all that. Ends what there is. */
    NONE;

    /** The word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of a word, in whatever case it is written. */
    static Optional<WantedState> of(String word) {
        return Arrays.stream(values()).filter(state -> state.word().equalsIgnoreCase(word)).findFirst();
    }

    /** How it is with a peer. */
    static WantedState of(Peer peer) {
        if (peer.blocked()) {
            return BLOCKED;
        }
        if (peer.subscription().hasFrom()) {
            return APPROVED;
        }
        if (peer.pendingIn().isPresent()) {
            return WAITING;
        }
        return peer.subscription().hasTo() || peer.ask() != Ask.NONE ? REQUESTED : NONE;
    }

    /**
     * What is to be ordered so that it becomes so.
     *
     * @param peer how it is
     * @return the order; none if it is so already
     */
    List<Order> orders(Peer peer) {
        boolean asked = peer.subscription().hasTo() || peer.ask() != Ask.NONE;
        return switch (this) {
            case APPROVED -> peer.subscription().hasFrom() && !peer.blocked() ? List.of() : List.of(Order.Simple.APPROVE);
            case REQUESTED -> asked ? List.of() : List.of(Order.Simple.REQUEST);
            case BLOCKED -> peer.blocked() ? List.of() : List.of(Order.Simple.BLOCK);
            case WAITING -> List.of();
            case NONE -> !asked && peer.subscription() == Subscription.NONE && !peer.blocked() ? List.of()
                : List.of(Order.Simple.REVOKE);
        };
    }
}
