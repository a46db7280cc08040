package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntSupplier;

/**
 * A table that does not grow beyond a limit. Thread-safe. What happens at the limit the caller chooses: {@link #add} refuses
 * the newcomer, {@link #push} forgets the oldest entry.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class BoundedTable<K, V> {

    private final IntSupplier most;
    private final Map<K, V> entries = new LinkedHashMap<>();

    /**
     * Makes an empty table.
     *
     * @param most how many entries there may be; asked each time, so that a setting counts at once for newcomers
     */
    public BoundedTable(IntSupplier most) {
        this.most = Objects.requireNonNull(most);
    }

    /**
     * Puts an entry in, if its key is there already or there is room.
     *
     * @param key   the key
     * @param value its new value
     * @return false if there is no room; then nothing has changed
     */
    public synchronized boolean add(K key, V value) {
        if (!entries.containsKey(key) && entries.size() >= most.getAsInt()) {
            return false;
        }
        entries.put(key, value);
        return true;
    }

    /**
     * Puts an entry in as the latest one, and forgets the oldest ones for which there is no room then.
     *
     * @param key   the key
     * @param value its new value
     */
    public synchronized void push(K key, V value) {
        entries.remove(key);
        entries.put(key, value);
        while (entries.size() > most.getAsInt()) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /** The value of a key, if it is there. */
    public synchronized Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Takes an entry out, and tells what its value was, if it was there. */
    public synchronized Optional<V> remove(K key) {
        return Optional.ofNullable(entries.remove(key));
    }

    /** Takes out all entries that are no longer wanted. */
    public synchronized void removeIf(BiPredicate<K, V> unwanted) {
        entries.entrySet().removeIf(entry -> unwanted.test(entry.getKey(), entry.getValue()));
    }

    /** The entries as they are now, the oldest first. */
    public synchronized List<Map.Entry<K, V>> entries() {
        return entries.entrySet().stream().map(entry -> Map.entry(entry.getKey(), entry.getValue())).toList();
    }

    /** How many entries there are. */
    public synchronized int size() {
        return entries.size();
    }
}
