package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.FanOut;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.VirtualOccupant;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * Which stanzas to rooms the server is routing right now, by thread: Openfire's rooms send the copies of a message on the
 * thread that brought it, so for the length of that call it is known whose copies they are. What a stanza makes others send
 * on the same thread lies on top of it. A map and not thread-local variables, because these would keep our classes alive in
 * the server's threads after the plugin is gone.
 *
 * <p>A stanza that another plugin stops, or that the server fails to handle, does not end. What is left behind of it is not
 * believed for long, is taken away with the next one that ends below it, and is bounded for each thread and for all.
 */
final class UnderWay {

    /** Above this many entries those of dead threads are looked for. A server has not this many threads that route. */
    private static final int SUSPICIOUSLY_MANY = 200;
    /** So many stanzas on one thread, each the consequence of the one before, are rather left behind. */
    private static final int DEEPEST = 32;
    /** No room handles one stanza for so long. */
    private static final long BELIEVED_NANOS = 60_000_000_000L;

    private final Map<Thread, Deque<Entry>> threads = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    /**
     * A stanza that has been handled.
     *
     * @param fanOut what was known of it, and what the room sent because of it
     * @param left   who has left by it
     */
    record Handled(FanOut fanOut, Optional<VirtualOccupant> left) {
    }

    private record Entry(Packet stanza, JID room, FanOut fanOut, Optional<VirtualOccupant> leaving, long since) {
    }

    UnderWay() {
        this(System::nanoTime);
    }

    UnderWay(LongSupplier nanos) {
        this.nanos = Objects.requireNonNull(nanos);
    }

    /**
     * The server goes on routing a stanza on this thread.
     *
     * @param stanza  the stanza, as the room will get it
     * @param room    the room
     * @param fanOut  what is to be known of it when the room sends copies
     * @param leaving who leaves by it, if it is the part of somebody who came through a slave
     */
    void begin(Packet stanza, JID room, FanOut fanOut, Optional<VirtualOccupant> leaving) {
        if (threads.size() > SUSPICIOUSLY_MANY) {
            threads.keySet().removeIf(thread -> !thread.isAlive());
        }
        Deque<Entry> entries = threads.computeIfAbsent(Thread.currentThread(), thread -> new ArrayDeque<>());
        if (entries.size() == DEEPEST) {
            entries.removeLast();
        }
        entries.push(new Entry(stanza, room, fanOut, leaving, nanos.getAsLong()));
    }

    /** What is known of the stanza that a room is handling on this thread. */
    FanOut inRoom(JID room) {
        Deque<Entry> entries = threads.get(Thread.currentThread());
        Entry top = entries == null ? null : entries.peek();
        return top != null && top.room().equals(room) && nanos.getAsLong() - top.since() < BELIEVED_NANOS
            ? top.fanOut() : FanOut.unknown();
    }

    /**
     * The server has routed a stanza.
     *
     * @param stanza the very object that was begun, or another one
     * @return what is known of it, if it was begun on this thread
     */
    Optional<Handled> end(Packet stanza) {
        if (threads.isEmpty()) {
            return Optional.empty();
        }
        Deque<Entry> entries = threads.get(Thread.currentThread());
        if (entries == null || entries.stream().noneMatch(entry -> entry.stanza() == stanza)) {
            return Optional.empty();
        }
        Entry ended = entries.pop();
        while (ended.stanza() != stanza) {
            ended = entries.pop();
        }
        if (entries.isEmpty()) {
            threads.remove(Thread.currentThread());
        }
        return Optional.of(new Handled(ended.fanOut(), ended.leaving()));
    }

    /** How many threads are remembered. */
    int size() {
        return threads.size();
    }
}
