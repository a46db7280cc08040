package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** Under which address a client sees a slave room. */
public enum View {

    /** Under the slave's own, which it joined. */
    ESCAPED,
    /** Under that of the room itself: it does not know that there is a slave (transparent mode). */
    TRANSPARENT;

    /** The address of the room, bare. */
    public JID room(SlaveAddress address) {
        return this == TRANSPARENT ? address.master() : address.slave();
    }

    /**
     * Shows a stanza of the slave as a client sees it.
     *
     * @param stanza  one that we have just made; changed
     * @param address slave and master
     * @param <T>     its kind
     * @return the same stanza
     */
    public <T extends Packet> T dress(T stanza, SlaveAddress address) {
        if (this == ESCAPED) {
            return stanza;
        }
        JID from = stanza.getFrom();
        if (from.asBareJID().equals(address.slave())) {
            stanza.setFrom(new JID(address.master().getNode(), address.master().getDomain(), from.getResource(), true));
        }
        return stanza;
    }
}
