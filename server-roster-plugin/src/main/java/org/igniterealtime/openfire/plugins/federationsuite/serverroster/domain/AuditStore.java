package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.time.Instant;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;

/** Where the audit is read; it is written by {@link PeerStore#write} together with what it tells of. Thread-safe. */
public interface AuditStore {

    /**
     * The latest entries.
     *
     * @param most how many at most
     * @return the latest first
     * @throws StoreException if they cannot be read
     */
    List<AuditEntry> latest(int most);

    /**
     * Removes what is old.
     *
     * @param before entries before this moment are removed
     * @throws StoreException if that is not possible
     */
    void prune(Instant before);
}
