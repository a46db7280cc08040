package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.util.Optional;
import java.util.Set;

import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/** What a slave says to its master room. */
public sealed interface SlaveStanza {

    /** The bare address of the slave. */
    JID slave();

    /**
     * A join on behalf of a user (ProtoXEP, "Joining").
     *
     * @param slave the slave
     * @param nick  the nick the user wants
     * @param user  the real, full JID; empty if what the slave says is none
     */
    record Join(JID slave, String nick, Optional<JID> user) implements SlaveStanza {
    }

    /**
     * An occupant's new status.
     *
     * @param slave the slave
     * @param nick  whose
     */
    record Update(JID slave, String nick) implements SlaveStanza {
    }

    /**
     * An occupant's part.
     *
     * @param slave the slave
     * @param nick  whose
     */
    record Part(JID slave, String nick) implements SlaveStanza {
    }

    /**
     * A message of an occupant, to all or to one.
     *
     * @param slave the slave
     * @param nick  whose
     */
    record Say(JID slave, String nick) implements SlaveStanza {
    }

    /**
     * An error: something that went to the slave did not arrive.
     *
     * @param slave       the slave
     * @param nick        the one occupant it was for, or empty if it was for the slave as a whole
     * @param unreachable whether it means that nobody is there any more
     */
    record Failure(JID slave, Optional<String> nick, boolean unreachable) implements SlaveStanza {
    }

    /**
     * Anything else, which a slave has no business to send.
     *
     * @param slave the slave
     */
    record Other(JID slave) implements SlaveStanza {
    }

    /** Errors that say that there is nobody at an address, as opposed to somebody who did not like a stanza. */
    Set<PacketError.Condition> NOBODY_THERE = Set.of(PacketError.Condition.gone, PacketError.Condition.item_not_found,
        PacketError.Condition.recipient_unavailable, PacketError.Condition.remote_server_not_found,
        PacketError.Condition.remote_server_timeout);

    /**
     * Reads a stanza.
     *
     * @param stanza from anybody to a room or one of its occupants
     * @return what it says as a stanza of a slave of that room, or empty if its sender is none: if his address is not
     *         that room's, escaped
     */
    static Optional<SlaveStanza> read(Packet stanza) {
        if (!Stanzas.isAddressed(stanza)) {
            return Optional.empty();
        }
        JID from = stanza.getFrom();
        // First what is quick: most senders are no slaves, and this is asked for each stanza to a room.
        if (from.getNode() == null || !from.getNode().contains("\\40")) {
            return Optional.empty();
        }
        JID room = stanza.getTo().asBareJID();
        return SlaveAddress.read(from).filter(address -> address.master().equals(room)).map(address ->
            readAs(address.slave(), stanza));
    }

    private static SlaveStanza readAs(JID slave, Packet stanza) {
        String own = stanza.getFrom().getResource();
        String addressed = stanza.getTo().getResource();
        if (!Stanzas.isReadable(stanza)) {
            // Of no known type. It is a slave's, so it must not go on to the room.
            return new Other(slave);
        }
        if (stanza.getError() != null || !Stanzas.mayBeAnswered(stanza)) {
            boolean unreachable = Stanzas.condition(stanza).filter(NOBODY_THERE::contains).isPresent();
            return new Failure(slave, Optional.ofNullable(own), unreachable);
        }
        if (stanza instanceof Presence presence && addressed != null && own == null) {
            if (Fmuc.isJoin(presence) && presence.getType() == null) {
                return new Join(slave, addressed, Fmuc.joiningUser(presence));
            }
            if (presence.getType() == Presence.Type.unavailable) {
                return new Part(slave, addressed);
            }
            return presence.getType() == null ? new Update(slave, addressed) : new Other(slave);
        }
        return stanza instanceof Message && own != null ? new Say(slave, own) : new Other(slave);
    }
}
