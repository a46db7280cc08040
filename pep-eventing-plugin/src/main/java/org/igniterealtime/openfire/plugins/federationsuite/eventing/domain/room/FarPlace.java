package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import java.util.Objects;

import org.xmpp.packet.JID;

/**
 * The place of a client of another server in a room. Immutable.
 *
 * @param client  the client's full address
 * @param room    the room's bare address
 * @param service who answers for the room's node
 * @param node    the room, as the client calls it
 * @param nick    the nick that the client has in the room, or has asked for
 */
public record FarPlace(JID client, JID room, JID service, String node, String nick) {
    /** Checks that nothing is missing. */
    public FarPlace {
        Objects.requireNonNull(client);
        Objects.requireNonNull(room);
        Objects.requireNonNull(service);
        Objects.requireNonNull(node);
        Objects.requireNonNull(nick);
    }
}
