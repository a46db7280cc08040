package org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Ask;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;

/**
 * What an administrator sees of a peer. Immutable.
 *
 * @param domain   its domain
 * @param state    how it stands with it
 * @param summary  the same with everything in it, in the words of the audit
 * @param level    how far it is trusted at this moment
 * @param waits    since when its request waits
 * @param ask      how it stands with our request
 * @param askedAt  when we last asked
 * @param decision who decided last
 * @param memo     what administrators wrote
 * @param seen     whether it is there
 * @param contact  what was seen of it when it asked, in words; empty if it never has
 * @param request  what came of our request, in words; empty if there was none
 * @param possible the orders that would be carried out now
 */
public record PeerView(String domain, PeerState state, String summary, TrustLevel level, Optional<Instant> waits, Ask ask,
                       Optional<Instant> askedAt, Optional<Peer.Decision> decision, Peer.Memo memo, Optional<Peer.Seen> seen,
                       String contact, String request, Set<Order.Simple> possible) {

    /** Checks that nothing is missing. */
    public PeerView {
        Objects.requireNonNull(domain);
        Objects.requireNonNull(state);
        Objects.requireNonNull(summary);
        Objects.requireNonNull(level);
        Objects.requireNonNull(waits);
        Objects.requireNonNull(ask);
        Objects.requireNonNull(askedAt);
        Objects.requireNonNull(decision);
        Objects.requireNonNull(memo);
        Objects.requireNonNull(seen);
        Objects.requireNonNull(contact);
        Objects.requireNonNull(request);
        possible = Set.copyOf(possible);
    }
}
