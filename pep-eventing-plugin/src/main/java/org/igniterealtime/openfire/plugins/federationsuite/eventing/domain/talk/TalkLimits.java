package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.talk;

import java.time.Duration;
import java.util.Objects;

/**
 * What eventing between two may cost, and do.
 *
 * @param nodesEach how many nodes a user of this server may own at the service before he gets no more to talk on
 * @param chores    how many requests of all users may be under way, and of how many publications it is known who made them
 * @param patience  how long the service may take for its word
 * @param bridge    whether people of this server get ordinary messages, too, while none of their clients has talked by pubsub
 */
public record TalkLimits(int nodesEach, int chores, Duration patience, boolean bridge) {

    /** Checks that nothing is missing. */
    public TalkLimits {
        Objects.requireNonNull(patience);
    }
}
