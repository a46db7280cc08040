package org.igniterealtime.openfire.plugins.federationsuite.testbed.link;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.StanzaLog;

/**
 * What one server sent to another, over all connections, whoever opened them. Thread-safe.
 */
final class Direction {

    private static final long ASK_MILLIS = 100;

    private final AtomicLong bytes = new AtomicLong();
    private final StanzaLog log;
    private Line line;
    private boolean held;
    private boolean swallowing;
    private Trap trap;

    /** What to do when a stanza is sent, once. */
    private record Trap(Predicate<Stanza> stanza, Runnable sprung) {
    }

    Direction(int limit) {
        log = new StanzaLog(limit);
    }

    void count(int length) {
        bytes.addAndGet(length);
    }

    long bytes() {
        return bytes.get();
    }

    StanzaLog log() {
        return log;
    }

    /** The line that its bytes take, if they do not go at once. */
    synchronized Optional<Line> line() {
        return Optional.ofNullable(line);
    }

    /** Lets bytes take a line, or none, from now on. */
    synchronized void line(Optional<Line> shaped) {
        line = shaped.orElse(null);
    }

    /** Whether nothing passes at present, although connections stay. */
    synchronized boolean held() {
        return held;
    }

    synchronized void hold(boolean hold) {
        held = hold;
        notifyAll();
    }

    /** Waits as long as nothing passes; asks ten times a second whether there is still a reason to wait. */
    synchronized void awaitFlow(BooleanSupplier pointless) throws IOException {
        try {
            while (held && !pointless.getAsBoolean()) {
                wait(ASK_MILLIS);
            }
        } catch (InterruptedException e) {
            throw new IOException("Interrupted", e);
        }
    }

    /** Whether what is sent is lost without a word. */
    synchronized boolean swallowing() {
        return swallowing;
    }

    synchronized void swallow(boolean swallow) {
        swallowing = swallow;
    }

    /** Does something, once, in the moment in which a stanza is sent: before its last bytes are passed on. */
    synchronized void trap(Predicate<Stanza> stanza, Runnable sprung) {
        trap = new Trap(stanza, sprung);
    }

    /** A stanza is sent. */
    void passes(Stanza stanza) {
        log.accept(stanza);
        sprung(stanza).ifPresent(Runnable::run);
    }

    private synchronized Optional<Runnable> sprung(Stanza stanza) {
        if (trap == null || !trap.stanza().test(stanza)) {
            return Optional.empty();
        }
        Runnable action = trap.sprung();
        trap = null;
        return Optional.of(action);
    }

    void reset() {
        bytes.set(0);
        log.reset();
    }
}
