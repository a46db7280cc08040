package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.AddressText;
import org.xmpp.packet.IQ;
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
     * A question of an occupant: an IQ to the room or to another occupant.
     *
     * @param slave   the slave
     * @param nick    whose
     * @param id      the stanza's id
     */
    record Ask(JID slave, String nick, String id) implements SlaveStanza {
    }

    /**
     * An answer to a question that went to the slave.
     *
     * @param slave   the slave
     * @param nick    the occupant who answers, or empty for the slave itself
     * @param id      the id of the question
     * @param payload what he says
     * @param error   what went wrong, if something did
     */
    record Answer(JID slave, Optional<String> nick, String id, Payload payload, Optional<PacketError.Condition> error)
        implements SlaveStanza {

        /** What the answer says of whether somebody is there. */
        public Trouble trouble() {
            return error.map(Trouble::of).orElse(Trouble.NONE);
        }
    }

    /** What an error says about the one whom something could not be delivered to. */
    enum Trouble {
        /** Nothing: somebody is there and did not like what he got. */
        NONE,
        /** The slave's server says that there is nobody at that address. */
        NOBODY_THERE,
        /** The slave's server itself cannot be reached. */
        NO_LINK;

        static Trouble of(PacketError.Condition condition) {
            return switch (condition) {
                case gone, item_not_found, recipient_unavailable -> NOBODY_THERE;
                case remote_server_not_found, remote_server_timeout -> NO_LINK;
                default -> NONE;
            };
        }
    }

    /**
     * An error: a presence or message that went to the slave did not arrive.
     *
     * @param slave   the slave
     * @param nick    the one occupant it was for, or empty if it was for the slave as a whole
     * @param trouble what it says
     */
    record Failure(JID slave, Optional<String> nick, Trouble trouble) implements SlaveStanza {
    }

    /**
     * Anything else, which a slave has no business to send.
     *
     * @param slave the slave
     */
    record Other(JID slave) implements SlaveStanza {
    }

    /**
     * Reads a stanza.
     *
     * @param stanza from anybody to a room or one of its occupants
     * @return what it says as a stanza of a slave of that room, or empty if its sender is none: if his address is not
     *         that room's, escaped
     */
    static Optional<SlaveStanza> read(Packet stanza) {
        // First what is quick: most senders are no slaves, and this is asked for each stanza to a room.
        if (!AddressText.mayBeSlave(stanza.getElement().attributeValue("from")) || !Stanzas.isAddressed(stanza)) {
            return Optional.empty();
        }
        JID from = stanza.getFrom();
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
        if (stanza instanceof IQ iq) {
            return readIq(slave, own, iq);
        }
        if (stanza.getError() != null || !Stanzas.mayBeAnswered(stanza)) {
            return failure(slave, own, stanza);
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

    private static SlaveStanza readIq(JID slave, String own, IQ iq) {
        if (iq.getID() == null || iq.isRequest() && (own == null || iq.getChildElement() == null)) {
            return new Other(slave);
        }
        if (iq.isRequest()) {
            return new Ask(slave, own, iq.getID());
        }
        return answer(slave, own, iq);
    }

    /** What came back undelivered; {@code nick} may be {@code null}. */
    static Failure failure(JID slave, String nick, Packet stanza) {
        return new Failure(slave, Optional.ofNullable(nick), Stanzas.condition(stanza).map(Trouble::of).orElse(Trouble.NONE));
    }

    /** An answer with an id; {@code nick} may be {@code null}. */
    static Answer answer(JID slave, String nick, IQ iq) {
        // An error without a condition that is one is an error all the same.
        Optional<PacketError.Condition> error = iq.getType() != IQ.Type.error ? Optional.empty()
            : Stanzas.condition(iq).or(() -> Optional.of(PacketError.Condition.undefined_condition));
        return new Answer(slave, Optional.ofNullable(nick), iq.getID(), Payload.of(iq), error);
    }
}
