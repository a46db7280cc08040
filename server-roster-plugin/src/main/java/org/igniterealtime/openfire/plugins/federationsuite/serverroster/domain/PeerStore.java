package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;

/**
 * Where peers are kept for good, for all nodes of a cluster. Implementations are thread-safe; calls of one node for one peer come
 * one after the other, while other nodes may write it at any time.
 */
public interface PeerStore {

    /**
     * All peers, for the start.
     *
     * @return in no particular order
     * @throws StoreException if they cannot be read
     */
    List<Peer> load();

    /**
     * One peer.
     *
     * @param domain the normalised domain
     * @return as it is kept; a stranger if it is not
     * @throws StoreException if it cannot be read
     */
    Peer read(String domain);

    /**
     * Keeps a peer as it is now, with what is to be written down about the change: both, or neither, and neither if it is not
     * kept any more as it was before. A peer that is {@linkplain Peer#isForgettable() forgettable} is removed.
     *
     * @param before  the peer from which the change was made
     * @param after   the peer
     * @param entries what changed; may be empty
     * @return empty if that was done; what somebody else has kept meanwhile, if nothing was
     * @throws StoreException if nothing was kept
     */
    Optional<Peer> write(Peer before, Peer after, List<AuditEntry> entries);

    /**
     * How long what was written may still be lost if the process is killed: nothing that follows from it may be said before.
     *
     * @return zero where {@link #write} returns after it is safe
     */
    default Duration lag() {
        return Duration.ZERO;
    }
}
