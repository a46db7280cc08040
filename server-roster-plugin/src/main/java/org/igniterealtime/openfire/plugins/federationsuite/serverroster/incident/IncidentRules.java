package org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.RosterAction;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument.Reference;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentStatus;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.PlainText;

/**
 * What is kept of incidents. One server's incident of one kind and number is kept once: when it comes again with another
 * document it takes the place of what was there, and waits for an administrator again; what was there is in the audit. The
 * same document again changes nothing.
 *
 * <p>What servers send that nobody has approved is kept aside, in places of its own, so that it cannot crowd out what a
 * buddy sends; nor is it in the audit, which nobody but administrators and buddies can make grow.
 */
public final class IncidentRules {

    private final int most;
    private final int mostAside;

    /**
     * Makes rules.
     *
     * @param most      incidents that are kept, of buddies and of ours
     * @param mostAside incidents that are kept aside
     */
    public IncidentRules(int most, int mostAside) {
        this.most = most;
        this.mostAside = mostAside;
    }

    /**
     * An incident that is there already.
     *
     * @param incident the incident
     * @param document its XML
     */
    public record Earlier(Incident incident, String document) {
        /** Checks that nothing is missing. */
        public Earlier {
            Objects.requireNonNull(incident);
            Objects.requireNonNull(document);
        }
    }

    /**
     * What is to be done.
     *
     * @param incident what is to be kept
     * @param dropped  what must go for it, the worst first
     * @param entries  what is written down
     */
    public record Step(Incident incident, List<Incident> dropped, List<AuditEntry> entries) {
        /** Takes copies. */
        public Step {
            Objects.requireNonNull(incident);
            dropped = List.copyOf(dropped);
            entries = List.copyOf(entries);
        }
    }

    /**
     * The one that an arrival takes the place of. What a server sent as a buddy, it cannot change when it is none any more.
     *
     * @param known   all incidents
     * @param arrival what comes in
     */
    public static Optional<Incident> earlier(List<Incident> known, Arrival arrival) {
        Reference about = kept(arrival.document().content().about());
        return known.stream().filter(incident -> incident.direction() == Incident.Direction.IN
            && incident.peer().equals(arrival.peer()) && incident.kind() == arrival.kind() && incident.about().equals(about)
            && (incident.aside() || !arrival.aside())).min(Comparator.comparing(Incident::aside));
    }

    /**
     * Takes what comes in.
     *
     * @param known   all incidents
     * @param earlier what {@link #earlier} found
     * @param arrival what comes in
     * @param freshId an ID for a new incident
     * @return what is to be done; empty if that is nothing
     */
    public Optional<Step> receive(List<Incident> known, Optional<Earlier> earlier, Arrival arrival, String freshId) {
        if (earlier.isPresent() && earlier.get().document().equals(arrival.document().xml())
                && earlier.get().incident().aside() == arrival.aside()) {
            return Optional.empty();
        }
        Optional<Incident> before = earlier.map(Earlier::incident);
        Incident incident = new Incident(before.map(Incident::id).orElse(freshId), Incident.Direction.IN, arrival.peer(),
            arrival.kind(), kept(arrival.document().content().about()), state(before, arrival), arrival.aside(), arrival.at(),
            Optional.empty(), PlainText.forColumn(arrival.document().content().text(), Incident.LONGEST_SUMMARY), "");
        List<AuditEntry> entries = arrival.aside() ? List.of() : List.of(
            (before.isPresent() ? RosterAction.INCIDENT_UPDATED : RosterAction.INCIDENT_RECEIVED).entry(arrival.at(),
            arrival.peer(), Actor.peer(arrival.peer()), before.map(Incident::words).orElse("none"), incident.words()));
        return Optional.of(new Step(incident, crowdedOut(known, incident), entries));
    }

    /** Whoever sends something again that has changed may have forgotten to say so: the examples of the XEP have no status. */
    private static IncidentState state(Optional<Incident> before, Arrival arrival) {
        IncidentStatus status = arrival.document().content().status();
        return IncidentState.of(before.isPresent() && status == IncidentStatus.NEW ? IncidentStatus.UPDATED : status);
    }

    /** A number as it is kept, see {@link PlainText}. It is not cut: the codec takes none that is too long. */
    private static Reference kept(Reference about) {
        return new Reference(PlainText.forColumn(about.name(), Integer.MAX_VALUE),
            PlainText.forColumn(about.id(), Integer.MAX_VALUE));
    }

    /**
     * What must go for an incident, so that no more are kept than may be.
     *
     * @param known    all incidents
     * @param incident what is to be kept
     * @return aside the oldest; else the oldest of those that need nobody any more, or, if all wait for an administrator, the
     *         oldest of whoever sent the most: a server that sends many drives out its own first
     */
    public List<Incident> crowdedOut(List<Incident> known, Incident incident) {
        List<Incident> others = known.stream()
            .filter(other -> other.aside() == incident.aside() && !other.id().equals(incident.id())).toList();
        int tooMany = others.size() + 1 - (incident.aside() ? mostAside : most);
        if (tooMany <= 0) {
            return List.of();
        }
        Map<String, Long> sent = new HashMap<>();
        Stream.concat(others.stream(), Stream.of(incident)).filter(Incident::isOpen)
            .forEach(open -> sent.merge(open.peer(), 1L, Long::sum));
        Comparator<Incident> oldest = Comparator.comparing(Incident::at);
        Comparator<Incident> leastNeeded = Comparator.comparingLong(
            other -> other.isOpen() ? sent.get(other.peer()) : Long.MAX_VALUE);
        return others.stream().sorted(incident.aside() ? oldest : leastNeeded.reversed().thenComparing(oldest))
            .limit(tooMany).toList();
    }
}
