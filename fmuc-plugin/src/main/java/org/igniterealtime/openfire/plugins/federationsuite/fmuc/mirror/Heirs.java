package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The only nodes whose word counts about a room, because the one that kept it is lost: those that are there as far as whoever is
 * to keep it next knows. Another of them may have begun to keep it already. Not thread-safe.
 */
final class Heirs {

    private Optional<Set<String>> nodes = Optional.empty();
    private Instant since = Instant.MIN;

    void are(Set<String> names, Instant now) {
        nodes = Optional.of(Set.copyOf(names));
        since = now;
    }

    void forget() {
        nodes = Optional.empty();
    }

    boolean areKnown() {
        return nodes.isPresent();
    }

    /** Tells whether the word of others counts, and not that of this node. */
    boolean areNot(String name) {
        return nodes.filter(those -> !those.contains(name)).isPresent();
    }

    /** Tells whether they have been the heirs for so long that who was lost would be known to be. */
    boolean areSince(Instant now, Duration time) {
        return areKnown() && !since.plus(time).isAfter(now);
    }
}
