package org.igniterealtime.openfire.plugins.federationsuite.testbed.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/**
 * Every stanza that came in, in order, with a cursor behind the last one that was waited for. Memory grows with what
 * comes in: it is for tests. Thread-safe.
 */
final class Inbox implements Consumer<Stanza> {

    private final String owner;
    private final List<Stanza> stanzas = new ArrayList<>();
    private int cursor;

    Inbox(String owner) {
        this.owner = owner;
    }

    @Override
    public synchronized void accept(Stanza stanza) {
        stanzas.add(stanza);
        notifyAll();
    }

    synchronized List<Stanza> all() {
        return new ArrayList<>(stanzas);
    }

    synchronized List<Stanza> unread() {
        return new ArrayList<>(stanzas.subList(cursor, stanzas.size()));
    }

    synchronized void skip() {
        cursor = stanzas.size();
    }

    /** The first match behind the cursor; the cursor goes behind it. */
    synchronized Stanza await(String description, Predicate<Stanza> predicate, Duration timeout) {
        int found = search(cursor, description, predicate, timeout);
        cursor = found + 1;
        return stanzas.get(found);
    }

    /** The first match of all; the cursor stays. For what has an id of its own. */
    synchronized Stanza find(String description, Predicate<Stanza> predicate, Duration timeout) {
        return stanzas.get(search(0, description, predicate, timeout));
    }

    private int search(int from, String description, Predicate<Stanza> predicate, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        int next = from;
        while (true) {
            for (; next < stanzas.size(); next++) {
                if (predicate.test(stanzas.get(next))) {
                    return next;
                }
            }
            pause(description, deadline - System.nanoTime(), timeout);
        }
    }

    private void pause(String description, long nanos, Duration timeout) {
        if (nanos <= 0) {
            throw new AssertionError(owner + " waited " + timeout.toMillis() + " ms in vain for " + description
                + "; since the last one awaited came:\n"
                + unread().stream().map(Stanza::text).collect(Collectors.joining("\n")));
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(owner + " was interrupted while waiting for " + description, e);
        }
    }
}
