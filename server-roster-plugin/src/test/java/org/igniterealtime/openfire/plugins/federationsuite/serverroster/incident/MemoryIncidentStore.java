package org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;

/** Incidents in memory. Thread-safe. */
public final class MemoryIncidentStore implements IncidentStore {

    private final Map<String, Incident> incidents = new TreeMap<>();
    private final Map<String, String> documents = new TreeMap<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private boolean broken;

    /** Lets everything fail from now on, or work again. */
    public synchronized void broken(boolean isBroken) {
        broken = isBroken;
    }

    /** The actions that were written down. */
    public synchronized List<String> audit() {
        return audit.stream().map(AuditEntry::action).toList();
    }

    private void check() {
        if (broken) {
            throw new StoreException("broken", null);
        }
    }

    @Override
    public synchronized List<Incident> all() {
        check();
        return incidents.values().stream().sorted(Comparator.comparing(Incident::at).reversed()).toList();
    }

    @Override
    public synchronized Optional<String> document(String id) {
        check();
        return Optional.ofNullable(documents.get(id));
    }

    @Override
    public synchronized void keep(Incident incident, String document, Collection<String> dropped, List<AuditEntry> entries) {
        check();
        incidents.keySet().removeAll(dropped);
        documents.keySet().removeAll(dropped);
        incidents.put(incident.id(), incident);
        documents.put(incident.id(), document);
        audit.addAll(entries);
    }

    @Override
    public synchronized boolean change(Incident incident, Instant seenAt, List<AuditEntry> entries) {
        check();
        Incident before = incidents.get(incident.id());
        if (before == null || !before.at().equals(seenAt)) {
            return false;
        }
        incidents.put(incident.id(), incident);
        audit.addAll(entries);
        return true;
    }

    @Override
    public synchronized boolean remove(String id, List<AuditEntry> entries) {
        check();
        documents.remove(id);
        if (incidents.remove(id) == null) {
            return false;
        }
        audit.addAll(entries);
        return true;
    }

    @Override
    public synchronized void prune(Instant before) {
        check();
        incidents.values().removeIf(one -> one.at().isBefore(before) && (one.aside() || !one.isOpen()));
    }

    @Override
    public synchronized void giveUpWaiting() {
        check();
        incidents.replaceAll((id, one) -> one.state() == IncidentState.WAITING ? one.with(IncidentState.NO_ANSWER, "") : one);
    }
}
