package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a node has handed over to the one that keeps a slave room, and which that is not known to have taken. It is handed over
 * again after a while, and at once to another node if that keeps the room from then on; numbers stay, so that what was taken is
 * left out there ({@link Handovers}).
 *
 * <p>Bounded: past the limit nothing more is taken on. Not thread-safe.
 */
public final class HandedOver {

    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(4);

    private final int most;
    private final TreeMap<Long, Item> items = new TreeMap<>();
    private long last;

    /**
     * Something that was handed over.
     *
     * @param number counts what this node hands over for the room, from 1
     * @param what   a stanza, as text
     * @param since  when it was handed over first
     * @param again  when it is to be handed over again
     * @param pause  how long that was after the last time
     */
    public record Item(long number, String what, Instant since, Instant again, Duration pause) {

        private Item later(Instant now) {
            Duration longer = pause.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : pause.multipliedBy(2);
            return new Item(number, what, since, now.plus(longer), longer);
        }
    }

    /**
     * Nothing yet.
     *
     * @param most how many may wait
     */
    public HandedOver(int most) {
        this.most = most;
    }

    /** Tells whether all that was handed over has been taken. */
    public boolean isEmpty() {
        return items.isEmpty();
    }

    /**
     * Something is about to be handed over.
     *
     * @return it, with its number; empty if too much waits
     */
    public Optional<Item> add(String what, Instant now) {
        if (items.size() >= most) {
            return Optional.empty();
        }
        last++;
        Item item = new Item(last, Objects.requireNonNull(what), now, now.plus(FIRST_WAIT), FIRST_WAIT);
        items.put(last, item);
        return Optional.of(item);
    }

    /** The number of the first that is not known to be taken, or would be the next. Nothing before it comes any more. */
    public long first() {
        return items.isEmpty() ? last + 1 : items.firstKey();
    }

    /**
     * All up to a number have been taken.
     *
     * @return those of which that was not known
     */
    public List<Item> taken(long number) {
        Map<Long, Item> head = items.headMap(number, true);
        List<Item> taken = List.copyOf(head.values());
        head.clear();
        return taken;
    }

    /** All that waits, for another node than before. */
    public List<Item> all() {
        return List.copyOf(items.values());
    }

    /** What is to be handed over again now, because it was long enough ago. */
    public List<Item> due(Instant now) {
        List<Item> due = items.values().stream().filter(item -> !item.again().isAfter(now)).toList();
        due.forEach(item -> items.put(item.number(), item.later(now)));
        return due;
    }

    /** What nobody has taken for too long: it is given up, and returned. */
    public List<Item> giveUp(Instant now, Duration patience) {
        List<Item> old = new ArrayList<>();
        items.entrySet().removeIf((Map.Entry<Long, Item> one) -> {
            boolean late = !one.getValue().since().plus(patience).isAfter(now);
            if (late) {
                old.add(one.getValue());
            }
            return late;
        });
        return old;
    }
}
