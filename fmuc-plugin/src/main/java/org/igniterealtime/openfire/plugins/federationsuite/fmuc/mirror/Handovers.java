package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Puts what other nodes of a cluster hand over for a room into the order in which they handed it over: a cluster delivers in
 * any order and may deliver twice. Immutable; each node counts for itself, from 1.
 *
 * <p>Bounded: of each node so many items wait for one that is missing. If it has not come by then it is taken for lost, and
 * those behind it go on.
 *
 * @param most  most items of a node that wait
 * @param nodes what is known of each node
 * @param <T>   what is handed over
 */
public record Handovers<T>(int most, Map<String, Node<T>> nodes) {

    /** Copies the map. */
    public Handovers {
        nodes = Map.copyOf(nodes);
    }

    /**
     * What came of one node.
     *
     * @param next    the number of the item that is next
     * @param waiting those that came too early, by number
     * @param <T>     what is handed over
     */
    public record Node<T>(long next, Map<Long, T> waiting) {
        /** Copies the map. */
        public Node {
            waiting = Map.copyOf(waiting);
        }

        private Node<T> from(long first) {
            Map<Long, T> rest = new TreeMap<>(waiting);
            rest.keySet().removeIf(number -> number < first);
            return new Node<>(first, rest);
        }
    }

    /**
     * What an item leads to.
     *
     * @param state what is known now
     * @param ready what can be done now, in order
     * @param <T>   what is handed over
     */
    public record Arrival<T>(Handovers<T> state, List<T> ready) {
        /** Copies the list. */
        public Arrival {
            ready = List.copyOf(ready);
        }
    }

    /** Nothing came yet. */
    public static <T> Handovers<T> none(int most) {
        return new Handovers<>(most, Map.of());
    }

    /**
     * An item comes.
     *
     * @param node   which node hands it over
     * @param number its number among those of this node for this room
     * @param item   what it is
     */
    public Arrival<T> arrive(String node, long number, T item) {
        return arrive(node, 1, number, item);
    }

    /**
     * An item comes.
     *
     * @param node   which node hands it over
     * @param first  the number of the first item that may still come from it: what was before has been taken, or given up
     * @param number its number among those of this node for this room
     * @param item   what it is
     */
    public Arrival<T> arrive(String node, long first, long number, T item) {
        Objects.requireNonNull(item);
        Node<T> before = nodes.getOrDefault(node, new Node<>(1, Map.of()));
        Node<T> known = before.next() < first ? before.from(first) : before;
        TreeMap<Long, T> waiting = new TreeMap<>(known.waiting());
        if (number >= known.next()) {
            waiting.putIfAbsent(number, item);
        }
        long next = waiting.size() > most ? waiting.firstKey() : known.next();
        List<T> ready = new ArrayList<>();
        while (waiting.containsKey(next)) {
            ready.add(waiting.remove(next));
            next++;
        }
        return new Arrival<>(with(node, new Node<>(next, waiting)), ready);
    }

    /**
     * All that a node has handed over up to a number has been taken, here or by another node.
     *
     * @param node   which node
     * @param number the last that was taken
     */
    public Handovers<T> taken(String node, long number) {
        Node<T> known = nodes.getOrDefault(node, new Node<>(1, Map.of()));
        return known.next() > number ? this : with(node, known.from(number + 1));
    }

    /**
     * A node is gone, and nothing more will come of it.
     *
     * @return what came of it and waited, in order
     */
    public Arrival<T> leave(String node) {
        Map<String, Node<T>> others = new LinkedHashMap<>(nodes);
        Node<T> gone = others.remove(node);
        List<T> rest = gone == null ? List.of() : new ArrayList<>(new TreeMap<>(gone.waiting()).values());
        return new Arrival<>(new Handovers<>(most, others), rest);
    }

    private Handovers<T> with(String name, Node<T> node) {
        Map<String, Node<T>> next = new LinkedHashMap<>(nodes);
        next.put(name, node);
        return new Handovers<>(most, next);
    }
}
