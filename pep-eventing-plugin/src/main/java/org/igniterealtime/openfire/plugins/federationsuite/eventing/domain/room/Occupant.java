package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import java.time.Instant;
import java.util.Objects;

import org.xmpp.packet.JID;

/**
 * Somebody who is in a room by pubsub, as an administrator sees it. Immutable.
 *
 * @param room     the room's bare address
 * @param client   his client's full address
 * @param nick     the name that he has in the room, or has asked for
 * @param state    how far he is
 * @param ordinary whether the client is in the room in the ordinary way, too
 * @param since    since when it is so
 */
public record Occupant(JID room, JID client, String nick, State state, boolean ordinary, Instant since) {

    /** How far somebody is. */
    public enum State {
        /** On the way in. */
        ENTERING,
        /** In. */
        IN,
        /** On the way out. */
        LEAVING
    }

    /** Checks that nothing is missing. */
    public Occupant {
        Objects.requireNonNull(room);
        Objects.requireNonNull(client);
        Objects.requireNonNull(nick);
        Objects.requireNonNull(state);
        Objects.requireNonNull(since);
    }
}
