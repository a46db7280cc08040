package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
 * @param saved       what mirrors have saved
 * @param latest      the last entries of the audit
 */
public record OverviewFacts(Instant now, List<PartStatus> parts, List<CheckResult> checks, List<Connection> connections,
                            RosterFacts roster, SavedFacts saved, List<AuditEntry> latest) {

    /** Checks that nothing is missing. */
    public OverviewFacts {
        Objects.requireNonNull(now);
        parts = List.copyOf(parts);
        checks = List.copyOf(checks);
        connections = List.copyOf(connections);
        Objects.requireNonNull(roster);
        Objects.requireNonNull(saved);
        latest = List.copyOf(latest);
    }

    /**
     * What mirrors have saved.
     *
     * @param today since midnight
     * @param total in all
     * @param since the day on which counting began; empty if nothing was counted yet
     * @param zone  whose midnight it is
     */
    public record SavedFacts(Saving today, Saving total, Optional<LocalDate> since, ZoneId zone) {
        /** Checks that nothing is missing. */
        public SavedFacts {
            Objects.requireNonNull(today);
            Objects.requireNonNull(total);
            Objects.requireNonNull(since);
            Objects.requireNonNull(zone);
        }
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
