package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;

/**
 * Outages that come at regular intervals. One thread of its own; close it.
 */
final class Weather implements AutoCloseable {

    private final Link link;
    private final Duration every;
    private final Duration outage;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "weather");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Prepares fair weather.
     *
     * @param link what fails
     * @param every from the beginning of an outage to that of the next; zero for no outages at all
     * @param outage how long each takes
     */
    Weather(Link link, Duration every, Duration outage) {
        this.link = link;
        this.every = every;
        this.outage = outage;
    }

    /** Lets outages come; the first one ends when the first interval does. */
    void begin() {
        if (every.isZero()) {
            return;
        }
        long calm = every.minus(outage).toMillis();
        again(link::hold, calm);
        again(link::release, every.toMillis());
    }

    private void again(Runnable what, long first) {
        Future<?> unused = timer.scheduleAtFixedRate(what, first, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        link.release();
    }
}
