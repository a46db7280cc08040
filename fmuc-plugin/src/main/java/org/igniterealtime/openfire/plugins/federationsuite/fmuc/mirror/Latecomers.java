package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * Nodes that were lost before the master has told this one, by way of a node that is there, who is in the room and what was said
 * last. What they have handed over of that, and comes only now, has been told, and more of it since. Bounded. Not thread-safe.
 */
final class Latecomers {

    private static final int MOST = 16;

    private Set<String> there = Set.of();
    private final Set<String> lost = new HashSet<>();
    private final Set<String> late = new HashSet<>();

    /** These are the other nodes from now on. */
    Set<String> among(Set<String> nodes) {
        lost.addAll(there);
        there = Set.copyOf(nodes);
        lost.removeAll(there);
        late.removeAll(there);
        bound(lost);
        return there;
    }

    /** So many have come and gone that some of what they have handed over may be heard a second time rather than be missed. */
    private static void bound(Set<String> nodes) {
        if (nodes.size() > MOST) {
            nodes.clear();
        }
    }

    /**
     * Something has happened to the room, which this node keeps.
     *
     * @param by the node that has handed over what made it happen, if one did
     */
    void happened(Optional<String> by, SlaveRoom before, SlaveRoom after) {
        boolean joined = before.link().phase() == Link.Phase.REJOINING && !after.link().isDown();
        if (joined && by.filter(node -> lost.contains(node) || late.contains(node)).isEmpty()) {
            late.addAll(lost);
            lost.clear();
            bound(late);
        }
    }

    /**
     * Tells whether a stanza has been overtaken by what the master has told since. What it says to one occupant it does not say
     * again, nor that it has thrown somebody out.
     *
     * @param by the node that has handed it over, if one did
     */
    boolean isLate(Optional<String> by, Packet stanza) {
        if (by.filter(late::contains).isEmpty() || stanza.getTo().getResource() != null || !isOfMaster(stanza)) {
            return false;
        }
        return stanza instanceof Message message && message.getType() == Message.Type.groupchat
            || stanza instanceof Presence presence && !Payload.of(presence).throwsOut();
    }

    /** Tells whether the master, or somebody in its room, says it. */
    static boolean isOfMaster(Packet stanza) {
        return stanza.getFrom() != null
            && SlaveAddress.read(stanza.getTo()).map(SlaveAddress::master).equals(Optional.of(stanza.getFrom().asBareJID()));
    }
}
