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
    private static final Attempt NONE = new Attempt(0, Instant.MIN, Instant.MIN);

    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

    /**
     * How often it was tried, and when to do it next.
     *
     * @param made how often
     * @param last when it was tried last, if what became of it is not known yet
     * @param next not before
     */
    private record Attempt(int made, Instant last, Instant next) {
    }

    /** There is something new to say to a peer, not before a moment. */
    void plan(String peer, Instant notBefore) {
        attempts.put(peer, new Attempt(0, Instant.MIN, notBefore));
    }

    /**
     * What waits for its next attempt need not wait longer.
     *
     * @param peer     to whom
     * @param earliest it waits until then
     * @param pause    and so long after an attempt of which nothing has been heard: two servers that each have something to say
     *                 would go on at it for ever
     */
    void hurry(String peer, Instant earliest, Duration pause) {
        attempts.computeIfPresent(peer, (name, attempt) -> {
            boolean resting = attempt.last().plus(pause).isAfter(earliest);
            Instant soon = resting ? attempt.last().plus(pause) : earliest;
            return attempt.next().isAfter(soon) ? new Attempt(attempt.made(), attempt.last(), soon) : attempt;
        });
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
        Attempt last = attempts.getOrDefault(peer, NONE);
        if (now.isBefore(last.next())) {
            return false;
        }
        Duration pause = first.multipliedBy(1L << Math.min(last.made(), MOST_DOUBLINGS));
        attempts.put(peer, new Attempt(last.made() + 1, now, now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST)));
        return true;
    }

    /** The last attempt has failed. */
    void failed(String peer) {
        attempts.computeIfPresent(peer, (name, attempt) -> new Attempt(attempt.made(), Instant.MIN, attempt.next()));
    }

    /** Whether it was tried before, since there was something new to say. */
    boolean triedBefore(String peer) {
        return attempts.getOrDefault(peer, NONE).made() > 1;
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
