package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many joins each mirror has asked for in the current minute. Thread-safe. Memory: one entry for each mirror that asked
 * in the last minute, and of these no more than a thousand; beyond that the joins of mirrors that were not seen are refused.
 */
final class JoinRates {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_MIRRORS = 1000;

    private final Map<String, Window> mirrors = new ConcurrentHashMap<>();

    private record Window(Instant since, int joins) {

        boolean isOver(Instant now) {
            return !now.isBefore(since.plus(MINUTE));
        }
    }

    /**
     * Counts a join.
     *
     * @param mirror the domain of the mirror
     * @param now    the time
     * @param most   how many are allowed in a minute
     * @return whether it is allowed
     */
    boolean allow(String mirror, Instant now, int most) {
        if (mirrors.size() >= MOST_MIRRORS && !mirrors.containsKey(mirror)) {
            mirrors.values().removeIf(window -> window.isOver(now));
            if (mirrors.size() >= MOST_MIRRORS) {
                return false;
            }
        }
        Window window = mirrors.compute(mirror, (key, known) -> known == null || known.isOver(now) ? new Window(now, 1)
            : new Window(known.since(), Math.min(known.joins(), most) + 1));
        return window.joins() <= most;
    }
}
