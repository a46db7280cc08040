package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.KeyedSerialExecutor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.LogText;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.RosterAction;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Allowance;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Arrival;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Incident;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentState;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentStore;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument.Reference;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentKind;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.PlainText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where incidents are kept: those that come in, one after the other, and those that go out. Nothing is done about an incident
 * but to keep it and to tell administrators, whatever it asks for (XEP-0268, section 9).
 *
 * <p>Thread-safe. Memory: a bounded number of arrivals that wait for the database, in one queue for buddies and in another
 * for all others, so that these cannot hold up those; and the last incidents that were removed, {@value #MOST_REMOVED} at most.
 * All else is in the database, whose size the settings bound.
 */
final class IncidentDesk {

    private static final Logger LOG = LoggerFactory.getLogger(IncidentDesk.class);
    private static final int MOST_WAITING = 100;
    /** How many of those that were removed can be put back. */
    static final int MOST_REMOVED = 20;
    /** For the audit; an empty text is none for Oracle, and there must be one. */
    private static final String NOTHING = "none";

    private final Settings settings;
    private final IncidentStore store;
    private final InstantSource clock;
    private final Watcher watcher;
    private final KeyedSerialExecutor<Lane> lanes;
    private final Allowance allowance = new Allowance();
    private final LongAdder dropped = new LongAdder();
    /** By ID, the last one that was removed last. Guarded by itself. */
    private final Map<String, Removed> removed = new LinkedHashMap<>();

    private enum Lane { BUDDIES, OTHERS, OURS }

    /** What became of an arrival. */
    enum Taken {
        /** It is kept, or was already. */
        KEPT,
        /** Its sender has sent too many. */
        TOO_MANY,
        /** The database did not take it. */
        FAILED
    }

    /**
     * One that was removed.
     *
     * @param incident as it was
     * @param document its XML
     */
    private record Removed(Incident incident, String document) {
    }

    /** What became of the wish to put one back. */
    enum Restored {
        /** It is there again. */
        DONE,
        /** It is not remembered any more. */
        FORGOTTEN,
        /** The same has come again meanwhile. */
        CHANGED,
        /** As many are kept as may be. */
        FULL
    }

    /** Who wants to know what happens. Called on any thread, when it is stored. */
    interface Watcher {
        /** An incident waits for an administrator. */
        void incidentWaits();

        /** Something was written down. */
        void noted(AuditEntry entry);
    }

    /**
     * Makes a desk.
     *
     * @param settings the settings
     * @param store    keeps incidents
     * @param clock    the time
     * @param workers  threads
     * @param watcher  who wants to know
     */
    IncidentDesk(Settings settings, IncidentStore store, InstantSource clock, Executor workers, Watcher watcher) {
        this.settings = Objects.requireNonNull(settings);
        this.store = Objects.requireNonNull(store);
        this.clock = Objects.requireNonNull(clock);
        this.watcher = Objects.requireNonNull(watcher);
        this.lanes = new KeyedSerialExecutor<>(workers, MOST_WAITING,
            (lane, failure) -> LOG.warn("Could not deal with an incident: {}", LogText.of(failure)));
    }

    /** Now, as exactly as the database keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** How many incidents had to go since the start, because more came than may be kept. */
    long dropped() {
        return dropped.sum();
    }

    /**
     * Takes what comes in. Returns at once.
     *
     * @param arrival  an incident of a server that is not blocked
     * @param answerer to whom its sender's number is charged: the server that was approved, for one of its sub-domains
     * @param then     told what became of it, on another thread
     * @return false if too many wait already; then nobody is told
     */
    boolean receive(Arrival arrival, String answerer, Consumer<Taken> then) {
        return lanes.execute(arrival.aside() ? Lane.OTHERS : Lane.BUDDIES, () -> then.accept(take(arrival, answerer)));
    }

    private Taken take(Arrival arrival, String answerer) {
        // Only buddies are counted, all in one lane. What others send is bounded by its place.
        if (!arrival.aside() && !allowance.take(answerer, settings.get(IncidentSettings.PER_HOUR), arrival.at())) {
            return Taken.TOO_MANY;
        }
        try {
            List<Incident> known = store.all();
            Optional<IncidentRules.Earlier> earlier = IncidentRules.earlier(known, arrival)
                .map(incident -> new IncidentRules.Earlier(incident, store.document(incident.id()).orElse("")));
            rules().receive(known, earlier, arrival, UUID.randomUUID().toString()).ifPresent(step -> {
                keep(step.incident(), arrival.document().xml(), step.dropped(), step.entries());
                watcher.incidentWaits();
            });
            return Taken.KEPT;
        } catch (RuntimeException e) {
            // Whatever it is, the sender gets an answer. No stack trace: a stranger decides how often this is written.
            LOG.warn("Could not keep an incident of {}: {} {}", arrival.peer(), LogText.of(e), LogText.of(e.getCause()));
            return Taken.FAILED;
        }
    }

    private IncidentRules rules() {
        return new IncidentRules(settings.get(IncidentSettings.MOST), settings.get(IncidentSettings.MOST_ASIDE));
    }

    private void keep(Incident incident, String document, List<Incident> crowdedOut, List<AuditEntry> entries) {
        store.keep(incident, document, crowdedOut.stream().map(Incident::id).toList(), entries);
        dropped.add(crowdedOut.size());
        entries.forEach(watcher::noted);
    }

    /**
     * Keeps one of ours that is about to be sent.
     *
     * @return as it is kept
     * @throws RuntimeException if it is not; then it must not be sent
     */
    Incident add(String peer, IncidentKind kind, IncidentDocument content, String document, Actor by) {
        Instant now = now();
        Incident incident = new Incident(UUID.randomUUID().toString(), Incident.Direction.OUT, peer, kind,
            new Reference(PlainText.forColumn(content.about().name(), Integer.MAX_VALUE),
                PlainText.forColumn(content.about().id(), Integer.MAX_VALUE)), IncidentState.WAITING, false, now,
            Optional.empty(), PlainText.forColumn(content.text(), Incident.LONGEST_SUMMARY), "");
        keep(incident, document, rules().crowdedOut(store.all(), incident),
            List.of(RosterAction.INCIDENT_SENT.entry(now, peer, by, NOTHING, incident.words())));
        return incident;
    }

    /**
     * Changes an incident, if it is still as it was seen.
     *
     * @param before as it was seen
     * @param after  as it is to be
     * @param by     who changes it
     * @param action what is written down
     * @return whether it was changed
     */
    boolean change(Incident before, Incident after, Actor by, RosterAction action) {
        AuditEntry entry = action.entry(now(), before.peer(), by, before.words(), after.words());
        boolean done = store.change(after, before.at(), List.of(entry));
        if (done) {
            watcher.noted(entry);
        }
        return done;
    }

    /** Removes an incident; tells whether it was there. For a while it can be {@linkplain #restore put back}. */
    boolean remove(Incident incident, Actor by) {
        String document = store.document(incident.id()).orElse("");
        AuditEntry entry = RosterAction.INCIDENT_REMOVED.entry(now(), incident.peer(), by, incident.words(), NOTHING);
        // Before it is gone: its answer may come at this very moment.
        remember(new Removed(incident, document));
        boolean done = false;
        try {
            done = store.remove(incident.id(), List.of(entry));
        } finally {
            if (!done) {
                forget(incident.id());
            }
        }
        if (done) {
            watcher.noted(entry);
        }
        return done;
    }

    private void remember(Removed gone) {
        synchronized (removed) {
            removed.remove(gone.incident().id());
            removed.put(gone.incident().id(), gone);
            if (removed.size() > MOST_REMOVED) {
                removed.remove(removed.keySet().iterator().next());
            }
        }
    }

    private void forget(String id) {
        synchronized (removed) {
            removed.remove(id);
        }
    }

    /** Those that can be put back, the last one that was removed first. Another node of the cluster knows its own. */
    List<Incident> removed() {
        synchronized (removed) {
            List<Incident> all = new ArrayList<>(removed.values().stream().map(Removed::incident).toList());
            Collections.reverse(all);
            return all;
        }
    }

    /**
     * Puts back one that was removed, as it was. Nothing has to go for it.
     *
     * @param id its ID in our list
     * @param by who wants it
     */
    Restored restore(String id, Actor by) {
        Removed gone;
        synchronized (removed) {
            gone = removed.get(id);
        }
        if (gone == null) {
            return Restored.FORGOTTEN;
        }
        Incident incident = gone.incident();
        List<Incident> known = store.all();
        if (known.stream().anyMatch(other -> other.id().equals(id) || incident.isReplacedBy(other))) {
            return Restored.CHANGED;
        }
        if (!rules().crowdedOut(known, incident).isEmpty()) {
            return Restored.FULL;
        }
        keep(incident, gone.document(), List.of(),
            List.of(RosterAction.INCIDENT_RESTORED.entry(now(), incident.peer(), by, NOTHING, incident.words())));
        forget(id);
        if (incident.isOpen()) {
            watcher.incidentWaits();
        }
        return Restored.DONE;
    }

    /**
     * Notes what became of one that was sent. Returns at once.
     *
     * @param sent   as it was sent
     * @param state  what became of it
     * @param answer why it was refused, else empty
     */
    void answered(Incident sent, IncidentState state, String answer) {
        Incident after = sent.with(state, PlainText.forColumn(answer, Incident.LONGEST_ANSWER));
        if (!lanes.execute(Lane.OURS, () -> answered(sent, after))) {
            LOG.warn("What {} answered to an incident could not be kept: {}", sent.peer(), state);
        }
    }

    private void answered(Incident sent, Incident after) {
        if (!change(sent, after, Actor.peer(sent.peer()), RosterAction.INCIDENT_ANSWERED)) {
            synchronized (removed) {
                // Whoever puts it back wants to see what became of it.
                removed.computeIfPresent(sent.id(), (id, gone) -> gone.incident().at().equals(sent.at())
                    ? new Removed(after, gone.document()) : gone);
            }
        }
    }

    /** All incidents, the latest first. */
    List<Incident> all() {
        return store.all();
    }

    /** One incident by its ID in our list. */
    Optional<Incident> find(String id) {
        return store.all().stream().filter(incident -> incident.id().equals(id)).findFirst();
    }

    /** The document of one. */
    Optional<String> document(Incident incident) {
        return store.document(incident.id());
    }

    /** Marks what waits for an answer, when whoever waited is gone. */
    void giveUpWaiting() {
        store.giveUpWaiting();
    }

    /** Removes what is old and needs nobody any more. */
    void prune() {
        store.prune(now().minus(Duration.ofDays(settings.get(IncidentSettings.DAYS))));
    }

    /**
     * Tells whether anything waits for an administrator.
     *
     * @param alone whether nobody else can be waiting for answers: then what waited before the last stop is marked
     */
    boolean start(boolean alone) {
        if (alone) {
            giveUpWaiting();
        }
        return store.all().stream().anyMatch(Incident::isOpen);
    }
}
