package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerView;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartStatus;

/**
 * What the overview is made of. Immutable.
 *
 * @param now         the time
 * @param parts       how it stands with the parts
 * @param checks      the last results of the self-check
 * @param connections the connections with those who have been approved or whose rooms are mirrored
 * @param roster      what the server roster has; {@link RosterFacts#NONE} while it does not run
 * @param today       what was saved today
 * @param total       what was saved since the suite was started
 * @param latest      the last entries of the audit
 */
public record OverviewFacts(Instant now, List<PartStatus> parts, List<CheckResult> checks, List<Connection> connections,
                            RosterFacts roster, Saving today, Saving total, List<AuditEntry> latest) {

    /** Checks that nothing is missing. */
    public OverviewFacts {
        Objects.requireNonNull(now);
        parts = List.copyOf(parts);
        checks = List.copyOf(checks);
        connections = List.copyOf(connections);
        Objects.requireNonNull(roster);
        Objects.requireNonNull(today);
        Objects.requireNonNull(total);
        latest = List.copyOf(latest);
    }

    /**
     * What the server roster has.
     *
     * @param waiting   the first of the requests that wait
     * @param dropped   how many requests were dropped
     * @param peers     the peers, or the first of very many
     * @param incidents how many reports of incidents wait
     */
    public record RosterFacts(Section<PeerView> waiting, long dropped, List<PeerView> peers, long incidents) {

        /** Nothing. */
        public static final RosterFacts NONE =
            new RosterFacts(new Section<>(List.of(), 0, 1, 1), 0, List.of(), 0);

        /** Copies the lists. */
        public RosterFacts {
            Objects.requireNonNull(waiting);
            peers = List.copyOf(peers);
        }
    }
}
