package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.XmlLength;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/**
 * What crossed the link for slave rooms, and what would have crossed it if their users had joined the masters directly:
 * what they exchange with the slave, under the master's address. Bytes are those of stanzas as XML in UTF-8; streams, TLS
 * and acknowledgements come on top on either way.
 *
 * @param sent          to the master
 * @param received      from the master
 * @param plainSent     to the master, without a mirror
 * @param plainReceived from the master, without a mirror
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

        Flow plus(Flow other) {
            return new Flow(stanzas + other.stanzas, bytes + other.bytes);
        }

        Flow plus(Packet stanza, int correction) {
            return new Flow(stanzas + 1, bytes + XmlLength.of(stanza) + correction);
        }
    }

    /** Checks that nothing is missing. */
    public Counters {
        Objects.requireNonNull(sent);
        Objects.requireNonNull(received);
        Objects.requireNonNull(plainSent);
        Objects.requireNonNull(plainReceived);
    }

    /**
     * What one event adds.
     *
     * @param address the room's two addresses
     * @param cause   the stanza that came; empty if time passed
     * @param effects what it led to
     */
    public static Counters of(SlaveAddress address, Optional<Packet> cause, List<Effect> effects) {
        JID master = address.master();
        // As text, because a JID would be made of the text for each copy.
        String room = master.toString();
        // The same stanza under the master's address is as much shorter or longer as the address is.
        int correction = length(master) - length(address.slave());
        Counters total = ZERO;
        if (cause.isPresent()) {
            boolean fromMaster = cause.get().getFrom().asBareJID().equals(master);
            total = fromMaster ? new Counters(Flow.NONE, Flow.NONE.plus(cause.get(), 0), Flow.NONE, Flow.NONE)
                : answersMirror(cause.get()) ? ZERO
                : new Counters(Flow.NONE, Flow.NONE, Flow.NONE.plus(cause.get(), correction), Flow.NONE);
        }
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send) {
                total = total.plusSent(send.stanza(), room, correction);
            } else if (effect instanceof Effect.Broadcast broadcast) {
                total = total.plusBroadcast(broadcast, room, correction);
            }
        }
        return total;
    }

    private Counters plusSent(Packet stanza, String master, int correction) {
        String from = stanza.getElement().attributeValue("from");
        if (isAt(stanza.getElement().attributeValue("to"), master)) {
            return new Counters(sent.plus(stanza, 0), received, plainSent, plainReceived);
        }
        boolean mirrorsOwn = stanza instanceof IQ iq && iq.isRequest() && from.indexOf('/') < 0;
        // What a client sees under the room's own address is as long as it would be without a mirror.
        int longer = isAt(from, master) ? 0 : correction;
        return mirrorsOwn ? this : new Counters(sent, received, plainSent, plainReceived.plus(stanza, longer));
    }

    private Counters plusBroadcast(Effect.Broadcast broadcast, String master, int correction) {
        String from = broadcast.message().getElement().attributeValue("from");
        long each = (long) XmlLength.of(broadcast.message()) + (isAt(from, master) ? 0 : correction);
        long addresses = broadcast.receivers().stream().mapToLong(receiver -> XmlLength.ofReceiver(receiver.toString())).sum();
        int copies = broadcast.receivers().size();
        return new Counters(sent, received, plainSent, plainReceived.plus(new Flow(copies, copies * each + addresses)));
    }

    private static boolean isAt(String address, String room) {
        return address.startsWith(room) && (address.length() == room.length() || address.charAt(room.length()) == '/');
    }

    /** A client's answer to the mirror's own question whether it is there, which a room would not have asked. */
    private static boolean answersMirror(Packet stanza) {
        return stanza instanceof IQ iq && iq.isResponse() && iq.getTo().getResource() == null;
    }

    private static int length(JID address) {
        return address.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** Both together. */
    public Counters plus(Counters other) {
        return new Counters(sent.plus(other.sent), received.plus(other.received), plainSent.plus(other.plainSent),
            plainReceived.plus(other.plainReceived));
    }
}
