package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a node knows of a room from a cluster in which it is not any more, or from before it was in this one. Not thread-safe.
 */
final class Past {

    /** For how long a room comes to this node because it has come. */
    private static final Duration NEW = Duration.ofMinutes(1);

    private Optional<Version> version = Optional.empty();
    private boolean kept;
    private Instant left = Instant.MIN;

    /**
     * What was known is of the past.
     *
     * @param last    what was known
     * @param keeping whether this node kept the room
     */
    void is(Version last, boolean keeping, Instant now) {
        version = Optional.of(last);
        kept = keeping;
        left = now;
    }

    /** What is known from wherever. */
    Version or(Version present) {
        return version.orElse(present);
    }

    /** Tells whether what is known is of the past. */
    boolean counts() {
        return version.isPresent();
    }

    /** Tells whether this node kept the room in the past that counts. */
    boolean kept() {
        return kept;
    }

    /**
     * Tells whether clients of this node, seeing what comes next, miss nothing.
     *
     * @param parent  what comes behind which version
     * @param known   what this node knows, as far as it counts
     * @param present the first version in which the room was as this node has it
     */
    boolean isFollowedBy(Version parent, Version known, Version present) {
        return !known.isKnown() || parent.equals(known) || !counts() && parent.equals(present);
    }

    /** It does not count any more. */
    void forget() {
        version = Optional.empty();
        kept = false;
    }

    /**
     * This node goes on with the room.
     *
     * @return whether it has come from there a short while ago, and others knew the room
     */
    boolean leave(Instant now) {
        boolean others = version.isEmpty() && left.isAfter(now.minus(NEW));
        left = Instant.MIN;
        return others;
    }
}
