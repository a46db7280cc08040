package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Kept;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.KeptStore;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;

/** Keeps messages in memory. */
class MemoryKeptStore implements KeptStore {

    private final Map<SlaveAddress, TreeMap<Long, Kept>> rooms = new HashMap<>();
    private boolean broken;

    /** From now on nothing can be written. */
    void breaks() {
        broken = true;
    }

    @Override
    public synchronized void change(SlaveAddress room, List<Kept> keep, List<Kept> forget) {
        if (broken) {
            throw new KeptException("Broken", null);
        }
        TreeMap<Long, Kept> kept = rooms.computeIfAbsent(room, address -> new TreeMap<>());
        forget.forEach(message -> kept.remove(message.number()));
        keep.forEach(message -> kept.put(message.number(), message));
    }

    @Override
    public synchronized List<Kept> of(SlaveAddress room) {
        return List.copyOf(rooms.getOrDefault(room, new TreeMap<>()).values());
    }

    @Override
    public synchronized Map<SlaveAddress, List<Kept>> before(Instant moment) {
        Map<SlaveAddress, List<Kept>> found = new HashMap<>();
        rooms.forEach((room, kept) -> found.put(room,
            kept.values().stream().filter(message -> message.at().isBefore(moment)).toList()));
        return found;
    }
}
