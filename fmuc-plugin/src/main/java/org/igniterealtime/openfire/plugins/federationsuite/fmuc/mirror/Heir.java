package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The only node whose word counts about a room, because the one that kept it is lost. Not thread-safe. */
final class Heir {

    private Optional<String> node = Optional.empty();
    private Instant since = Instant.MIN;

    void is(String name, Instant now) {
        node = Optional.of(name);
        since = now;
    }

    void forget() {
        node = Optional.empty();
    }

    boolean isKnown() {
        return node.isPresent();
    }

    /** Tells whether somebody else's word counts, and not that of this node. */
    boolean isNot(String name) {
        return node.filter(one -> !one.equals(name)).isPresent();
    }

    /** Tells whether it has been the heir for so long that who was lost would be known to be. */
    boolean isSince(Instant now, Duration time) {
        return isKnown() && !since.plus(time).isAfter(now);
    }
}
