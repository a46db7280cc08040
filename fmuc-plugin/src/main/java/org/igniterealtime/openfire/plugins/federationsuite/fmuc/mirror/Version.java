package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * Which state of a slave room that several nodes of a cluster know. Whoever begins to keep a room begins a term, and counts the
 * changes that he makes.
 *
 * @param term   which term; a later one has a higher number
 * @param owner  the node whose term it is
 * @param number how many changes it has seen in that term
 */
public record Version(long term, String owner, long number) implements Comparable<Version> {

    /** Of a room of which nothing is known. */
    public static final Version NONE = new Version(0, "", 0);

    private static final Comparator<Version> ORDER =
        Comparator.comparingLong(Version::term).thenComparing(Version::owner).thenComparingLong(Version::number);

    /** Checks that nothing is missing. */
    public Version {
        Objects.requireNonNull(owner);
    }

    /** Tells whether anything is known. */
    public boolean isKnown() {
        return term > 0;
    }

    /** Tells whether it is of the same term, so that changes lead from one to the other. */
    public boolean isOfTermOf(Version other) {
        return term == other.term && owner.equals(other.owner);
    }

    /** This, if it is of a term of a node; else {@link #NONE}. */
    Version ifOf(String node) {
        return owner.equals(node) ? this : NONE;
    }

    /** Tells whether this is the next one of the same term. */
    public boolean follows(Version other) {
        return isOfTermOf(other) && number == other.number + 1;
    }

    /** The version after one change more. */
    public Version next() {
        return new Version(term, owner, number + 1);
    }

    /** The beginning of a term that is later than this one. */
    public Version nextTerm(String node, Instant now) {
        return new Version(Math.max(term + 1, now.toEpochMilli()), node, 0);
    }

    @Override
    public int compareTo(Version other) {
        return ORDER.compare(this, other);
    }

    /** As text, which {@link #parse} reads. */
    @Override
    public String toString() {
        return term + "/" + number + '/' + owner;
    }

    /**
     * Reads a version.
     *
     * @param text what {@link #toString} wrote
     * @throws IllegalArgumentException if it is not that
     */
    public static Version parse(String text) {
        String[] parts = text.split("/", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("No version: " + text);
        }
        return new Version(Long.parseLong(parts[0]), parts[2], Long.parseLong(parts[1]));
    }
}
