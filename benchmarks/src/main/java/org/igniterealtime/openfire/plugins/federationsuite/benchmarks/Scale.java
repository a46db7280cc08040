package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

/**
 * How much to measure.
 */
public enum Scale {
    /** What the goals are about. */
    FULL,
    /** As little as possible, to see whether a figure works at all; its numbers mean nothing. */
    TINY;

    /**
     * Chooses a parameter.
     *
     * @param full the value at full size
     * @param tiny the other one
     * @return one of them
     */
    public <T> T pick(T full, T tiny) {
        return this == FULL ? full : tiny;
    }
}
