package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.xmpp.packet.JID;

/**
 * A local room as far as slaves are concerned: a value. It exists while somebody is in it through a slave.
 *
 * @param address      the room, bare
 * @param occupants    those who are in it through slaves, by real JID, in the order they came
 * @param nonAnonymous whether the room shows real addresses to everybody; if not known, then not
 */
public record MasterRoom(JID address, Map<JID, VirtualOccupant> occupants, boolean nonAnonymous) {

    /** Copies the map, keeping its order. */
    public MasterRoom {
        occupants = Collections.unmodifiableMap(new LinkedHashMap<>(occupants));
    }

    /** A room with nobody in it through a slave. */
    public static MasterRoom unmirrored(JID address) {
        return new MasterRoom(address, Map.of(), false);
    }

    /** Tells whether there is nothing to remember. */
    public boolean isUnmirrored() {
        return occupants.isEmpty();
    }

    /** Those who came through a slave, in order. */
    public List<VirtualOccupant> through(JID slave) {
        return occupants.values().stream().filter(occupant -> occupant.comesThrough(slave)).toList();
    }

    Optional<VirtualOccupant> occupant(JID slave, String nick) {
        return through(slave).stream().filter(occupant -> occupant.nick().equals(nick)).findFirst();
    }

    /**
     * The occupant whose copies of broadcasts go to the slave: of those who came through it the first whom the room has
     * accepted, or else the first.
     */
    Optional<VirtualOccupant> representative(JID slave) {
        List<VirtualOccupant> through = through(slave);
        return through.stream().filter(VirtualOccupant::present).findFirst().or(() -> through.stream().findFirst());
    }

    MasterRoom with(VirtualOccupant occupant) {
        Map<JID, VirtualOccupant> next = new LinkedHashMap<>(occupants);
        next.put(occupant.user(), occupant);
        return new MasterRoom(address, next, nonAnonymous);
    }

    MasterRoom without(VirtualOccupant occupant) {
        Map<JID, VirtualOccupant> next = new LinkedHashMap<>(occupants);
        next.remove(occupant.user());
        return new MasterRoom(address, next, nonAnonymous);
    }

    MasterRoom showingJids(boolean shown) {
        return new MasterRoom(address, occupants, shown);
    }
}
