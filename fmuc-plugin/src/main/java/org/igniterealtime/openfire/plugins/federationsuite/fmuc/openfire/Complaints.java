package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Lines in the log about what goes wrong again and again, as often as users like: one a minute, which counts the others, and
 * none with a stack trace. Thread-safe.
 */
final class Complaints {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Consumer<String> log;
    private Instant next = Instant.MIN;
    private int silent;

    /**
     * No complaints yet.
     *
     * @param clock the time
     * @param log   takes a line
     */
    Complaints(InstantSource clock, Consumer<String> log) {
        this.clock = Objects.requireNonNull(clock);
        this.log = Objects.requireNonNull(log);
    }

    /**
     * Something went wrong.
     *
     * @param what  what
     * @param cause why
     */
    synchronized void about(String what, Throwable cause) {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            silent++;
            return;
        }
        String why = cause.getCause() == null ? cause.getMessage() : cause.getMessage() + ": " + cause.getCause().getMessage();
        String more = silent == 0 ? "" : " (and " + silent + " more of this kind since the last)";
        log.accept((what + ": " + why).replaceAll("\\s+", " ") + more);
        next = now.plus(PAUSE);
        silent = 0;
    }
}
