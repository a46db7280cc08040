package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.JoiningSpeech;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.MasterRoom;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.PlainRules;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.Ruling;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.JoiningStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;

/** Which stanzas are those of slaves, in whichever dialect; and what is said to those that are joining nodes of XEP-0289. */
final class JoiningNodes {

    private final FmucSettings settings;
    private final String domain;
    private final InstantSource clock;
    private final RoomDirectory localRooms;
    private final BiPredicate<JID, JID> isIn;
    private final PlainRules.Standing standing;
    private final Predicate<Packet> isOurs;

    /**
     * For one guard.
     *
     * @param domain     of this server
     * @param clock      the time
     * @param localRooms its rooms
     * @param isIn       tells whether somebody is in a room through a slave, on whichever node of a cluster
     * @param standing   tells who may speak with a room from the address of a slave as anybody else does
     * @param isOurs     tells which stanzas are questions of ours to a room, in whosever name
     */
    JoiningNodes(FmucSettings settings, String domain, InstantSource clock, RoomDirectory localRooms,
                 BiPredicate<JID, JID> isIn, PlainRules.Standing standing, Predicate<Packet> isOurs) {
        this.settings = Objects.requireNonNull(settings);
        this.domain = Objects.requireNonNull(domain);
        this.clock = Objects.requireNonNull(clock);
        this.localRooms = Objects.requireNonNull(localRooms);
        this.isIn = Objects.requireNonNull(isIn);
        this.standing = Objects.requireNonNull(standing);
        this.isOurs = Objects.requireNonNull(isOurs);
    }

    /**
     * Reads what a slave says.
     *
     * @param stanza to a room; one of a joining node gets the receiver that it would have as its user's own
     * @return empty if its sender is none, or speaks with the room as anybody does
     */
    Optional<SlaveStanza> read(Packet stanza) {
        Optional<SlaveStanza> said = SlaveStanza.read(stanza).filter(one ->
            !isOurs.test(stanza) && !PlainRules.passes(one, stanza, standing));
        if (said.isPresent() || !Stanzas.isAddressed(stanza) || !mayBeNode(stanza)) {
            return said;
        }
        JID room = stanza.getTo().asBareJID();
        Optional<SlaveStanza> joining = JoiningStanza.read(stanza, slave -> isIn.test(room, slave));
        joining.filter(one -> Fmuc.isJoin(stanza)).ifPresent(one -> JoiningStanza.address(stanza));
        return joining;
    }

    /** Tells whether a stanza that speaks FMUC is for the server itself, which serves the nodes that join this room. */
    boolean areServers(Packet stanza) {
        return Stanzas.isAddressed(stanza) && isOfOther(stanza.getFrom()) && SlaveAddress.read(stanza.getFrom()).isEmpty()
            && settings.isNative(stanza.getTo().asBareJID());
    }

    private boolean mayBeNode(Packet stanza) {
        JID room = stanza.getTo().asBareJID();
        return isOfOther(stanza.getFrom()) && (Fmuc.isJoin(stanza) || isIn.test(room, stanza.getFrom().asBareJID()))
            && !settings.isNative(room);
    }

    private boolean isOfOther(JID sender) {
        // Another server's domain may stand below ours.
        return sender.getNode() != null && !sender.getDomain().equals(domain) && !localRooms.isService(sender.getDomain());
    }

    /** Says what a rule wants to say to nodes. */
    Ruling interpret(MasterRoom before, Ruling ruling) {
        return JoiningSpeech.interpret(before, ruling, node -> settings.nodePolicy(node.getDomain(), before.address()),
            clock.instant());
    }
}
