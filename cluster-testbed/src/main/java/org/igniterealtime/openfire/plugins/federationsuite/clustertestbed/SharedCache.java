package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import com.hazelcast.map.IMap;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jivesoftware.util.cache.Cache;

/**
 * A cache of the whole cluster. Entries live as long as the server's settings for the cache say; sizes are not limited. Values
 * that are got are copies. Thread-safe.
 */
final class SharedCache<K, V> implements Cache<K, V> {

    private final IMap<K, V> map;
    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong misses = new AtomicLong();
    private String name;
    private volatile int maxSize;
    private volatile long lifetime;

    SharedCache(String name, IMap<K, V> map, long maxSize, long lifetime) {
        this.name = name;
        this.map = map;
        this.maxSize = (int) Math.min(maxSize, Integer.MAX_VALUE);
        this.lifetime = lifetime;
    }

    /** What it is, without this wrapping. */
    IMap<K, V> map() {
        return map;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public void setName(String name) {
        this.name = name;
    }

    @Override
    public long getMaxCacheSize() {
        return maxSize;
    }

    @Override
    public void setMaxCacheSize(int size) {
        maxSize = size;
    }

    @Override
    public long getMaxLifetime() {
        return lifetime;
    }

    @Override
    public void setMaxLifetime(long millis) {
        lifetime = millis;
    }

    @Override
    public int getCacheSize() {
        return 0;
    }

    @Override
    public long getCacheHits() {
        return hits.get();
    }

    @Override
    public long getCacheMisses() {
        return misses.get();
    }

    @Override
    public V get(Object key) {
        V value = key == null ? null : map.get(key);
        (value == null ? misses : hits).incrementAndGet();
        return value;
    }

    @Override
    public V put(K key, V value) {
        return lifetime > 0 ? map.put(key, value, lifetime, TimeUnit.MILLISECONDS) : map.put(key, value);
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> entries) {
        entries.forEach(this::put);
    }

    @Override
    public V remove(Object key) {
        return key == null ? null : map.remove(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return key != null && map.containsKey(key);
    }

    @Override
    public boolean containsValue(Object value) {
        return value != null && map.containsValue(value);
    }

    @Override
    public int size() {
        return map.size();
    }

    @Override
    public boolean isEmpty() {
        return map.isEmpty();
    }

    @Override
    public void clear() {
        map.clear();
    }

    @Override
    public Set<K> keySet() {
        return map.keySet();
    }

    @Override
    public Collection<V> values() {
        return map.values();
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return map.entrySet();
    }
}
