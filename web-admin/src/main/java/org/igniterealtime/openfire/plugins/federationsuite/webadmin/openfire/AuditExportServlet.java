package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.AuditForm;

/** The entries of the audit that fit a query, as a file. */
public final class AuditExportServlet extends ExportServlet {

    private static final long serialVersionUID = 1L;

    /** Made by the server. */
    public AuditExportServlet() {
        this(Roster::running, InstantSource.system());
    }

    /** Made with another way to the peers. */
    AuditExportServlet(Supplier<Optional<PeerAdministration>> peers, InstantSource clock) {
        super("audit", peers, clock, (found, parameters) -> found.auditFile(AuditForm.query(parameters)));
    }
}
