package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Settings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Ask;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Gate;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.GateRules;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.ListRules.Wish;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.jivesoftware.openfire.SessionManager;
import org.jivesoftware.openfire.XMPPServer;
import org.jivesoftware.openfire.cluster.ClusterManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps connections and the server's own lists as the server roster wants them: none with a blocked server, and lists that
 * say the same as the roster while the gate is on. In a cluster the lists are the senior node's work.
 *
 * <p>Thread-safe; returns at once.
 */
final class Gatekeeper implements GateInterceptor.Orders {

    private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);

    private final RosterSettings settings;
    private final PeerDirectory directory;
    private final TrustPolicy trust;
    private final Executor workers;
    private final ServerLists lists = new ServerLists(this::wishes);
    private final AtomicBoolean planned = new AtomicBoolean();
    private Settings.Subscription changes = () -> { };
    private volatile Gate gate;
    private boolean stopped;

    Gatekeeper(RosterSettings settings, PeerDirectory directory, TrustPolicy trust, Executor workers) {
        this.settings = Objects.requireNonNull(settings);
        this.directory = Objects.requireNonNull(directory);
        this.trust = Objects.requireNonNull(trust);
        this.workers = Objects.requireNonNull(workers);
        this.gate = settings.get(RosterSettings.GATE);
    }

    /** Begins. */
    synchronized void start(Settings source) {
        changes = source.onChange(key -> {
            if (key.equals(RosterSettings.GATE.key())) {
                gate = settings.get(RosterSettings.GATE);
                decided();
            }
        });
        // It may have been turned since.
        gate = settings.get(RosterSettings.GATE);
        decided();
    }

    @Override
    public boolean keepNobodyOut() {
        return gate == Gate.OFF && !directory.hasBlocks();
    }

    @Override
    public GateRules rules() {
        return new GateRules(gate);
    }

    @Override
    public boolean isKnown(String peer) {
        return directory.find(peer).isPresent();
    }

    /** Something was decided, or the gate was turned: sees to it soon. */
    void decided() {
        // One run that has not begun sees everything.
        if (!planned.getAndSet(true)) {
            try {
                workers.execute(() -> {
                    planned.set(false);
                    keepUp();
                });
            } catch (RejectedExecutionException e) {
                LOG.debug("The suite is being stopped; the next start sees to it");
            }
        }
    }

    /** Sees to it now; also from time to time, because approvals end and blocked servers come back. */
    synchronized void keepUp() {
        if (stopped) {
            return;
        }
        try {
            new ServerSessions(SessionManager.getInstance()).close(domain -> trust.levelOf(domain) == TrustLevel.BLOCKED);
            if (ClusterManager.isSeniorClusterMember()) {
                lists.follow();
            }
        } catch (RuntimeException e) {
            LOG.warn("Could not bring connections and lists in line with the server roster", e);
        }
    }

    /** Ends. The lists are put back as they were, but for a server that stops: it will want them again. */
    synchronized void stop() {
        stopped = true;
        changes.close();
        if (!XMPPServer.getInstance().isShuttingDown() && ClusterManager.isSeniorClusterMember()) {
            lists.restore();
        }
    }

    private Map<String, Wish> wishes() {
        Map<String, Wish> wishes = new HashMap<>();
        if (gate != Gate.OFF) {
            directory.all().forEach(peer -> wishes.put(peer.domain(), wish(peer)));
        }
        return wishes;
    }

    /** Whom an administrator asked must be able to answer. */
    private Wish wish(Peer peer) {
        if (peer.blocked()) {
            return Wish.BLOCK;
        }
        boolean wanted = trust.levelOf(peer.domain()).compareTo(TrustLevel.BUDDY) >= 0 || peer.ask() != Ask.NONE
            || peer.subscription().hasTo();
        return wanted ? Wish.ALLOW : Wish.NONE;
    }
}
