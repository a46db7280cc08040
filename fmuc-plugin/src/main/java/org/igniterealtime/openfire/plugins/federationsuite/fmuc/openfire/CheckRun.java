package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckProgress;

/** One run of the checks: whose turn it is, and how far it is. Thread-safe. */
final class CheckRun {

    /** No peer's turn comes later than this. */
    static final Duration LIMIT = Duration.ofMinutes(2);
    /** What peers whose turn has come may take longer; a run that takes more is over, whatever became of it. */
    static final Duration GRACE = Duration.ofMinutes(1);

    private final boolean connecting;
    private final Instant began;
    private final int total;
    private final Queue<String> waiting;
    private int done;
    private Optional<Instant> ended = Optional.empty();

    /**
     * Begins a run.
     *
     * @param peers      whom to check
     * @param connecting whether connections may be made for it
     * @param now        the time
     */
    CheckRun(Collection<String> peers, boolean connecting, Instant now) {
        this.connecting = connecting;
        this.began = now;
        this.total = peers.size();
        this.waiting = new ArrayDeque<>(peers);
        if (peers.isEmpty()) {
            ended = Optional.of(now);
        }
    }

    boolean connecting() {
        return connecting;
    }

    /** The next peer; empty if there is none, or the time is over. */
    synchronized Optional<String> next(Instant now) {
        return now.isAfter(began.plus(LIMIT)) ? Optional.empty() : Optional.ofNullable(waiting.poll());
    }

    /** A peer has been checked. */
    synchronized void finished(Instant now) {
        done++;
        if (done == total) {
            ended = Optional.of(now);
        }
    }

    /** How far it is. */
    synchronized CheckProgress progress(Instant now) {
        Instant end = began.plus(LIMIT).plus(GRACE);
        if (ended.isEmpty() && now.isAfter(end)) {
            ended = Optional.of(end);
        }
        return new CheckProgress(ended.isEmpty(), done, total, ended);
    }
}
