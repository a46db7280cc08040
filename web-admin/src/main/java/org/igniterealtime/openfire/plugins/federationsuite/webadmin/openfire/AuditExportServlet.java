package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.AuditReader;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.AuditForm;

/** The entries of the audit that fit a query, as a file. */
public final class AuditExportServlet extends ExportServlet<AuditReader> {

    private static final long serialVersionUID = 1L;

    /** Made by the server. */
    public AuditExportServlet() {
        this(Roster::audit, InstantSource.system());
    }

    /** Made with another way to the audit. */
    AuditExportServlet(Supplier<Optional<AuditReader>> audit, InstantSource clock) {
        super("audit", audit, clock, (found, parameters) -> found.auditFile(AuditForm.query(parameters)));
    }
}
