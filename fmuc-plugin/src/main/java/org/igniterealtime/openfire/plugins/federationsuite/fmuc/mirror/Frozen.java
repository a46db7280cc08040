package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A map that nobody changes, in the order in which it was filled. Freezing one that is frozen costs nothing: a room becomes
 * another with each event, and of what it knows nearly all stays as it is.
 *
 * @param <K> what is looked for
 * @param <V> what is found
 */
final class Frozen<K, V> extends AbstractMap<K, V> {

    private final Map<K, V> entries;

    private Frozen(Map<K, V> entries) {
        this.entries = entries;
    }

    /**
     * Freezes a map.
     *
     * @param entries copied, unless it is frozen
     */
    static <K, V> Map<K, V> of(Map<K, V> entries) {
        return entries instanceof Frozen ? entries : new Frozen<>(new LinkedHashMap<>(entries));
    }

    @Override
    public V get(Object key) {
        return entries.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.containsKey(key);
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return Collections.unmodifiableMap(entries).entrySet();
    }
}
