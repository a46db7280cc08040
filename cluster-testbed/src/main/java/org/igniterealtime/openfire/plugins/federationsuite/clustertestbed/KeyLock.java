package org.igniterealtime.openfire.plugins.federationsuite.clustertestbed;

import com.hazelcast.map.IMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A lock of the whole cluster for one key. A node that dies holds none any more. Thread-safe.
 */
final class KeyLock implements Lock {

    private final IMap<Object, Object> map;
    private final Object key;

    /** Locks a key of a map that holds nothing but locks. */
    KeyLock(IMap<Object, Object> map, Object key) {
        this.map = map;
        this.key = key;
    }

    @Override
    public void lock() {
        map.lock(key);
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        map.tryLock(key, Long.MAX_VALUE, TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean tryLock() {
        return map.tryLock(key);
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return map.tryLock(key, time, unit);
    }

    @Override
    public void unlock() {
        map.unlock(key);
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException("Nobody asks for conditions");
    }
}
