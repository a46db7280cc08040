package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.openfire.Database;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.PeerStore;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom administrators blocked, while the server roster does not run: a block must not end because a part of the suite is
 * switched off, whatever the setting of admitted domains says. While the roster runs it has its own say, and this one none.
 *
 * <p>Thread-safe. Memory: the blocked domains.
 */
public final class StandingBlocks implements TrustPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(StandingBlocks.class);

    private final RosterSettings settings;
    private final PeerStore store;
    private volatile Set<String> blocked = Set.of();

    StandingBlocks(RosterSettings settings, PeerStore store) {
        this.settings = Objects.requireNonNull(settings);
        this.store = Objects.requireNonNull(store);
    }

    /**
     * Blocks nobody before {@link #hold}.
     *
     * @param settings the suite's settings
     * @return blocks from the server's own database
     */
    public static StandingBlocks ofServer(Settings settings) {
        return new StandingBlocks(new RosterSettings(settings), new JdbcPeerStore(Database.OPENFIRE));
    }

    /** Blocks whom the database has as blocked. If it cannot be read, those that were blocked stay so. */
    public void hold() {
        try {
            blocked = store.load().stream().filter(Peer::blocked).map(Peer::domain).collect(Collectors.toUnmodifiableSet());
        } catch (StoreException e) {
            LOG.error("Which servers are blocked could not be read; while the server roster does not run, they are not", e);
        }
    }

    /** Blocks nobody any more: the roster does. */
    void release() {
        blocked = Set.of();
    }

    @Override
    public TrustLevel levelOf(String domain) {
        Set<String> all = blocked;
        if (all.isEmpty()) {
            return TrustLevel.UNKNOWN;
        }
        boolean inherits = settings.get(RosterSettings.SUBDOMAINS) && all.contains(domain.substring(domain.indexOf('.') + 1));
        return all.contains(domain) || inherits ? TrustLevel.BLOCKED : TrustLevel.UNKNOWN;
    }
}
