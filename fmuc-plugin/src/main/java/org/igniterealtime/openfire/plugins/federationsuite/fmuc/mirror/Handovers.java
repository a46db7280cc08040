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
        Objects.requireNonNull(item);
        Node<T> known = nodes.getOrDefault(node, new Node<>(1, Map.of()));
        if (number < known.next() || known.waiting().containsKey(number)) {
            return new Arrival<>(this, List.of());
        }
        TreeMap<Long, T> waiting = new TreeMap<>(known.waiting());
        waiting.put(number, item);
        long next = waiting.size() > most ? waiting.firstKey() : known.next();
        List<T> ready = new ArrayList<>();
        while (waiting.containsKey(next)) {
            ready.add(waiting.remove(next));
            next++;
        }
        return new Arrival<>(with(node, new Node<>(next, waiting)), ready);
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
