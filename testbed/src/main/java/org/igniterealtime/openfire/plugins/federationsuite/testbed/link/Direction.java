package org.igniterealtime.openfire.plugins.federationsuite.testbed.link;

import java.util.concurrent.atomic.AtomicLong;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.StanzaLog;

/**
 * What one server sent to another, over all connections, whoever opened them. Thread-safe.
 */
final class Direction {

    private final AtomicLong bytes = new AtomicLong();
    private final StanzaLog log;

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

    void reset() {
        bytes.set(0);
        log.reset();
    }
}
