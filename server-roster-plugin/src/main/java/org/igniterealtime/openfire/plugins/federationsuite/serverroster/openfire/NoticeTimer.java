package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When administrators are told of what waits for them: soon after the first of it, once for all of it that comes meanwhile,
 * and then not again before the setting allows it. Thread-safe.
 */
final class NoticeTimer {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeTimer.class);
    /** What waits often comes in pairs. */
    private static final Duration FIRST = Duration.ofSeconds(2);

    private final RosterSettings settings;
    private final ScheduledExecutorService workers;
    private final InstantSource clock;
    private final Runnable notice;
    private ScheduledFuture<?> planned;
    private Instant last = Instant.MIN;

    /**
     * Makes a timer; nothing happens before {@link #ask}.
     *
     * @param settings say how often
     * @param workers  threads
     * @param clock    the time; never goes back
     * @param notice   tells administrators of all that waits at that moment
     */
    NoticeTimer(RosterSettings settings, ScheduledExecutorService workers, InstantSource clock, Runnable notice) {
        this.settings = Objects.requireNonNull(settings);
        this.workers = Objects.requireNonNull(workers);
        this.clock = Objects.requireNonNull(clock);
        this.notice = Objects.requireNonNull(notice);
    }

    /** Has administrators told soon, or as soon as they may be told again. */
    synchronized void ask() {
        if (planned != null) {
            return;
        }
        Instant now = clock.instant();
        Instant soon = now.plus(FIRST);
        Instant allowed = last.equals(Instant.MIN) ? soon : last.plusSeconds(settings.get(RosterSettings.NOTICE_EVERY));
        try {
            planned = workers.schedule(this::tell, Duration.between(now, soon.isAfter(allowed) ? soon : allowed).toMillis(),
                TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The suite is being stopped; what waits is in the table");
        }
    }

    /** Tells nothing any more. */
    synchronized void close() {
        if (planned != null) {
            planned.cancel(false);
        }
    }

    private void tell() {
        synchronized (this) {
            planned = null;
            last = clock.instant();
        }
        try {
            notice.run();
        } catch (RuntimeException e) {
            LOG.warn("Could not tell administrators of what waits for them", e);
        }
    }
}
