package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.xmpp.packet.JID;

/**
 * The two addresses of a mirrored room (ProtoXEP, "Addressing"): the node of the slave is the address of the master,
 * escaped as XEP-0106 says.
 *
 * @param slave  {@code room\40conference.example.com@mirror.remote.example.com}, bare
 * @param master {@code room@conference.example.com}, bare
 */
public record SlaveAddress(JID slave, JID master) {

    /** Checks that both are bare and have a node. */
    public SlaveAddress {
        requireBare(slave);
        requireBare(master);
    }

    private static void requireBare(JID address) {
        if (address.getNode() == null || address.getResource() != null) {
            throw new IllegalArgumentException("Not the bare address of a room: " + address);
        }
    }

    /**
     * Reads the address of a slave.
     *
     * @param address an address on a mirror service; its resource does not matter
     * @return both addresses, or empty if the node is not the escaped form of exactly one bare room address: it must
     *         unescape to one, which escapes back to the same node, so that no two nodes mean one room
     */
    public static Optional<SlaveAddress> read(JID address) {
        String node = address.getNode();
        if (node == null) {
            return Optional.empty();
        }
        String room = JID.unescapeNode(node);
        int at = room.indexOf('@');
        if (at < 1 || at != room.lastIndexOf('@') || room.indexOf('/') >= 0 || !JID.escapeNode(room).equals(node)) {
            return Optional.empty();
        }
        try {
            JID master = new JID(room.substring(0, at), room.substring(at + 1), null);
            return master.toString().equals(room)
                ? Optional.of(new SlaveAddress(address.asBareJID(), master))
                : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The addresses of a room seen through a mirror service.
     *
     * @param master       the room; its resource does not matter
     * @param mirrorDomain the domain of the mirror service
     * @return both addresses
     */
    public static SlaveAddress of(JID master, String mirrorDomain) {
        Objects.requireNonNull(master.getNode(), "node");
        return new SlaveAddress(new JID(JID.escapeNode(master.toBareJID()), mirrorDomain, null), master.asBareJID());
    }

    /**
     * As {@link #of}, for an address that somebody else chose.
     *
     * @return both addresses, or empty if the room's is too long to be escaped: no slave of it can exist
     */
    public static Optional<SlaveAddress> find(JID master, String mirrorDomain) {
        try {
            return Optional.of(of(master, mirrorDomain));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The rooms behind the slave, from its master on: more than one if the master is itself a mirror's. Bounded by the length of
     * the address, which each mirror makes longer.
     *
     * @return at least the master; the last is the room that is no slave of another
     */
    public List<JID> masters() {
        List<JID> masters = new ArrayList<>();
        for (Optional<SlaveAddress> next = Optional.of(this); next.isPresent(); next = read(next.get().master())) {
            masters.add(next.get().master());
        }
        return masters;
    }

    /** The slave's address for an occupant. */
    public JID slaveOccupant(String nick) {
        return new JID(slave.getNode(), slave.getDomain(), nick);
    }

    /** The master's address for an occupant. */
    public JID masterOccupant(String nick) {
        return new JID(master.getNode(), master.getDomain(), nick);
    }
}
