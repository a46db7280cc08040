package org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a run of checks is.
 *
 * @param running whether it goes on
 * @param done    how many peers have been checked
 * @param total   how many it was to check
 * @param ended   when it ended; empty before the first one, and while one goes on
 */
public record CheckProgress(boolean running, int done, int total, Optional<Instant> ended) {

    /** No run yet. */
    public static final CheckProgress NONE = new CheckProgress(false, 0, 0, Optional.empty());

    /** Checks that nothing is missing. */
    public CheckProgress {
        Objects.requireNonNull(ended);
    }

    /** Both together: it goes on while one of them does, and has ended with the last. */
    public CheckProgress and(CheckProgress other) {
        boolean either = running || other.running;
        Optional<Instant> last = ended.isEmpty() || other.ended.isPresent() && other.ended.get().isAfter(ended.get())
            ? other.ended : ended;
        return new CheckProgress(either, done + other.done, total + other.total, either ? Optional.empty() : last);
    }
}
