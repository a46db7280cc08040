package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a room is said to be that came before what leads to it: a term begins with what the last one has become, and whoever asks
 * for a room is told what it is by then. If what is between is not known here it is on its way, and with it what clients are to
 * get. Bounded. Not thread-safe.
 */
final class Beginnings {

    private static final int MOST = 16;

    private final TreeMap<Version, RoomNews.Whole> waiting = new TreeMap<>();

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void clear() {
        waiting.clear();
    }

    /** Keeps what is the beginning of a term, or a later state of the same one, if it comes before what leads to it. */
    boolean keep(RoomNews.Whole whole, Version known) {
        boolean begins = !whole.version().isOfTermOf(whole.parent()) || whole.version().isOfTermOf(known);
        boolean early = begins && known.isKnown() && whole.parent().compareTo(known) > 0 && waiting.size() < MOST;
        if (early) {
            waiting.put(whole.version(), whole);
        }
        return early;
    }

    /** Takes those out, one after the other, to which what is known leads. */
    void drain(Supplier<Version> known, Consumer<RoomNews.Whole> taker) {
        while (!isEmpty() && known.get().compareTo(waiting.firstEntry().getValue().parent()) >= 0) {
            // What has been reached by changes is not gone back to.
            first().filter(whole -> whole.version().compareTo(known.get()) > 0).ifPresent(taker);
        }
    }

    /** The next one. */
    Optional<RoomNews.Whole> first() {
        return Optional.ofNullable(waiting.pollFirstEntry()).map(entry -> entry.getValue());
    }

    /** All up to a version are of the past. */
    void reached(Version version) {
        waiting.headMap(version, true).clear();
    }
}
