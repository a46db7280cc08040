package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.LinkedHashMap;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Counters;
import org.xmpp.packet.JID;

/**
 * Counts what crosses the links, for each slave room while it exists and for each chat service of a peer since FMUC was
 * switched on. Thread-safe. Bounded: of services, those that were silent for the longest time are forgotten first.
 */
public final class Traffic {

    private static final int MOST_PEERS = 1000;

    private final Map<JID, Counters> rooms = new LinkedHashMap<>();
    private final Map<String, Counters> peers = new LinkedHashMap<>(16, 0.75f, true);
    private Counters total = Counters.ZERO;

    /** Adds what an event made cross for a room. */
    synchronized void add(JID master, Counters more) {
        if (more.equals(Counters.ZERO)) {
            return;
        }
        total = total.plus(more);
        rooms.merge(master, more, Counters::plus);
        peers.merge(master.getDomain(), more, Counters::plus);
        if (peers.size() > MOST_PEERS) {
            peers.remove(peers.keySet().iterator().next());
        }
    }

    /**
     * A slave room is gone.
     *
     * @return its last count
     */
    synchronized Counters end(JID master) {
        Counters last = rooms.remove(master);
        return last == null ? Counters.ZERO : last;
    }

    /** The slave rooms that exist, by their masters. */
    public synchronized Map<JID, Counters> byRoom() {
        return Map.copyOf(rooms);
    }

    /** All rooms together, since FMUC was switched on. */
    public synchronized Counters total() {
        return total;
    }

    /** The remote chat services, by their domains. */
    public synchronized Map<String, Counters> byPeer() {
        return Map.copyOf(peers);
    }
}
