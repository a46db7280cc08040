package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When to say what has not been seen to arrive: each time after twice as long, and at least once in an hour. Thread-safe.
 * Memory: one entry for each peer that something is to be said to.
 */
final class Attempts {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 16;

    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

    /**
     * How often it was tried, and when to do it next.
     *
     * @param made how often
     * @param next not before
     */
    private record Attempt(int made, Instant next) {
    }

    /** There is something new to say to a peer, not before a moment. */
    void plan(String peer, Instant notBefore) {
        attempts.put(peer, new Attempt(0, notBefore));
    }

    /** What waits for its next attempt need not wait longer than until a moment. */
    void hurry(String peer, Instant latest) {
        attempts.computeIfPresent(peer, (name, last) -> last.next().isAfter(latest) ? new Attempt(last.made(), latest) : last);
    }

    /**
     * Begins an attempt, if it is time.
     *
     * @param peer  to whom
     * @param now   the time
     * @param first how long to wait after the first attempt
     * @return whether it is time
     */
    boolean begin(String peer, Instant now, Duration first) {
        Attempt last = attempts.getOrDefault(peer, new Attempt(0, Instant.MIN));
        if (now.isBefore(last.next())) {
            return false;
        }
        Duration pause = first.multipliedBy(1L << Math.min(last.made(), MOST_DOUBLINGS));
        attempts.put(peer, new Attempt(last.made() + 1, now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST)));
        return true;
    }

    /** Whether it was tried before, since there was something new to say. */
    boolean triedBefore(String peer) {
        return attempts.getOrDefault(peer, new Attempt(0, Instant.MIN)).made() > 1;
    }

    /** Nothing is to be said any more. */
    void end(String peer) {
        attempts.remove(peer);
    }

    /** Those whose time has come. */
    List<String> due(Instant now) {
        return attempts.entrySet().stream().filter(attempt -> !now.isBefore(attempt.getValue().next()))
            .map(Map.Entry::getKey).toList();
    }
}
