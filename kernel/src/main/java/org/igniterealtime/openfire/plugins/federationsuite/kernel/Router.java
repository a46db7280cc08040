package org.igniterealtime.openfire.plugins.federationsuite.kernel;

import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;

/**
 * The way out: hands a stanza to the server, which delivers it to a local user, a component or another server.
 * Implementations are thread-safe and do not throw for a stanza that cannot be delivered; the answer to that is an
 * error stanza (RFC 6120, section 8.3).
 */
@FunctionalInterface
public interface Router {

    /**
     * Sends a stanza.
     *
     * @param stanza the stanza, with {@code from} and {@code to}; the caller gives it away and does not touch it again
     */
    void route(Packet stanza);

    /**
     * Sends a message to many local clients, to each the same.
     *
     * @param broadcast the message and its receivers
     */
    default void broadcast(Effect.Broadcast broadcast) {
        broadcast.copies().forEach(this::route);
    }

    /**
     * Gives a message to a local client as {@link #broadcast} does, and leaves it to the caller, who may give it to another
     * client next.
     *
     * @param message the message; gets the client's address
     * @param client  a full address
     * @return false if the client has no session here; then nobody has got anything
     */
    default boolean hand(Message message, JID client) {
        return false;
    }
}
