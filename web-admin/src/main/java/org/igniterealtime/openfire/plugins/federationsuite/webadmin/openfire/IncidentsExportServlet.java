package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.time.InstantSource;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.IncidentOffice;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.IncidentsView;

/** The incidents that fit a query, as a file. */
public final class IncidentsExportServlet extends ExportServlet<IncidentOffice> {

    private static final long serialVersionUID = 1L;

    /** Made by the server. */
    public IncidentsExportServlet() {
        super("incidents", Roster::incidents, InstantSource.system(), (office, parameters) ->
            IncidentsView.file(office.list(), IncidentsView.Query.of(parameters), office.words()::row));
    }
}
