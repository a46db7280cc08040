package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.RosterAction;

/**
 * Bounds what a peer can make us write into the audit by going back and forth: so many entries in an hour are written, the
 * others are counted, and the count is written when the hour is over. What administrators do does not pass here.
 *
 * <p>Thread-safe. Memory: one entry for each peer with an entry in the audit in the last hour.
 */
final class AuditBrake {

    /** Entries of one peer in one hour; an ordinary peer has two. */
    static final int MOST = 12;
    /** What is counted together. */
    static final Duration SPAN = Duration.ofHours(1);

    private final Map<String, Count> counts = new HashMap<>();

    private record Count(Instant since, int written, int leftOut) {
    }

    /**
     * Decides what to write.
     *
     * @param peer    the peer
     * @param entries what it caused
     * @param now     the time
     * @return what of it to write
     */
    synchronized List<AuditEntry> pass(String peer, List<AuditEntry> entries, Instant now) {
        List<AuditEntry> passed = new ArrayList<>();
        for (AuditEntry entry : entries) {
            Count count = counts.getOrDefault(peer, new Count(now, 0, 0));
            boolean written = count.written() < MOST;
            counts.put(peer, new Count(count.since(), count.written() + (written ? 1 : 0),
                count.leftOut() + (written ? 0 : 1)));
            if (written) {
                passed.add(entry);
            }
        }
        return passed;
    }

    /**
     * Ends the hours that are over.
     *
     * @param now the time
     * @return what to write about those of which something was left out
     */
    synchronized List<AuditEntry> leftOut(Instant now) {
        List<AuditEntry> entries = new ArrayList<>();
        counts.forEach((peer, count) -> {
            if (isOver(count, now) && count.leftOut() > 0) {
                entries.add(RosterAction.LEFT_OUT.entry(now, peer, Actor.rule("audit"), "since " + count.since(),
                    count.leftOut() + " entries that the peer caused"));
            }
        });
        counts.values().removeIf(count -> isOver(count, now));
        return entries;
    }

    private static boolean isOver(Count count, Instant now) {
        return !now.isBefore(count.since().plus(SPAN));
    }
}
