package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import org.xmpp.packet.JID;

/** What there is to enter, and who. Thread-safe; returns at once. */
public interface RoomServices {

    /**
     * Tells whether a service has rooms that can be entered by pubsub.
     *
     * @param domain the service's domain
     */
    boolean isService(String domain);

    /**
     * Tells whether there is a room: nobody opens one by subscribing.
     *
     * @param room the room's bare address, at a service
     * @return true also where only the room itself can tell
     */
    boolean exists(JID room);

    /**
     * Tells whether a client is connected to this server now.
     *
     * @param client a full address
     */
    boolean isConnected(JID client);

    /**
     * Tells whether an address is that of a client of another server.
     *
     * @param client any address
     */
    boolean isElsewhere(JID client);
}
