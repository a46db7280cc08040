package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * Something that is wanted of a row. A row without the values that a goal speaks of does not meet it. Immutable.
 */
public sealed interface Goal {

    /**
     * Whether a row is as wanted.
     *
     * @param row the row
     * @return true if it is
     */
    boolean met(Row row);

    /**
     * The goal in words.
     *
     * @return a phrase
     */
    String text();

    /**
     * Ours is so many times better than the baseline.
     *
     * @param times at least, see {@link Row#ratio()}
     */
    record Ratio(double times) implements Goal {
        @Override
        public boolean met(Row row) {
            return row.ratio().isPresent() && row.ratio().getAsDouble() >= times;
        }

        @Override
        public String text() {
            return "ratio at least " + trimmed(times);
        }
    }

    /**
     * Ours is at most so many times the baseline.
     *
     * @param times at most
     */
    record AtMostTimes(double times) implements Goal {
        @Override
        public boolean met(Row row) {
            return row.ours().isPresent() && row.baseline().isPresent()
                && row.ours().getAsDouble() / row.baseline().getAsDouble() <= times;
        }

        @Override
        public String text() {
            return "at most " + trimmed(times) + " times the baseline";
        }
    }

    /**
     * Ours is at most a value.
     *
     * @param limit in the row's unit
     */
    record AtMost(double limit) implements Goal {
        @Override
        public boolean met(Row row) {
            return row.ours().isPresent() && row.ours().getAsDouble() <= limit;
        }

        @Override
        public String text() {
            return "at most " + trimmed(limit);
        }
    }

    /**
     * Ours is smaller than all other ways to do the same.
     *
     * @param what the other ways, in words
     * @param others their values, in the row's unit
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two goals.
    record SmallerThan(String what, double... others) implements Goal {
        @Override
        public boolean met(Row row) {
            return row.ours().isPresent() && Arrays.stream(others).allMatch(other -> row.ours().getAsDouble() < other);
        }

        @Override
        public String text() {
            return "smaller than " + what;
        }
    }

    private static String trimmed(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf(value);
    }
}
