package org.igniterealtime.openfire.plugins.federationsuite.kernel.audit;

/**
 * Where it is written down what administrators did: for the page with the audit, and for the server's own security audit log.
 * Does not fail; what cannot be written is in the server's log. Thread-safe. Takes as long as the database does.
 */
@FunctionalInterface
public interface AuditLog {

    /**
     * Writes something down.
     *
     * @param entry what was done
     */
    void write(AuditEntry entry);
}
