package org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How much each server may still send in this hour. Not thread-safe. Memory: an entry for each server that has sent something
 * in this hour, which only servers that an administrator approved may do.
 */
public final class Allowance {

    private static final Duration WINDOW = Duration.ofHours(1);

    private final Map<String, Integer> used = new HashMap<>();
    private Instant since = Instant.MIN;

    /**
     * Takes one.
     *
     * @param peer who sends
     * @param most how many it may send in an hour
     * @param now  the time
     * @return whether there was one left
     */
    public boolean take(String peer, int most, Instant now) {
        if (since.isBefore(now.minus(WINDOW)) || since.isAfter(now)) {
            used.clear();
            since = now;
        }
        if (used.getOrDefault(peer, 0) >= most) {
            return false;
        }
        used.merge(peer, 1, Integer::sum);
        return true;
    }
}
