package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;
import org.xmpp.packet.JID;

/**
 * All seats. Thread-safe: a change of one is atomic, and what it causes is done afterwards by the caller, so that no lock is
 * held while stanzas are routed. Bounded by {@link RoomLimits}.
 */
final class Seats {

    private final Map<JID, Map<JID, Seat>> byClient = new ConcurrentHashMap<>();
    private final Changed changed;

    /** Told of what others have to know of seats. */
    @FunctionalInterface
    interface Changed {
        /**
         * A seat has come, has gone, or has another nick.
         *
         * @param before the seat that was there
         * @param now    the seat that is there
         */
        void seat(Optional<Seat> before, Optional<Seat> now);
    }

    Seats(Changed changed) {
        this.changed = Objects.requireNonNull(changed);
    }

    /** Tells whether a client has a seat anywhere. Quick: asked for each stanza of everybody. */
    boolean has(JID client) {
        return byClient.containsKey(client);
    }

    boolean isEmpty() {
        return byClient.isEmpty();
    }

    Optional<Seat> find(JID client, JID room) {
        Map<JID, Seat> rooms = byClient.get(client);
        if (rooms == null) {
            return Optional.empty();
        }
        if (rooms.size() == 1) {
            // As with most: to look for an address in a map writes it as text first.
            Seat only = rooms.values().iterator().next();
            return only.place().room().equals(room) ? Optional.of(only) : Optional.empty();
        }
        return Optional.ofNullable(rooms.get(room));
    }

    /** All of them, as they are now. */
    List<Seat> all() {
        return byClient.values().stream().flatMap(rooms -> rooms.values().stream()).toList();
    }

    /** The seats of a client, as they are now. */
    List<Seat> of(JID client) {
        return List.copyOf(byClient.getOrDefault(client, Map.of()).values());
    }

    /**
     * Changes a seat that there is.
     *
     * @param rule what becomes of it
     * @return what is to be done; nothing if there is no such seat
     */
    List<Effect> change(JID client, JID room, Function<Seat, Step> rule) {
        return decide(client, room, known -> known.map(rule).orElseGet(() -> Step.gone(List.of()))).effects();
    }

    /**
     * Makes or changes a seat.
     *
     * @param limits how many there may be
     * @param far    whether the client is one of another server
     * @param full   what becomes of a new one for which there is no room
     * @param rule   what becomes of it, whether it is there or not
     * @return what is to be done
     */
    synchronized List<Effect> take(JID client, JID room, RoomLimits limits, boolean far, List<Effect> full,
                                   Function<Optional<Seat>, Step> rule) {
        // One at a time, or two that come together would both be the last.
        boolean possible = find(client, room).isPresent() || mayHaveMore(client.asBareJID(), limits, far);
        return decide(client, room, known -> known.isPresent() || possible ? rule.apply(known) : Step.gone(full)).effects();
    }

    private boolean mayHaveMore(JID user, RoomLimits limits, boolean far) {
        int all = 0;
        int his = 0;
        int domain = 0;
        for (Map.Entry<JID, Map<JID, Seat>> one : byClient.entrySet()) {
            all += one.getValue().size();
            his += one.getKey().asBareJID().equals(user) ? one.getValue().size() : 0;
            domain += one.getKey().getDomain().equals(user.getDomain()) ? one.getValue().size() : 0;
        }
        // A server can make up any number of users.
        return all < limits.seats() && his < limits.seatsEach() && (!far || domain < limits.domain());
    }

    private Step decide(JID client, JID room, Function<Optional<Seat>, Step> rule) {
        Step[] step = new Step[1];
        Seat[] old = new Seat[1];
        byClient.compute(client, (key, known) -> {
            Map<JID, Seat> rooms = known == null ? Map.of() : known;
            Seat before = rooms.get(room);
            old[0] = before;
            step[0] = rule.apply(Optional.ofNullable(before));
            // Nearly always it is the same, for each of many that a room tells something.
            return before != null && step[0].leaves(before) ? known : with(rooms, room, step[0].seat());
        });
        Optional<Seat> before = Optional.ofNullable(old[0]);
        if (!before.map(Seat::nick).equals(step[0].seat().map(Seat::nick))) {
            changed.seat(before, step[0].seat());
        }
        return step[0];
    }

    private static Map<JID, Seat> with(Map<JID, Seat> rooms, JID room, Optional<Seat> seat) {
        Map<JID, Seat> next = new HashMap<>(rooms);
        seat.ifPresentOrElse(one -> next.put(room, one), () -> next.remove(room));
        return next.isEmpty() ? null : Map.copyOf(next);
    }
}
