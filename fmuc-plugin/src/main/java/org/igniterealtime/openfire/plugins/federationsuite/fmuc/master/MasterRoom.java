package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.ArrayList;
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
 * @param departed     who left last through which slave: other occupants' copies of the same news may still come
 */
public record MasterRoom(JID address, Map<JID, VirtualOccupant> occupants, boolean nonAnonymous, List<Departed> departed) {

    /** The copies of one broadcast come at once, so only as many are remembered as may be under way side by side. */
    private static final int MOST_DEPARTED = 32;

    /**
     * Somebody whose slave was told that he left, by his own copy.
     *
     * @param slave the slave
     * @param nick  his nick
     */
    public record Departed(JID slave, String nick) {
    }

    /** Copies the collections, keeping their order. */
    public MasterRoom {
        occupants = Collections.unmodifiableMap(new LinkedHashMap<>(occupants));
        departed = List.copyOf(departed);
    }

    /** A room with nobody in it through a slave. */
    public static MasterRoom unmirrored(JID address) {
        return new MasterRoom(address, Map.of(), false, List.of());
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
        return new MasterRoom(address, next, nonAnonymous, departed);
    }

    MasterRoom without(VirtualOccupant occupant) {
        Map<JID, VirtualOccupant> next = new LinkedHashMap<>(occupants);
        next.remove(occupant.user());
        return new MasterRoom(address, next, nonAnonymous, departed);
    }

    MasterRoom showingJids(boolean shown) {
        return new MasterRoom(address, occupants, shown, departed);
    }

    boolean hasDeparted(JID slave, String nick) {
        return departed.contains(new Departed(slave, nick));
    }

    /** The room without an occupant whose slave has been told by his own copy. */
    MasterRoom departing(VirtualOccupant occupant) {
        List<Departed> next = new ArrayList<>(departed);
        next.add(new Departed(occupant.slave(), occupant.nick()));
        List<Departed> last = next.subList(Math.max(0, next.size() - MOST_DEPARTED), next.size());
        return new MasterRoom(address, without(occupant).occupants(), nonAnonymous, last);
    }

    /** The room when somebody is seen who has, or has again, the nick of one who left. */
    MasterRoom arriving(String nick) {
        if (departed.stream().noneMatch(gone -> gone.nick().equals(nick))) {
            return this;
        }
        return new MasterRoom(address, occupants, nonAnonymous,
            departed.stream().filter(gone -> !gone.nick().equals(nick)).toList());
    }
}
