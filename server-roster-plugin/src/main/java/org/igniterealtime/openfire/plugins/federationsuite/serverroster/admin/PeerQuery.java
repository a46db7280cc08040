package org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin;

import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;

/**
 * Which peers to list. Immutable.
 *
 * @param text       what their domain or note has in it, in whatever case; empty for all
 * @param state      how it stands with them; empty for all
 * @param sort       by what they are sorted
 * @param descending whether the last comes first
 * @param page       which page, from 1
 * @param size       how many there are on a page
 */
public record PeerQuery(String text, Optional<PeerState> state, Sort sort, boolean descending, int page, int size) {

    /** Checks that nothing is missing. */
    public PeerQuery {
        text = text.strip().toLowerCase(Locale.ROOT);
        Objects.requireNonNull(state);
        Objects.requireNonNull(sort);
        if (page < 1 || size < 1) {
            throw new IllegalArgumentException("page " + page + " of " + size);
        }
    }

    /** Whether a peer is among them. */
    public boolean fits(Peer peer) {
        return (state.isEmpty() || PeerState.of(peer) == state.get())
            && (text.isEmpty() || peer.domain().contains(text) || peer.memo().note().toLowerCase(Locale.ROOT).contains(text));
    }

    /** The order of the list. */
    public Comparator<Peer> order() {
        Comparator<Peer> order = sort.order.thenComparing(Peer::domain);
        return descending ? order.reversed() : order;
    }

    /** By what peers are sorted. */
    public enum Sort {
        /** Their name. */
        DOMAIN(Comparator.comparing(Peer::domain)),
        /** How it stands with them. */
        STATE(Comparator.comparing(PeerState::of)),
        /** Whether they are up, and since when. */
        SEEN(Comparator.<Peer, Boolean>comparing(peer -> peer.seen().map(Peer.Seen::up).orElse(false))
            .thenComparing(peer -> peer.seen().map(Peer.Seen::at).orElse(Instant.EPOCH))),
        /** When somebody last decided about them. */
        DECIDED(Comparator.comparing(peer -> peer.decision().map(Peer.Decision::at).orElse(Instant.EPOCH)));

        private final Comparator<Peer> order;

        Sort(Comparator<Peer> order) {
            this.order = order;
        }

        /** The word for it in addresses of pages. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
