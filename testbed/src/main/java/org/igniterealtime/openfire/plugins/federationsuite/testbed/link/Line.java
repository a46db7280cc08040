package org.igniterealtime.openfire.plugins.federationsuite.testbed.link;

import java.util.concurrent.TimeUnit;

/**
 * One direction of a slow line, whose connections share it: bytes go out one after the other at the line's speed, and
 * arrive a while after they went out. Knows no clock; times are nanoseconds of the caller's. Thread-safe.
 */
final class Line {

    private static final int BITS = 8;

    private final long bitsPerSecond;
    private final long delayNanos;
    private boolean used;
    private long freeAt;

    /**
     * Makes an idle line.
     *
     * @param bitsPerSecond its speed, at least 1
     * @param delayNanos how long a bit travels, not negative
     */
    Line(long bitsPerSecond, long delayNanos) {
        if (bitsPerSecond < 1 || delayNanos < 0) {
            throw new IllegalArgumentException("No line has " + bitsPerSecond + " bit/s and " + delayNanos + " ns");
        }
        this.bitsPerSecond = bitsPerSecond;
        this.delayNanos = delayNanos;
    }

    /**
     * Takes the line for some bytes, behind those for which it was taken before.
     *
     * @param bytes how many
     * @param now the time
     * @return when the last of them has gone out; the line is taken until then
     */
    synchronized long send(int bytes, long now) {
        long start = used && freeAt - now > 0 ? freeAt : now;
        used = true;
        freeAt = start + (long) bytes * BITS * TimeUnit.SECONDS.toNanos(1) / bitsPerSecond;
        return freeAt;
    }

    /** How long bytes that have gone out travel, in nanoseconds. */
    long delayNanos() {
        return delayNanos;
    }
}
