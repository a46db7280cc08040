package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.LogText;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Router;
import org.jivesoftware.openfire.PacketDeliverer;
import org.jivesoftware.openfire.auth.UnauthorizedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.Packet;

/**
 * Sends presence in the server's own name, past the server's presence routing. That one is made for users: it keeps
 * subscription presence in rosters, and it drops what goes to a domain whose name contains our own (a peer
 * {@code hub.example.org} of {@code example.org}), because it takes each of those for a component of ours.
 *
 * <p>Thread-safe. Does not throw for a stanza that cannot be delivered.
 */
final class DirectDelivery implements Router {

    private static final Logger LOG = LoggerFactory.getLogger(DirectDelivery.class);

    private final PacketDeliverer deliverer;

    /**
     * Wraps the server's deliverer.
     *
     * @param deliverer the server's
     */
    DirectDelivery(PacketDeliverer deliverer) {
        this.deliverer = Objects.requireNonNull(deliverer);
    }

    @Override
    public void route(Packet stanza) {
        try {
            deliverer.deliver(stanza);
        } catch (UnauthorizedException | RuntimeException e) {
            // No stack trace: what is sent here answers what strangers send.
            LOG.warn("Could not deliver a {} to {}: {}", stanza.getElement().getName(), LogText.of(stanza.getTo()),
                LogText.of(e));
        }
    }
}
