package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

import org.xmpp.packet.JID;

/**
 * Which node of a cluster keeps a slave room: a rendezvous hash. Every node that knows the same nodes answers the same, without
 * asking anybody; a node that comes takes its share from each of the others, and what a node had that is lost is shared out among
 * those who are left, while all other rooms stay where they are. Pure.
 */
public final class Owners {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Owners() {
    }

    /**
     * The node that keeps a room.
     *
     * @param slave the room's address at the mirror, bare
     * @param nodes the names of all nodes that serve, in any order; at least one
     */
    public static String of(JID slave, Collection<String> nodes) {
        String room = slave.toString();
        String best = null;
        long most = 0;
        for (String node : nodes) {
            long weight = weight(node, room);
            boolean more = best == null || Long.compareUnsigned(weight, most) > 0
                || weight == most && node.compareTo(best) > 0;
            if (more) {
                best = node;
                most = weight;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("No node serves");
        }
        return best;
    }

    private static long weight(String node, String room) {
        long hash = OFFSET;
        // A character that is in neither stands between them.
        for (byte one : (node + '\n' + room).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ one & 0xff) * PRIME;
        }
        // The last characters have to matter for the first bits as well.
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
