package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.xmpp.packet.JID;

/**
 * A user who is in a local room through a slave. To the room he is an occupant like any other.
 *
 * @param user    his real, full JID
 * @param nick    his nick
 * @param slave   the bare address of the slave he came through
 * @param present whether the room has accepted him
 * @param held    presences of others that the room sent before it accepted him; kept until his own presence tells
 *                whether the room shows real addresses
 */
public record VirtualOccupant(JID user, String nick, JID slave, boolean present, List<RoomCopy.Occupant> held) {

    /** Copies the list. */
    public VirtualOccupant {
        held = List.copyOf(held);
    }

    static VirtualOccupant joining(JID user, String nick, JID slave) {
        return new VirtualOccupant(user, nick, slave, false, List.of());
    }

    VirtualOccupant accepted() {
        return new VirtualOccupant(user, nick, slave, true, List.of());
    }

    /** Holds a presence in place of an earlier one of the same occupant, so that no more is held than are in the room. */
    VirtualOccupant holding(RoomCopy.Occupant copy) {
        List<RoomCopy.Occupant> more = new ArrayList<>(held);
        more.removeIf(earlier -> earlier.nick().equals(copy.nick()));
        if (copy.available()) {
            more.add(copy);
        }
        return new VirtualOccupant(user, nick, slave, present, more);
    }

    /** Where to write to him alone. */
    JID slaveOccupant() {
        return new JID(slave.getNode(), slave.getDomain(), nick);
    }

    boolean comesThrough(JID address) {
        return slave.equals(address);
    }
}
