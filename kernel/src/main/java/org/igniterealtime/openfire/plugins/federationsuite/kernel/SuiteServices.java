package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;

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
 * @param nodes     the other nodes, where the server is one of a cluster
 */
public record SuiteServices(Settings settings, Router router, InstantSource clock, ScheduledExecutorService workers,
                            TrustPolicy trust, String domain, Nodes nodes) {

    /** Checks that nothing is missing. */
    public SuiteServices {
        Objects.requireNonNull(settings);
        Objects.requireNonNull(router);
        Objects.requireNonNull(clock);
        Objects.requireNonNull(workers);
        Objects.requireNonNull(trust);
        Objects.requireNonNull(domain);
        Objects.requireNonNull(nodes);
    }

    /**
     * The same for a server that is alone.
     *
     * @param settings the suite's settings
     * @param router   the way out
     * @param clock    the time
     * @param workers  threads of the suite
     * @param trust    what other domains may do
     * @param domain   the XMPP domain of this server
     */
    public SuiteServices(Settings settings, Router router, InstantSource clock, ScheduledExecutorService workers,
                         TrustPolicy trust, String domain) {
        this(settings, router, clock, workers, trust, domain, Nodes.ALONE);
    }

    /** The same services with another clock. */
    public SuiteServices with(InstantSource other) {
        return new SuiteServices(settings, router, other, workers, trust, domain, nodes);
    }
}
