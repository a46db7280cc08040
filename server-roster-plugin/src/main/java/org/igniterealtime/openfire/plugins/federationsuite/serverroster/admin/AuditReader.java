package org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;

/** The audit of the whole suite, for administrators whose right has been checked. Thread-safe. */
public interface AuditReader {

    /**
     * Entries of the audit.
     *
     * @throws StoreException if they cannot be read
     */
    Section<AuditEntry> audit(AuditQuery query);

    /**
     * The same as a file.
     *
     * @param query which; page and size do not count
     * @return CSV, with at most 100,000 entries
     * @throws StoreException if they cannot be read
     */
    String auditFile(AuditQuery query);
}
