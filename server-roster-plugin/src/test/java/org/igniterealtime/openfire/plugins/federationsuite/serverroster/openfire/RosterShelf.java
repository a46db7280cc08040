package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.PeerStore;

/**
 * Where a server keeps its peers, and what must hold of all that is ever written there: that nobody is approved but by a
 * decision, and that each decision and what comes of it is in the audit. If it lags, a killed server may lose the last of it.
 */
final class RosterShelf implements PeerStore {

    /** Who may make of a stranger one who is approved. */
    private static final List<String> DECISIONS = List.of("approve", "request", "undo");

    private final Supplier<Instant> clock;
    private final Duration lag;
    private final List<Written> writes = new ArrayList<>();
    private int requests;

    private record Written(Instant at, Peer peer, List<AuditEntry> entries) {
    }

    RosterShelf(Supplier<Instant> clock, Duration lag) {
        this.clock = clock;
        this.lag = lag;
    }

    @Override
    public Duration lag() {
        return lag;
    }

    private Map<String, Peer> peers(Instant until) {
        Map<String, Peer> peers = new TreeMap<>();
        writes.stream().filter(one -> !one.at().isAfter(until)).forEach(one -> peers.put(one.peer().domain(), one.peer()));
        return peers;
    }

    @Override
    public List<Peer> load() {
        return peers(Instant.MAX).values().stream().filter(peer -> !peer.isForgettable()).toList();
    }

    @Override
    public Peer read(String domain) {
        return find(domain, Instant.MAX);
    }

    /** A peer as it would be after a crash at the worst moment. */
    Peer safe(String domain) {
        return find(domain, clock.get().minus(lag));
    }

    private Peer find(String domain, Instant until) {
        for (int i = writes.size() - 1; i >= 0; i--) {
            if (writes.get(i).peer().domain().equals(domain) && !writes.get(i).at().isAfter(until)) {
                return writes.get(i).peer();
            }
        }
        return Peer.stranger(domain);
    }

    /** How many requests of peers have begun to wait for an administrator. */
    int requests() {
        return requests;
    }

    @Override
    public Optional<Peer> write(Peer before, Peer after, List<AuditEntry> entries) {
        Peer kept = read(before.domain());
        if (!kept.equals(before)) {
            return Optional.of(kept);
        }
        assertAudited(before, after, entries);
        if (before.pendingIn().isEmpty() && after.pendingIn().isPresent()) {
            requests++;
        }
        writes.add(new Written(clock.get(), after.isForgettable() ? Peer.stranger(after.domain()) : after, entries));
        return Optional.empty();
    }

    private static void assertAudited(Peer before, Peer after, List<AuditEntry> entries) {
        boolean decided = before.subscription() != after.subscription() || before.ask() != after.ask()
            || before.blocked() != after.blocked() || before.invited() != after.invited() || before.trusted() != after.trusted()
            || !before.memo().equals(after.memo()) || before.revoked() != after.revoked()
            || !before.decision().equals(after.decision());
        String what = before.domain() + ": " + before.summary() + " > " + after.summary() + ' ' + entries;
        assertTrue("not in the audit: " + what, entries.size() == 1 || !decided && entries.isEmpty());
        for (AuditEntry entry : entries) {
            if (!entry.action().equals("left-out")) {
                assertEquals(what, before.summary(), entry.before());
                assertEquals(what, after.summary(), entry.after());
            }
        }
        if (!before.subscription().hasFrom() && after.subscription().hasFrom()) {
            String action = entries.get(0).action();
            assertTrue("approved, and nobody has decided it: " + what, DECISIONS.contains(action)
                && entries.get(0).by().name().startsWith("admin@") || action.equals("accept-invited") && before.invited());
        }
        assertTrue("blocked, and yet approved: " + what, !after.blocked() || !after.subscription().hasFrom());
    }

    /** The process is killed: of the last that was written some may be gone, with all that was written after it. */
    void kill(Random random) {
        int last = writes.size();
        while (last > 0 && writes.get(last - 1).at().isAfter(clock.get().minus(lag)) && random.nextBoolean()) {
            last--;
        }
        writes.subList(last, writes.size()).clear();
    }

    /** Forgets how it was, but for how it is. */
    void compact() {
        Map<String, Peer> peers = peers(Instant.MAX);
        writes.clear();
        peers.values().forEach(peer -> writes.add(new Written(Instant.EPOCH, peer, List.of())));
    }
}
