package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;

/** Peers and audit in memory. Thread-safe. */
public final class MemoryStore implements PeerStore, AuditStore {

    private final Map<String, Peer> peers = new TreeMap<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private boolean broken;
    private int writes;
    private Duration lag = Duration.ZERO;

    /** Lets all that is written from now on fail, or work again. */
    public synchronized void broken(boolean isBroken) {
        broken = isBroken;
    }

    /** From now on what is written may be lost for a while. */
    public synchronized void lag(Duration newLag) {
        lag = newLag;
    }

    @Override
    public synchronized Duration lag() {
        return lag;
    }

    /** How often something was written. */
    public synchronized int writes() {
        return writes;
    }

    @Override
    public synchronized List<Peer> load() {
        return List.copyOf(peers.values());
    }

    @Override
    public synchronized Peer read(String domain) {
        return peers.getOrDefault(domain, Peer.stranger(domain));
    }

    @Override
    public synchronized Optional<Peer> write(Peer before, Peer peer, List<AuditEntry> entries) {
        if (broken) {
            throw new StoreException("broken", null);
        }
        if (!read(peer.domain()).equals(before)) {
            return Optional.of(read(peer.domain()));
        }
        writes++;
        if (peer.isForgettable()) {
            peers.remove(peer.domain());
        } else {
            peers.put(peer.domain(), peer);
        }
        entries.forEach(entry -> audit.add(0, entry));
        return Optional.empty();
    }

    @Override
    public synchronized List<AuditEntry> latest(int most) {
        return List.copyOf(audit.subList(0, Math.min(most, audit.size())));
    }

    @Override
    public synchronized void prune(Instant before) {
        audit.removeIf(entry -> entry.at().isBefore(before));
    }
}
