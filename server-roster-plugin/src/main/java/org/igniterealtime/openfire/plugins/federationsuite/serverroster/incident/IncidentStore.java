package org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;

/**
 * Where incidents are kept for good. Each change is kept together with what is written down about it: both, or neither.
 * Implementations are thread-safe; every method throws
 * {@link org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException} if it could not do it.
 */
public interface IncidentStore {

    /** All incidents, the latest first. */
    List<Incident> all();

    /**
     * The document of one.
     *
     * @param id the incident's
     * @return its XML, or empty if there is no such incident
     */
    Optional<String> document(String id);

    /**
     * Keeps an incident, in the place of the one with its ID if there is one.
     *
     * @param incident the incident
     * @param document its XML
     * @param dropped  IDs of others that must go for it
     * @param entries  what is written down
     */
    void keep(Incident incident, String document, Collection<String> dropped, List<AuditEntry> entries);

    /**
     * Changes an incident but for its document, if it is still there and has not been sent or received again.
     *
     * @param incident as it is to be
     * @param seenAt   when it had been sent or received last, as the caller has seen it
     * @param entries  what is written down
     * @return whether it was changed; if not, nothing was written down
     */
    boolean change(Incident incident, Instant seenAt, List<AuditEntry> entries);

    /**
     * Removes an incident.
     *
     * @param id      the incident's
     * @param entries what is written down
     * @return whether it was there; if not, nothing was written down
     */
    boolean remove(String id, List<AuditEntry> entries);

    /** Removes what is older than a moment and needs nobody any more: it was handled, came from a stranger, or is ours. */
    void prune(Instant before);

    /** Marks what still waits for an answer as not answered. For a start: whoever waited is gone. */
    void giveUpWaiting();
}
