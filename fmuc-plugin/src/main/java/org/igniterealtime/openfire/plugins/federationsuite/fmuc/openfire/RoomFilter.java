package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.concurrent.atomic.AtomicIntegerArray;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.AddressText;
import org.xmpp.packet.JID;

/**
 * Tells for most addresses that they are not in a table of rooms, without allocating anything: a set of numbers made of
 * addresses, of which several may share one. Thread-safe.
 */
final class RoomFilter {

    /** With a thousand rooms in the table one of sixteen addresses that are not is looked for in vain. 64 kB. */
    private static final int SIZE = 1 << 14;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(SIZE);

    /** A room has come into the table. */
    void add(JID room) {
        count(room, 1);
    }

    /** A room has gone from the table. */
    void remove(JID room) {
        count(room, -1);
    }

    /**
     * Tells whether a room may be in the table.
     *
     * @param address the text of the address of the room or an occupant, as it stands in a stanza; or {@code null}
     * @return false if it is certainly not
     */
    boolean mayHold(String address) {
        if (address == null) {
            return false;
        }
        int hash = AddressText.hash(address);
        return hash < 0 || counts.get(hash % SIZE) > 0;
    }

    private void count(JID room, int change) {
        int hash = AddressText.hash(room.toString());
        // A room outside ASCII is never written in ASCII, so it is never denied.
        if (hash >= 0) {
            counts.addAndGet(hash % SIZE, change);
        }
    }
}
