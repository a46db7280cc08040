package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain;

import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol.PubsubRequest;
import org.xmpp.packet.JID;

/**
 * Somebody sent a pubsub request. Immutable.
 *
 * @param from    who, as the server stamped it
 * @param to      whom he addressed, if anybody
 * @param online  whether {@code from} is a resource of a registered local user that is connected now
 * @param request what he wants
 */
public record PubsubEvent(JID from, Optional<JID> to, boolean online, PubsubRequest request) {

    /** Checks that nothing is missing. */
    public PubsubEvent {
        Objects.requireNonNull(from);
        Objects.requireNonNull(to);
        Objects.requireNonNull(request);
    }
}
