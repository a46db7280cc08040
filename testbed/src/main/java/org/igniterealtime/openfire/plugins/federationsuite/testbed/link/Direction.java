package org.igniterealtime.openfire.plugins.federationsuite.testbed.link;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
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

    void reset() {
        bytes.set(0);
        log.reset();
    }
}
