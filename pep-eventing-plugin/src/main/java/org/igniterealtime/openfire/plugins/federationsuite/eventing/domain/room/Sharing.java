package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import org.xmpp.packet.JID;

/**
 * The other nodes of a cluster, as far as they have to know who is in rooms by way of this one. Clients of this server are not
 * told of: their connections end with the node. Thread-safe; returns at once.
 */
public interface Sharing {

    /** A server that is alone. */
    Sharing NOBODY = new Sharing() {
        @Override
        public void has(FarPlace place) {
            // There is nobody to be told.
        }

        @Override
        public void hasNoMore(JID client, JID room) {
            // There is nobody to be told.
        }
    };

    /** A client of another server has a place, or has another nick there. */
    void has(FarPlace place);

    /**
     * Such a client has a place no more.
     *
     * @param client its full address
     * @param room   the room's bare address
     */
    void hasNoMore(JID client, JID room);
}
