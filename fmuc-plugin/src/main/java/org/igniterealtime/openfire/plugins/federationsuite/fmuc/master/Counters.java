package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.XmlLength;
import org.xmpp.packet.Packet;

/**
 * What crossed the link between a room and a slave, and what would have crossed it if the users behind the slave had joined
 * directly: the copies that the room sent to each of them, and what they said as the room heard it. Bytes are those of
 * stanzas as XML in UTF-8; streams, TLS and acknowledgements come on top on either way.
 *
 * @param sent          to the slave
 * @param received      from the slave
 * @param plainSent     to its users, without a mirror
 * @param plainReceived from its users, without a mirror
 */
public record Counters(Flow sent, Flow received, Flow plainSent, Flow plainReceived) {

    /** Nothing yet. */
    public static final Counters ZERO = new Counters(Flow.NONE, Flow.NONE, Flow.NONE, Flow.NONE);

    /**
     * Stanzas in one direction.
     *
     * @param stanzas how many
     * @param bytes   how long, all together
     */
    public record Flow(long stanzas, long bytes) {

        /** No stanzas. */
        public static final Flow NONE = new Flow(0, 0);

        static Flow of(Packet stanza) {
            return new Flow(1, XmlLength.of(stanza));
        }

        Flow plus(Flow other) {
            return new Flow(stanzas + other.stanzas, bytes + other.bytes);
        }
    }

    /** Checks that nothing is missing. */
    public Counters {
        Objects.requireNonNull(sent);
        Objects.requireNonNull(received);
        Objects.requireNonNull(plainSent);
        Objects.requireNonNull(plainReceived);
    }

    /** A stanza that went to the slave. */
    public static Counters sent(Packet stanza) {
        return new Counters(Flow.of(stanza), Flow.NONE, Flow.NONE, Flow.NONE);
    }

    /** A stanza that came from the slave. */
    public static Counters received(Packet stanza) {
        return new Counters(Flow.NONE, Flow.of(stanza), Flow.NONE, Flow.NONE);
    }

    /** A copy that the room sent to a user behind the slave, so many bytes long. */
    public static Counters plainSent(int bytes) {
        return new Counters(Flow.NONE, Flow.NONE, new Flow(1, bytes), Flow.NONE);
    }

    /** A stanza of a user behind the slave, as the room gets it. */
    public static Counters plainReceived(Packet stanza) {
        return new Counters(Flow.NONE, Flow.NONE, Flow.NONE, Flow.of(stanza));
    }

    /** Both together. */
    public Counters plus(Counters other) {
        return new Counters(sent.plus(other.sent), received.plus(other.received), plainSent.plus(other.plainSent),
            plainReceived.plus(other.plainReceived));
    }
}
