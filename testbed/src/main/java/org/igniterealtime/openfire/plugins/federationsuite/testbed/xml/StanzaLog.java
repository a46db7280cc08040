package org.igniterealtime.openfire.plugins.federationsuite.testbed.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Counts stanzas and keeps the last of them. Memory: at most {@code limit} stanzas. Thread-safe.
 */
public final class StanzaLog implements Consumer<Stanza> {

    private final int limit;
    private final Deque<Stanza> kept = new ArrayDeque<>();
    private long count;

    /**
     * Makes an empty log.
     *
     * @param limit how many stanzas to keep; older ones are only counted
     */
    public StanzaLog(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("A log cannot keep " + limit + " stanzas");
        }
        this.limit = limit;
    }

    @Override
    public synchronized void accept(Stanza stanza) {
        count++;
        kept.addLast(stanza);
        if (kept.size() > limit) {
            kept.removeFirst();
        }
    }

    /**
     * How many stanzas there were.
     *
     * @return a count since the start or the last {@link #reset()}
     */
    public synchronized long count() {
        return count;
    }

    /**
     * The stanzas that are kept.
     *
     * @return oldest first, a copy
     */
    public synchronized List<Stanza> stanzas() {
        return new ArrayList<>(kept);
    }

    /**
     * Forgets everything.
     */
    public synchronized void reset() {
        kept.clear();
        count = 0;
    }
}
