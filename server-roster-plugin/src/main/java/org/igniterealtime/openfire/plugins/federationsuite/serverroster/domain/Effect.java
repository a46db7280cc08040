package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;

/** What is to be done because of an event. Immutable. */
public sealed interface Effect {

    /**
     * Send a presence to another server.
     *
     * @param presence what to send
     */
    record Send(DomainPresence presence) implements Effect {
        /** Checks that nothing is missing. */
        public Send {
            Objects.requireNonNull(presence);
        }
    }
}
