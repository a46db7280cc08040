package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.xmpp.packet.JID;

/**
 * A user who is in a local room through a slave. To the room he is an occupant like any other.
 *
 * @param user       his real, full JID
 * @param nick       his nick
 * @param slave      the bare address of the slave he came through
 * @param generation a number that no other join has: tells him from one who came later with the same JID and nick
 * @param since      when he asked to join
 * @param standing   what the room made of him
 * @param opener     whether his join opened the room to the slave, so that history and subject that he gets go there
 * @param farewell   why he leaves, where that is not the room's or his own wish
 * @param reason     what he is told of it in an administrator's words; else empty
 * @param held       presences of others that the room sent before it accepted him; kept until his own presence tells
 *                   whether the room shows real addresses
 * @param missed     since when his slave has missed something, if he joins again as its first after the link was lost
 * @param mark       with which id the answer to his join is to begin, if his slave wants to know that
 */
public record VirtualOccupant(JID user, String nick, JID slave, long generation, Instant since, Standing standing,
                              boolean opener, Farewell farewell, String reason, List<RoomCopy.Occupant> held,
                              Optional<Instant> missed, Optional<String> mark) {

    /** What a room made of somebody. */
    public enum Standing {
        /** It was asked, and has not answered. */
        JOINING,
        /** He is in. */
        PRESENT,
        /** He is in, and the room tells him what only moderators see. */
        MODERATOR
    }

    /** Copies the list. */
    public VirtualOccupant {
        held = List.copyOf(held);
    }

    static VirtualOccupant joining(JID user, String nick, JID slave, long generation, Instant since) {
        return new VirtualOccupant(user, nick, slave, generation, since, Standing.JOINING, false, Farewell.NONE, "", List.of(),
            Optional.empty(), Optional.empty());
    }

    /** Whether the room has accepted him. */
    public boolean present() {
        return standing != Standing.JOINING;
    }

    boolean moderator() {
        return standing == Standing.MODERATOR;
    }

    VirtualOccupant accepted(boolean moderator, boolean opens) {
        return new VirtualOccupant(user, nick, slave, generation, since, moderator ? Standing.MODERATOR : Standing.PRESENT,
            opens, farewell, reason, List.of(), missed, Optional.empty());
    }

    VirtualOccupant leaving(Farewell why, String words) {
        return new VirtualOccupant(user, nick, slave, generation, since, standing, opener, why, words, held, missed, mark);
    }

    VirtualOccupant missing(Optional<Instant> what) {
        return new VirtualOccupant(user, nick, slave, generation, since, standing, opener, farewell, reason, held, what, mark);
    }

    VirtualOccupant marked(Optional<String> id) {
        return new VirtualOccupant(user, nick, slave, generation, since, standing, opener, farewell, reason, held, missed, id);
    }

    /** Holds a presence in place of an earlier one of the same occupant, so that no more is held than are in the room. */
    VirtualOccupant holding(RoomCopy.Occupant copy) {
        List<RoomCopy.Occupant> more = new ArrayList<>(held);
        more.removeIf(earlier -> earlier.nick().equals(copy.nick()));
        if (copy.available()) {
            more.add(copy);
        }
        return new VirtualOccupant(user, nick, slave, generation, since, standing, opener, farewell, reason, more, missed, mark);
    }

    /** Where to write to him alone. */
    JID slaveOccupant() {
        return new JID(slave.getNode(), slave.getDomain(), nick);
    }

    boolean comesThrough(JID address) {
        return slave.equals(address);
    }
}
