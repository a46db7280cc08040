package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.xmpp.packet.JID;

/**
 * A slave that may have missed something, and is to be told so when it can be reached.
 *
 * @param slave    its bare address
 * @param since    since when
 * @param due      when to tell it, or to tell it again
 * @param attempts how often that was in vain
 * @param askId    the id of what it was told with last
 */
public record Lost(JID slave, Instant since, Instant due, int attempts, Optional<String> askId) {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 8;

    /** Checks that nothing is missing. */
    public Lost {
        Objects.requireNonNull(slave);
        Objects.requireNonNull(since);
        Objects.requireNonNull(due);
        Objects.requireNonNull(askId);
    }

    Lost told(String id, Instant now) {
        long wait = Math.min(FIRST.toMillis() << Math.min(attempts, MOST_DOUBLINGS), LONGEST.toMillis());
        return new Lost(slave, since, now.plusMillis(wait), attempts + 1, Optional.of(id));
    }
}
