package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.time.Instant;
import java.util.Objects;

/**
 * An entry, and since when its contact's subscription stands as it does. Immutable.
 *
 * @param entry the entry
 * @param since when the contact was last told something else than before
 */
public record Dated(Entry entry, Instant since) {

    /** Checks that nothing is missing. */
    public Dated {
        Objects.requireNonNull(entry);
        Objects.requireNonNull(since);
    }
}
