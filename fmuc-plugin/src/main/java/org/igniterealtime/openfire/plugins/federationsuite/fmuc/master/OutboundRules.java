package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.dom4j.DocumentHelper;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Presence;

/**
 * What becomes of the copies that a room sends to those who are in it through slaves: of all copies of a broadcast that
 * would go to users behind one slave, one goes to the slave. Pure; never changes the copy it was shown.
 *
 * <p>Which one: the presence of somebody who came through the same slave is carried by the copy that he gets himself,
 * which there is always exactly one of, also when he has just left. Everything else is carried by the copy of the
 * slave's representative.
 */
public final class OutboundRules {

    /** Codes that concern the receiver of one copy only and so are taken out of the copy that all share. */
    private static final Set<Integer> RECEIVERS_OWN = Set.of(Muc.SELF, Muc.LOGGED, Muc.CREATED, Muc.NICK_ASSIGNED);

    private OutboundRules() {
    }

    /**
     * Rules on a copy.
     *
     * @param room     the room it comes from
     * @param receiver the virtual occupant whom it is addressed to
     * @param copy     what it says
     * @param shown    the occupant whose message is being sent right now and whose slave has shown it already, if any
     */
    public static Ruling on(MasterRoom room, VirtualOccupant receiver, RoomCopy copy, Optional<VirtualOccupant> shown) {
        if (copy instanceof RoomCopy.Occupant occupant) {
            MasterRoom next = occupant.available() ? room.arriving(occupant.nick()) : room;
            return occupant.nick().equals(receiver.nick()) ? own(next, receiver, occupant) : other(next, receiver, occupant);
        }
        if (copy instanceof RoomCopy.Groupchat message) {
            return groupchat(room, receiver, message, shown);
        }
        if (copy instanceof RoomCopy.Refusal refusal) {
            MasterRoom next = receiver.present() ? room : room.without(receiver);
            return Ruling.drop(next, List.of(refusal(room, receiver.slaveOccupant(), refusal.payload())));
        }
        RoomCopy.Personal personal = (RoomCopy.Personal) copy;
        return Ruling.drop(room, List.of(new Effect.Send(Stanzas.message(personal.from(), receiver.slaveOccupant(),
            personal.type(), personal.id(), personal.payload()))));
    }

    /** A refused presence, in the form of the ProtoXEP ("Failure case"): bare room to the occupant at the slave. */
    static Effect refusal(MasterRoom room, JID occupant, Payload error) {
        Presence refusal = Stanzas.presence(room.address(), occupant, Presence.Type.error,
            Payload.EMPTY.with(DocumentHelper.createElement(Muc.ENTER)));
        error.addTo(refusal);
        return new Effect.Send(refusal);
    }

    private static Ruling own(MasterRoom room, VirtualOccupant receiver, RoomCopy.Occupant copy) {
        if (!copy.available()) {
            MasterRoom left = room.departing(receiver);
            return Ruling.drop(left, List.of(share(room, receiver.slave(), copy)));
        }
        if (receiver.present()) {
            return Ruling.drop(room, List.of(share(room, receiver.slave(), copy)));
        }
        Set<Integer> codes = copy.payload().statusCodes();
        MasterRoom accepted = room.showingJids(codes.contains(Muc.NON_ANONYMOUS)).with(receiver.accepted());
        List<Effect> effects = new ArrayList<>();
        receiver.held().forEach(held -> effects.add(share(accepted, receiver.slave(), held)));
        if (codes.stream().anyMatch(code -> code != Muc.SELF && RECEIVERS_OWN.contains(code))) {
            // First what is for him alone, so that the slave has it when the shared copy completes his join.
            Payload personal = visible(accepted, copy.payload());
            effects.add(new Effect.Send(Stanzas.presence(address(room, copy.nick()), receiver.slaveOccupant(), null, personal)));
        }
        effects.add(share(accepted, receiver.slave(), copy));
        return Ruling.drop(accepted, effects);
    }

    private static Ruling other(MasterRoom room, VirtualOccupant receiver, RoomCopy.Occupant copy) {
        boolean carriedByOwn = room.occupant(receiver.slave(), copy.nick()).isPresent()
            || room.hasDeparted(receiver.slave(), copy.nick());
        if (carriedByOwn) {
            return Ruling.drop(room, List.of());
        }
        if (!receiver.present()) {
            boolean slaveKnows = room.through(receiver.slave()).stream().anyMatch(VirtualOccupant::present);
            return Ruling.drop(slaveKnows ? room : room.with(receiver.holding(copy)), List.of());
        }
        return Ruling.drop(room, isRepresentative(room, receiver) ? List.of(share(room, receiver.slave(), copy)) : List.of());
    }

    private static Ruling groupchat(MasterRoom room, VirtualOccupant receiver, RoomCopy.Groupchat message,
                                    Optional<VirtualOccupant> shown) {
        Set<Integer> codes = message.payload().statusCodes();
        MasterRoom next = codes.contains(Muc.NOW_NON_ANONYMOUS) ? room.showingJids(true)
            : codes.contains(Muc.NOW_SEMI_ANONYMOUS) ? room.showingJids(false) : room;
        boolean shownAlready = shown.filter(speaker -> speaker.comesThrough(receiver.slave())
            && message.nick().filter(speaker.nick()::equals).isPresent()).isPresent();
        if (shownAlready || !isRepresentative(room, receiver)) {
            return Ruling.drop(next, List.of());
        }
        JID from = message.nick().map(nick -> address(room, nick)).orElse(room.address());
        return Ruling.drop(next, List.of(new Effect.Send(Stanzas.message(from, receiver.slave(), Message.Type.groupchat,
            message.id(), message.payload()))));
    }

    private static boolean isRepresentative(MasterRoom room, VirtualOccupant receiver) {
        return room.representative(receiver.slave()).filter(receiver::equals).isPresent();
    }

    private static Effect share(MasterRoom room, JID slave, RoomCopy.Occupant copy) {
        Presence.Type type = copy.available() ? null : Presence.Type.unavailable;
        Payload payload = visible(room, copy.payload()).withoutStatus(RECEIVERS_OWN);
        return new Effect.Send(Stanzas.presence(address(room, copy.nick()), slave, type, payload));
    }

    /** What a slave's server may know: real addresses only where every occupant may know them. */
    private static Payload visible(MasterRoom room, Payload payload) {
        return room.nonAnonymous() ? payload : payload.withoutRealJid();
    }

    private static JID address(MasterRoom room, String nick) {
        return new JID(room.address().getNode(), room.address().getDomain(), nick);
    }
}
