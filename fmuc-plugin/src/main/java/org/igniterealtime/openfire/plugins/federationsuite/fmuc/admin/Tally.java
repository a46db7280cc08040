package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.util.Objects;

/**
 * What crossed a link and what would have crossed it without a mirror, whichever side of it we are. Immutable.
 *
 * @param sent          to the other server
 * @param received      from the other server
 * @param plainSent     to it, without a mirror
 * @param plainReceived from it, without a mirror
 */
public record Tally(Volume sent, Volume received, Volume plainSent, Volume plainReceived) {

    /** Nothing. */
    public static final Tally ZERO = new Tally(Volume.NONE, Volume.NONE, Volume.NONE, Volume.NONE);

    /**
     * Stanzas.
     *
     * @param stanzas how many
     * @param bytes   how long as XML in UTF-8, all together
     */
    public record Volume(long stanzas, long bytes) {

        /** No stanzas. */
        public static final Volume NONE = new Volume(0, 0);

        /** Both together. */
        public Volume plus(Volume other) {
            return new Volume(stanzas + other.stanzas, bytes + other.bytes);
        }
    }

    /** Checks that nothing is missing. */
    public Tally {
        Objects.requireNonNull(sent);
        Objects.requireNonNull(received);
        Objects.requireNonNull(plainSent);
        Objects.requireNonNull(plainReceived);
    }

    /** What a mirror here counted. */
    public static Tally of(org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Counters counters) {
        return new Tally(new Volume(counters.sent().stanzas(), counters.sent().bytes()),
            new Volume(counters.received().stanzas(), counters.received().bytes()),
            new Volume(counters.plainSent().stanzas(), counters.plainSent().bytes()),
            new Volume(counters.plainReceived().stanzas(), counters.plainReceived().bytes()));
    }

    /** What a room here counted that is mirrored elsewhere. */
    public static Tally of(org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Counters counters) {
        return new Tally(new Volume(counters.sent().stanzas(), counters.sent().bytes()),
            new Volume(counters.received().stanzas(), counters.received().bytes()),
            new Volume(counters.plainSent().stanzas(), counters.plainSent().bytes()),
            new Volume(counters.plainReceived().stanzas(), counters.plainReceived().bytes()));
    }

    /** Both together. */
    public Tally plus(Tally other) {
        return new Tally(sent.plus(other.sent), received.plus(other.received), plainSent.plus(other.plainSent),
            plainReceived.plus(other.plainReceived));
    }

    /** What crossed, in both directions. */
    public Volume crossed() {
        return sent.plus(received);
    }

    /** What would have crossed without a mirror, in both directions. */
    public Volume plain() {
        return plainSent.plus(plainReceived);
    }
}
