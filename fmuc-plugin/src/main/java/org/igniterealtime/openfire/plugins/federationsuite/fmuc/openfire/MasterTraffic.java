package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Counters;
import org.xmpp.packet.JID;

/**
 * Counts what crosses between local rooms and the mirrors of others: for each room and slave while somebody is in the room
 * through it, and for each mirror since FMUC was switched on. Thread-safe. Bounded: of mirrors, those that were silent for
 * the longest time are forgotten first.
 */
public final class MasterTraffic {

    private static final int MOST_MIRRORS = 1000;

    private final Map<Crossing, Counters> rooms = new LinkedHashMap<>();
    private final Map<String, Counters> mirrors = new LinkedHashMap<>(16, 0.75f, true);
    private Counters total = Counters.ZERO;

    /**
     * A room and a slave of it.
     *
     * @param room  the room
     * @param slave the slave
     */
    public record Crossing(JID room, JID slave) {

        /** Not that of the addresses, which make texts of themselves each time: this is asked for each copy of each message. */
        @Override
        public int hashCode() {
            return Objects.hashCode(room.getNode()) ^ slave.getDomain().hashCode();
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Crossing other && room.equals(other.room) && slave.equals(other.slave);
        }
    }

    /** Adds something. */
    synchronized void add(Crossing crossing, Counters more) {
        total = total.plus(more);
        rooms.merge(crossing, more, Counters::plus);
        mirrors.merge(crossing.slave().getDomain(), more, Counters::plus);
        if (mirrors.size() > MOST_MIRRORS) {
            mirrors.remove(mirrors.keySet().iterator().next());
        }
    }

    /** Adds something, if anything was added before that is still remembered: what is said to strangers is not. */
    synchronized void addToKnown(Crossing crossing, Counters more) {
        if (rooms.containsKey(crossing)) {
            add(crossing, more);
        }
    }

    /**
     * Forgets all rooms and slaves but these.
     *
     * @return the last counts of those that are forgotten
     */
    synchronized Map<Crossing, Counters> keep(Set<Crossing> crossings) {
        Map<Crossing, Counters> ended = new LinkedHashMap<>(rooms);
        ended.keySet().removeAll(crossings);
        rooms.keySet().retainAll(crossings);
        return ended;
    }

    /** The rooms in which somebody is through a slave, and these slaves. */
    public synchronized Map<Crossing, Counters> byRoom() {
        return Map.copyOf(rooms);
    }

    /** All rooms together, since FMUC was switched on. */
    public synchronized Counters total() {
        return total;
    }

    /** The mirrors, by their domains. */
    public synchronized Map<String, Counters> byMirror() {
        return Map.copyOf(mirrors);
    }
}
