package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.link.Link;

/**
 * What crossed the link in one phase. "There" is from the room's server to the occupants'. Immutable.
 *
 * @param there what crossed from capulet.lit to montague.lit
 * @param back what crossed from montague.lit to capulet.lit
 */
public record Crossing(Amount there, Amount back) {

    /** Nothing. */
    public static final Crossing NONE = new Crossing(Amount.NONE, Amount.NONE);

    /**
     * What crossed in one direction.
     *
     * @param stanzas how many stanzas could be read; with TLS, none
     * @param bytes TCP payload, of whatever kind
     */
    public record Amount(long stanzas, long bytes) {

        /** Nothing. */
        public static final Amount NONE = new Amount(0, 0);

        /**
         * Adds.
         *
         * @param other what else crossed
         * @return the sum
         */
        public Amount plus(Amount other) {
            return new Amount(stanzas + other.stanzas, bytes + other.bytes);
        }
    }

    Crossing plus(Crossing other) {
        return new Crossing(there.plus(other.there), back.plus(other.back));
    }

    /**
     * What the link counted since its last reset. The link should be quiet.
     *
     * @param link the link; "sent" is there
     * @return what crossed it
     */
    public static Crossing of(Link link) {
        return new Crossing(new Amount(link.stanzaCount(), link.bytesSent()),
            new Amount(link.reversed().stanzaCount(), link.bytesReceived()));
    }
}
