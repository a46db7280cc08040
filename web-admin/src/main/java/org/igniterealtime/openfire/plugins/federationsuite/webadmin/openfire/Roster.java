package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.AuditQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.AuditReader;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerQuery;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Incident;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.IncidentOffice;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire.ServerRosterPlugin;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.OverviewFacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How pages get to the server roster. */
final class Roster {

    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);
    private static final int WAITING_SHOWN = 5;
    private static final int ENTRIES_SHOWN = 5;
    /** Peers whose dates are looked at. */
    private static final int MOST_PEERS = 10_000;

    private Roster() {
    }

    /** The server roster that runs; empty while it is off. */
    static Optional<PeerAdministration> running() {
        return plugin().flatMap(ServerRosterPlugin::administration);
    }

    /** What the overview shows of it; what cannot be read is left out. */
    static OverviewFacts.RosterFacts facts() {
        return running().map(peers -> new OverviewFacts.RosterFacts(peers.waiting(WAITING_SHOWN), peers.dropped(),
            peers.peers(new PeerQuery("", Optional.empty(), PeerQuery.Sort.DOMAIN, false, 1, MOST_PEERS)).items(),
            incidents().map(Roster::open).orElse(0L)))
            .orElse(OverviewFacts.RosterFacts.NONE);
    }

    /** The incidents; empty while the server roster is off. */
    static Optional<IncidentOffice> incidents() {
        return plugin().flatMap(ServerRosterPlugin::incidents);
    }

    private static long open(IncidentOffice office) {
        try {
            return office.list().stream().filter(Incident::isOpen).count();
        } catch (StoreException e) {
            LOG.warn("The incidents cannot be counted", e);
            return 0;
        }
    }

    /** The audit, whether or not the server roster runs. */
    static Optional<AuditReader> audit() {
        return FederationSuitePlugin.running().map(Suite::audit);
    }

    /** The latest entries of the audit; none if they cannot be read. */
    static List<AuditEntry> latest(AuditReader audit) {
        try {
            return audit.audit(AuditQuery.about("", ENTRIES_SHOWN)).items();
        } catch (StoreException e) {
            LOG.warn("The audit cannot be read", e);
            return List.of();
        }
    }

    private static Optional<ServerRosterPlugin> plugin() {
        return FederationSuitePlugin.running().flatMap(suite -> suite.part(ServerRosterPlugin.class));
    }
}
