package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.time.Duration;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;

/** Where peers are kept for good. Implementations are thread-safe; calls for one peer come one after the other. */
public interface PeerStore {

    /**
     * All peers, for the start.
     *
     * @return in no particular order
     * @throws StoreException if they cannot be read
     */
    List<Peer> load();

    /**
     * Keeps a peer as it is now, with what is to be written down about the change: both, or neither. A peer that is
     * {@linkplain Peer#isForgettable() forgettable} is removed.
     *
     * @param peer    the peer
     * @param entries what changed; may be empty
     * @throws StoreException if nothing was kept
     */
    void write(Peer peer, List<AuditEntry> entries);

    /**
     * How long what was written may still be lost if the process is killed: nothing that follows from it may be said before.
     *
     * @return zero where {@link #write} returns after it is safe
     */
    default Duration lag() {
        return Duration.ZERO;
    }
}
