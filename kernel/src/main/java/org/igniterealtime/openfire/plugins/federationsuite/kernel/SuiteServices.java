package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the suite gives to each of its plugins when it makes them. All parts are thread-safe and live until the suite
 * is stopped.
 *
 * @param settings  the suite's settings
 * @param router    the way out
 * @param clock     the time
 * @param workers   threads of the suite, for work that must not hold up the server's own threads
 * @param trust     what other domains may do
 * @param domain    the XMPP domain of this server
 */
public record SuiteServices(Settings settings, Router router, InstantSource clock, ScheduledExecutorService workers,
                            TrustPolicy trust, String domain) {

    /** Checks that nothing is missing. */
    public SuiteServices {
        Objects.requireNonNull(settings);
        Objects.requireNonNull(router);
        Objects.requireNonNull(clock);
        Objects.requireNonNull(workers);
        Objects.requireNonNull(trust);
        Objects.requireNonNull(domain);
    }
}
