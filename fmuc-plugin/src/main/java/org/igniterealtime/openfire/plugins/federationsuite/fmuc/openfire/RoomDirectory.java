package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import org.xmpp.packet.JID;

/** Which rooms there are on this server. Thread-safe. */
interface RoomDirectory {

    /** Tells whether a domain is that of a local MUC service. Quick: asked for each stanza of a mirror. */
    boolean isService(String domain);

    /** Tells whether there is a room with this address, also one that is not in memory. May ask the database. */
    boolean exists(JID room);

    /** Tells whether users of other servers may be in a room who did not come through a mirror. */
    boolean takesOthers(JID room);
}
