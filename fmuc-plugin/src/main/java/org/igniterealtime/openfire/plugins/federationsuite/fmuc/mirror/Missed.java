package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.List;
import java.util.Objects;

import org.xmpp.packet.Packet;

/**
 * That a node of a cluster has not seen what lies between two states of a slave room. Immutable.
 *
 * @param before the room as the node's clients have seen it
 * @param after  the room as it is now
 * @param taken  stanzas that this node has handed over, and which have led between the two to whatever they have led to
 * @param yet    stanzas that came to this node, and which are yet to lead to something
 */
public record Missed(SlaveRoom before, SlaveRoom after, List<Packet> taken, List<Packet> yet) {

    /** Copies the lists. */
    public Missed {
        Objects.requireNonNull(before);
        Objects.requireNonNull(after);
        taken = List.copyOf(taken);
        yet = List.copyOf(yet);
    }
}
