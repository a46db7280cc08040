package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteTexts;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.AuditReader;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.AuditForm;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.AuditWords;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.PageTexts;
import org.jivesoftware.util.JiveGlobals;

/** The entries of the audit that fit a query, as a file. */
public final class AuditExportServlet extends ExportServlet<AuditReader> {

    private static final long serialVersionUID = 1L;

    /** Made by the server. */
    public AuditExportServlet() {
        this(Roster::audit, InstantSource.system());
    }

    /** Made with another way to the audit. */
    AuditExportServlet(Supplier<Optional<AuditReader>> audit, InstantSource clock) {
        super("audit", audit, clock, (found, parameters) -> found.auditFile(AuditForm.query(parameters,
            new AuditWords(new PageTexts(SuiteTexts.in(JiveGlobals.getLocale()))))));
    }
}
