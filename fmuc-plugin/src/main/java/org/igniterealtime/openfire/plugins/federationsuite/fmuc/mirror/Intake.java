package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Takes in what other nodes hand over for a slave room, in order and once, and remembers whose number each stanza has until it
 * has led to something. Bounded. Not thread-safe.
 */
final class Intake {

    private static final int MOST_SIDES = 16;

    private final int most;
    private final RoomSite site;
    private final Consumer<Packet> done;
    private final Latecomers latecomers = new Latecomers();
    private final Leftovers leftovers = new Leftovers();
    private final IdentityHashMap<Packet, Origin> origins = new IdentityHashMap<>();
    /** What was written down when they led to it the first time, of stanzas that were handed over again. */
    private final IdentityHashMap<Packet, Kept> firsts = new IdentityHashMap<>();
    private final Deque<RoomNews.Handed> held = new ArrayDeque<>();
    /**
     * What is held of nodes that are gone: if they are there on another side, their clients come and go there. What these say is
     * written down for both sides.
     */
    private final Set<Origin> elsewhere = new HashSet<>();
    /** Sides of which the master has been asked what it has told them. */
    private final Set<String> sides = new HashSet<>();
    private Handovers<Numbered> handovers;
    /** What the room was when this node began to keep it. */
    private Version began = Version.NONE;

    /** Whose number a stanza has, and by which node it was handed over, if it has said so. */
    record Origin(String stream, long number, Optional<String> from) {
    }

    private record Numbered(long number, Packet stanza) {
    }

    /**
     * Nothing has come.
     *
     * @param most how many stanzas of each node wait for one that is missing, and of all together until this node keeps the room
     * @param site this node
     * @param done takes stanzas that lead to nothing
     */
    Intake(int most, RoomSite site, Consumer<Packet> done) {
        this.site = site;
        this.done = done;
        this.most = most;
        this.handovers = Handovers.none(most);
    }

    /** These are the other nodes from now on. */
    Set<String> among(Set<String> nodes) {
        held.stream().map(Intake::origin).filter(origin -> origin.from().filter(node -> !nodes.contains(node)).isPresent())
            .forEach(elsewhere::add);
        return latecomers.among(nodes);
    }

    /** Tells whether there are stanzas for when this node keeps the room. */
    boolean isHolding() {
        return !held.isEmpty();
    }

    /** Tells whether there is nothing to remember. */
    boolean isEmpty() {
        return held.isEmpty() && origins.isEmpty();
    }

    /** A stanza for when this node keeps the room. */
    void hold(RoomNews.Handed item) {
        if (held.size() < most) {
            held.add(item);
            elsewhere.remove(origin(item));
        }
    }

    private static Origin origin(RoomNews.Handed item) {
        return new Origin(item.stream(), item.number(), item.from());
    }

    /** Whoever has handed over what is held hands it over again. */
    void release() {
        held.clear();
        elsewhere.clear();
    }

    /**
     * From now on this node keeps the room.
     *
     * @param taken what has been taken of each stream
     * @param room  the room
     * @param from  which of its states that is
     * @return stanzas that are to be processed now
     */
    List<Packet> begin(Map<String, Long> taken, SlaveRoom room, Version from) {
        began = from;
        leftovers.begin(room.isVacant() ? List.of() : site.written(), room, site.now());
        handovers = Handovers.none(most);
        taken.forEach((stream, number) -> handovers = handovers.taken(stream, number));
        List<RoomNews.Handed> all = new ArrayList<>(held);
        held.clear();
        List<Packet> ready = new ArrayList<>();
        all.forEach(item -> ready.addAll(take(item)));
        return ready;
    }

    /**
     * A stanza comes.
     *
     * @return stanzas that are to be processed now
     */
    List<Packet> arrive(RoomNews.Handed item) {
        elsewhere.remove(origin(item));
        return take(item);
    }

    private List<Packet> take(RoomNews.Handed item) {
        if (!item.stream().equals(site.stream())) {
            item.side().ifPresent(side -> meet(side, true));
            if (item.behind().isOfTermOf(began) && item.behind().compareTo(began) > 0) {
                // Whoever kept the room has taken more of it than anybody here has heard of, and it may have been the master's.
                meet(began.toString(), true);
            }
        }
        Optional<Packet> stanza = site.codecs().stanzas().read(item.xml());
        if (stanza.isEmpty()) {
            return List.of();
        }
        Handovers.Arrival<Numbered> arrival = handovers.arrive(item.stream(), item.first(), item.number(),
            new Numbered(item.number(), stanza.get()));
        handovers = arrival.state();
        arrival.ready().forEach(ready -> origins.put(ready.stanza(), new Origin(item.stream(), ready.number(), item.from())));
        return arrival.ready().stream().map(Numbered::stanza).toList();
    }

    /**
     * It is the turn of a stanza that has come. If it was handed over before, to a node that was lost, and what that has written
     * down the master may have, that is the room's from now on, and the master is asked: it is not said once more. If the master
     * has told meanwhile what it says, or a client of a node that is gone has asked to come or go, nothing comes of it.
     */
    void process(Packet stanza) {
        Optional<Origin> origin = Optional.ofNullable(origins.get(stanza));
        boolean isElsewhere = origin.filter(elsewhere::remove).isPresent() && stanza instanceof Presence
            && !Latecomers.isOfMaster(stanza);
        if (isElsewhere || latecomers.isLate(origin.flatMap(Origin::from), stanza)) {
            done.accept(stanza);
            return;
        }
        Optional<Leftovers.Repeated> again = leftovers.repeated(stanza, site.now());
        if (again.isEmpty() || !again.get().first().state().mayHaveArrived()) {
            again.ifPresent(one -> firsts.put(stanza, one.first()));
            site.process(stanza);
            return;
        }
        List<Kept> still = still(List.of(again.get().first()));
        if (still.isEmpty() && !again.get().known()) {
            // It cannot be read, or another side of a split has done with it.
            site.process(stanza);
        } else {
            site.recall(still, Optional.of(stanza));
        }
    }

    /** What is written down now of messages, and not what is remembered of it: another side of a split may have said it since. */
    private List<Kept> still(List<Kept> left) {
        return site.written().stream().filter(one -> left.stream().anyMatch(old -> old.number() == one.number())).toList();
    }

    /**
     * A node has come from a side of the cluster that was apart: the master is asked once what it has told that.
     *
     * @param side  its name
     * @param keeps whether this node keeps the room; else it may come to keep it while it waits to be told so
     */
    void meet(String side, boolean keeps) {
        if (sides.size() >= MOST_SIDES) {
            sides.clear();
        }
        if (!keeps || sides.add(side)) {
            site.apart();
        }
    }

    /** An origin as what has been taken. */
    static Map<String, Long> numbers(Optional<Origin> origin) {
        return origin.map(one -> Map.of(one.stream(), one.number())).orElse(Map.of());
    }

    /** Whose number a stanza has that has led to something, if it was handed over; from now on nobody remembers. */
    Optional<Origin> led(Optional<Packet> cause) {
        cause.map(firsts::remove).ifPresent(site::forget);
        return cause.flatMap(this::origin);
    }

    /** As {@link #led(Optional)}, and to which change of the room. */
    Optional<Origin> led(Optional<Packet> cause, SlaveRoom before, SlaveRoom after) {
        Optional<Origin> origin = led(cause);
        latecomers.happened(origin.flatMap(Origin::from), before, after);
        List<Kept> left = leftovers.entering(before, after);
        List<Kept> still = left.isEmpty() ? left : still(left);
        if (!still.isEmpty()) {
            site.recall(still, Optional.empty());
        }
        return origin;
    }

    /** Whose number a stanza has, if it was handed over; from now on nobody remembers. */
    Optional<Origin> origin(Packet stanza) {
        firsts.remove(stanza);
        return Optional.ofNullable(origins.remove(stanza));
    }
}
