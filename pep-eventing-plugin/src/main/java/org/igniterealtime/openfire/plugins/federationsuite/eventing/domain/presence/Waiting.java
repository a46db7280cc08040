package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.time.Instant;
import java.util.Objects;

import org.xmpp.packet.JID;

/**
 * A subscription by pubsub that waits for its owner's decision. Immutable.
 *
 * @param who     whose presence, and who asks for it
 * @param address the address that is to be subscribed
 * @param since   when it was asked for
 */
public record Waiting(Pair who, JID address, Instant since) {

    /** Checks that nothing is missing. */
    public Waiting {
        Objects.requireNonNull(who);
        Objects.requireNonNull(address);
        Objects.requireNonNull(since);
    }
}
