package org.igniterealtime.openfire.plugins.federationsuite.fmuc;

import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** A room in a simulation, as far as the server needs it that it is on. */
public interface SimulatedRoom {

    /** A stanza comes. */
    void handle(Packet stanza);

    /** Tells whether somebody is in, with this very address. */
    boolean has(JID user);

    /** Its server is killed: what is written down, stays. */
    void crash();
}
