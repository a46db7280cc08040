package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last stanzas of a trace: {@value #MOST} at most, with {@value #MOST_CHARS} characters of text. Thread-safe. */
final class TraceRing {

    /** Most stanzas. */
    static final int MOST = 200;
    /** Most characters of text, all together. */
    static final int MOST_CHARS = 65_536;

    private final Deque<TraceLine> lines = new ArrayDeque<>();
    private int chars;
    private long dropped;

    synchronized void add(TraceLine line) {
        lines.addLast(line);
        chars += line.text().length();
        while (lines.size() > MOST || chars > MOST_CHARS) {
            chars -= lines.removeFirst().text().length();
            dropped++;
        }
    }

    /** The stanzas, oldest first. */
    synchronized List<TraceLine> lines() {
        return List.copyOf(lines);
    }

    /** How many older ones there were. */
    synchronized long dropped() {
        return dropped;
    }
}
