package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a node that keeps a slave room has yet to do because of changes that not all other nodes are known to have. It is done in
 * order, and not before they have them: then a node that goes on in its place knows of all that anybody has been told.
 *
 * <p>A node that says nothing for long is slow, and not waited for until it is heard again: one that hangs must not stop the
 * rooms of all. Bounded: past the limit the oldest is done although not all have it. Not thread-safe.
 *
 * @param <T> what is to be done
 */
public final class Outbox<T> {

    /** It is looked several times a second what waits for time to pass. */
    private static final Duration HANGING = Duration.ofSeconds(1);

    private final int most;
    private final Deque<Waiting<T>> waiting = new ArrayDeque<>();
    private final Map<String, Long> known = new HashMap<>();
    private final Set<String> slow = new HashSet<>();
    private Instant looked = Instant.MIN;

    private record Waiting<T>(long number, T item, Instant since) {
    }

    /**
     * Nothing is to be done.
     *
     * @param most how much may wait
     */
    public Outbox(int most) {
        this.most = most;
    }

    /** Tells whether nothing waits. */
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * From now on these are the other nodes, and changes are counted as before. One that is new is waited for from the next
     * change on.
     *
     * @param number the last change
     * @return what can be done now
     */
    public List<T> among(Set<String> nodes, long number) {
        known.keySet().retainAll(nodes);
        slow.retainAll(nodes);
        // It is told everything when it comes. What was before that, it need not say.
        nodes.forEach(node -> known.putIfAbsent(node, number));
        return ready();
    }

    /**
     * Changes are counted anew.
     *
     * @return what still waited
     */
    public List<T> restart(Set<String> nodes) {
        List<T> rest = waiting.stream().map(Waiting::item).toList();
        waiting.clear();
        known.clear();
        slow.clear();
        nodes.forEach(node -> known.put(node, 0L));
        return rest;
    }

    /**
     * Something is to be done when all have a change.
     *
     * @param number the change
     * @return what can be done now
     */
    public List<T> add(long number, T item, Instant now) {
        looked = waiting.isEmpty() ? now : looked;
        waiting.add(new Waiting<>(number, Objects.requireNonNull(item), now));
        List<T> done = new ArrayList<>();
        while (waiting.size() > most) {
            done.add(waiting.remove().item());
        }
        done.addAll(ready());
        return done;
    }

    /**
     * A node has all changes up to a number.
     *
     * @return what can be done now
     */
    public List<T> acknowledge(String node, long number) {
        if (known.containsKey(node)) {
            known.merge(node, number, Math::max);
            slow.remove(node);
        }
        return ready();
    }

    /**
     * Time has passed. If nobody has looked for long it is this node that hung: what the others have said meanwhile it has yet to
     * hear, and none of them is slow.
     *
     * @param patience for how long a node is waited for
     * @return what can be done now
     */
    public List<T> pass(Instant now, Duration patience) {
        if (looked.plus(HANGING).isBefore(now)) {
            replace(one -> new Waiting<>(one.number(), one.item(), now));
        }
        looked = now;
        for (Waiting<T> one : waiting) {
            if (one.since().plus(patience).isAfter(now)) {
                break;
            }
            known.forEach((node, number) -> {
                if (number < one.number()) {
                    slow.add(node);
                }
            });
        }
        return ready();
    }

    /** All changes up to which are known to all nodes, those that are slow included. */
    public long settled() {
        return known.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    }

    /** Makes something else of each that waits. */
    public void change(UnaryOperator<T> next) {
        replace(one -> new Waiting<>(one.number(), next.apply(one.item()), one.since()));
    }

    private void replace(UnaryOperator<Waiting<T>> next) {
        List<Waiting<T>> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(one -> waiting.add(next.apply(one)));
    }

    private List<T> ready() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        long all = known.entrySet().stream().filter(node -> !slow.contains(node.getKey())).mapToLong(Map.Entry::getValue)
            .min().orElse(Long.MAX_VALUE);
        List<T> ready = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.element().number() <= all) {
            ready.add(waiting.remove().item());
        }
        return ready;
    }
}
