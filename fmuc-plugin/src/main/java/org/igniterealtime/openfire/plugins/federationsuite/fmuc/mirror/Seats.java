package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.TakeOver.Seat;
import org.xmpp.packet.JID;

/**
 * How local clients are in rooms of other servers, as far as transparent mode has to do with it. Thread-safe. Bounded: a
 * client has as many as it may, and whoever has no session any more is dropped ({@link #keep}).
 */
public final class Seats {

    private final Map<JID, Map<JID, Seat>> seats = new ConcurrentHashMap<>();

    /** Tells whether there are none: a look at one field. */
    public boolean isEmpty() {
        return seats.isEmpty();
    }

    /** How a client is in a room. */
    public Seat of(JID client, JID room) {
        return seats.getOrDefault(client, Map.of()).getOrDefault(room, Seat.NONE);
    }

    /** In how many rooms a client is. */
    public int count(JID client) {
        return seats.getOrDefault(client, Map.of()).size();
    }

    /** A client is in a room in another way from now on. */
    public void put(JID client, JID room, Seat seat) {
        seats.compute(client, (whose, known) -> {
            Map<JID, Seat> next = known == null ? new HashMap<>() : new HashMap<>(known);
            if (seat == Seat.NONE) {
                next.remove(room);
            } else {
                next.put(room, seat);
            }
            return next.isEmpty() ? null : Map.copyOf(next);
        });
    }

    /** Forgets everybody but some. */
    public void keep(Predicate<JID> clients) {
        seats.keySet().removeIf(client -> !clients.test(client));
    }

    /** Forgets the rooms of a client but some. */
    public void keep(JID client, Predicate<JID> rooms) {
        seats.computeIfPresent(client, (whose, known) -> {
            Map<JID, Seat> next = new HashMap<>(known);
            next.keySet().removeIf(room -> !rooms.test(room));
            return next.isEmpty() ? null : Map.copyOf(next);
        });
    }
}
