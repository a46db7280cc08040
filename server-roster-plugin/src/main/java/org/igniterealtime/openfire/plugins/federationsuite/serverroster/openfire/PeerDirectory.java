package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustPolicy;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;

/**
 * All peers, in memory, as the database has them: every stanza of a stranger asks for one. Thread-safe. Its size is that of
 * the table: what administrators decided about, and as many waiting requests as the setting allows.
 */
final class PeerDirectory implements TrustPolicy {

    private final Map<String, Peer> peers = new ConcurrentHashMap<>();
    private final AtomicInteger blocks = new AtomicInteger();
    private final RosterSettings settings;
    private final InstantSource clock;

    PeerDirectory(RosterSettings settings, InstantSource clock) {
        this.settings = Objects.requireNonNull(settings);
        this.clock = Objects.requireNonNull(clock);
    }

    /** What is known of a domain, given in its normalised form. */
    Optional<Peer> find(String domain) {
        return Optional.ofNullable(peers.get(domain));
    }

    /** All peers, in the order of their names. */
    List<Peer> all() {
        return peers.values().stream().sorted(Comparator.comparing(Peer::domain)).toList();
    }

    /** Peers whose requests wait for an administrator, the oldest first. */
    List<Peer> waiting() {
        return peers.values().stream().filter(peer -> peer.pendingIn().isPresent())
            .sorted(Comparator.comparing(peer -> peer.pendingIn().get())).toList();
    }

    void put(Peer peer) {
        peers.compute(peer.domain(), (domain, before) -> {
            blocks.addAndGet((peer.blocked() ? 1 : 0) - (before != null && before.blocked() ? 1 : 0));
            return peer.isForgettable() ? null : peer;
        });
    }

    /** Tells whether anybody is blocked. Quick: asked for each stanza of everybody. */
    boolean hasBlocks() {
        return blocks.get() > 0;
    }

    void putAll(Collection<Peer> loaded) {
        loaded.forEach(this::put);
    }

    /**
     * The level of a domain. An immediate sub-domain has at least what was decided about its parent, if that was an approval,
     * more trust than that, or a block; a request that waits is nobody's but its own.
     */
    @Override
    public TrustLevel levelOf(String domain) {
        TrustLevel own = ownLevel(domain);
        int dot = domain.indexOf('.');
        if (own == TrustLevel.BLOCKED || dot < 0 || !settings.get(RosterSettings.SUBDOMAINS)) {
            return own;
        }
        TrustLevel inherited = ownLevel(domain.substring(dot + 1));
        if (inherited == TrustLevel.BLOCKED) {
            return inherited;
        }
        return inherited.mayMirror() && inherited.compareTo(own) > 0 ? inherited : own;
    }

    @Override
    public Set<String> admitted() {
        return peers.values().stream().filter(peer -> peer.level(clock.instant()).mayMirror()).map(Peer::domain)
            .collect(Collectors.toCollection(TreeSet::new));
    }

    private TrustLevel ownLevel(String domain) {
        Peer peer = peers.get(domain);
        return peer == null ? TrustLevel.UNKNOWN : peer.level(clock.instant());
    }
}
