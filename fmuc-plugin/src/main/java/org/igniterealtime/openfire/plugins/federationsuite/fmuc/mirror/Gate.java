package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * Who may talk to which slave room: local users, and the room's own master. Pure and immutable.
 */
public final class Gate {

    private final String localDomain;
    private final String mirrorDomain;
    private final Access access;

    /** What this server lets its users do beyond its borders, whatever way they take. Asked for each stanza of a user. */
    public interface Access {

        /** Tells whether stanzas may go to a domain. */
        boolean mayReach(String domain);

        /** Tells whether a local user may send anything to other servers. */
        boolean mayLeave(JID user);

        /**
         * How many mirrors there may be between a user and a room at most, the one here included.
         *
         * @param master what is mirrored here: the room, or another server's mirror of it
         */
        int mostMirrors(JID master);

        /**
         * Tells whether a user of another server is in a slave room here, or on the way in, through a mirror of that server's.
         *
         * @param slave the slave room
         * @param user  full, or bare for whom his server answers
         */
        boolean isGuest(JID slave, JID user);
    }

    /** What the gate says to a stanza. */
    public sealed interface Judgement {

        /** From a local user to a slave room. */
        record FromUser(SlaveAddress room) implements Judgement {
        }

        /** From the master of a slave room. */
        record FromMaster(SlaveAddress room) implements Judgement {
        }

        /** Refused; to be answered with this, unless the stanza itself is an error or an answer. */
        record Refuse(Condition condition, String text) implements Judgement {
        }
    }

    /**
     * A gate.
     *
     * @param localDomain  the XMPP domain of this server
     * @param mirrorDomain the domain of its mirror service
     * @param access       what the server allows
     */
    public Gate(String localDomain, String mirrorDomain, Access access) {
        this.localDomain = Objects.requireNonNull(localDomain);
        this.mirrorDomain = Objects.requireNonNull(mirrorDomain);
        this.access = Objects.requireNonNull(access);
    }

    /**
     * Judges a stanza to an address with a node, or a link error to the service itself.
     *
     * @param stanza with both addresses
     */
    public Judgement judge(Packet stanza) {
        JID from = stanza.getFrom();
        Optional<SlaveAddress> room = addressed(stanza);
        if (room.isEmpty()) {
            return new Judgement.Refuse(Condition.jid_malformed,
                "The address must be that of a room, escaped: room\\40service@" + mirrorDomain + '.');
        }
        JID master = room.get().master();
        if (from.asBareJID().equals(master)) {
            return new Judgement.FromMaster(room.get());
        }
        boolean answers = stanza instanceof IQ iq && iq.isResponse();
        if (!from.getDomain().equals(localDomain) && access.isGuest(room.get().slave(), from)) {
            return judge(from, stanza, room.get(), 2);
        }
        if (!from.getDomain().equals(localDomain) || from.getNode() == null || from.getResource() == null && !answers) {
            return new Judgement.Refuse(Condition.not_allowed, "This mirror is for users of " + localDomain + " only.");
        }
        return judge(from, stanza, room.get(), 1);
    }

    /**
     * Tells whether a local user may join a room through its slave. For one who does not ask for the slave.
     *
     * @param user full, of this server
     * @param room the slave and its master, which may be anything
     */
    public boolean admits(JID user, SlaveAddress room) {
        return judge(user, new Presence(), room, 1) instanceof Judgement.FromUser;
    }

    /**
     * Judges what somebody says who may say something.
     *
     * @param mirrors how many mirrors there are on his side, this one included
     */
    private Judgement judge(JID from, Packet stanza, SlaveAddress room, int mirrors) {
        JID master = room.master();
        List<JID> masters = room.masters();
        // Also where others lead back to this server: a room that is mirrored into itself would never fall silent.
        if (masters.stream().anyMatch(one -> isLocal(one.getDomain()))) {
            return new Judgement.Refuse(Condition.not_allowed, "This room is on this server. Please join it directly.");
        }
        if (masters.size() + mirrors - 1 > access.mostMirrors(master)) {
            return new Judgement.Refuse(Condition.not_allowed, masters.size() > 1
                ? "This room is itself a mirror's. Please join its master." : "This mirror is not for mirrors of others.");
        }
        boolean leaves = stanza instanceof Presence presence && presence.getType() == Presence.Type.unavailable;
        if (leaves) {
            // Whatever is forbidden since, whoever is in may go.
            return new Judgement.FromUser(room);
        }
        if (!access.mayReach(master.getDomain())) {
            return new Judgement.Refuse(Condition.not_allowed, "This server does not talk to " + master.getDomain() + '.');
        }
        if (!access.mayLeave(from)) {
            return new Judgement.Refuse(Condition.not_allowed, "Anonymous users may not use other servers from here.");
        }
        return new Judgement.FromUser(room);
    }

    /**
     * The slave that a stanza is for. A presence error of the link answers what the bare slave sent, but comes to the
     * domain of the service; the address that could not be reached tells which slave it was.
     */
    private Optional<SlaveAddress> addressed(Packet stanza) {
        if (stanza.getTo().getNode() != null) {
            return SlaveAddress.read(stanza.getTo());
        }
        boolean linkError = stanza instanceof Presence && !Stanzas.mayBeAnswered(stanza) && stanza.getFrom().getNode() != null;
        return linkError ? SlaveAddress.find(stanza.getFrom(), mirrorDomain) : Optional.empty();
    }

    /** This server and its services. What lies deeper may be a server of its own, as in the specification's examples. */
    private boolean isLocal(String domain) {
        return domain.equals(localDomain) || domain.substring(domain.indexOf('.') + 1).equals(localDomain);
    }
}
