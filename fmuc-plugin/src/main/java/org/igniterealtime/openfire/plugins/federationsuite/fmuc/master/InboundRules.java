package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.dom4j.DocumentHelper;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * What a room's guard does about stanzas that come from slaves (ProtoXEP, the MUC's side). Pure. A stanza from a slave's
 * address never reaches the room as the slave's own: it becomes that of a user the slave may speak for, or it ends here.
 */
public final class InboundRules {

    private InboundRules() {
    }

    /**
     * Rules on a stanza of a slave.
     *
     * @param room      the room it is for
     * @param stanza    what it says
     * @param original  the stanza itself, to answer it; not changed
     * @param admission what is known about the slave and the room
     */
    public static Ruling on(MasterRoom room, SlaveStanza stanza, Packet original, Admission admission) {
        if (stanza instanceof SlaveStanza.Failure failure) {
            return failed(room, failure);
        }
        Optional<String> nick = nickOf(stanza);
        Optional<VirtualOccupant> occupant = nick.flatMap(own -> room.occupant(stanza.slave(), own));
        boolean parts = stanza instanceof SlaveStanza.Part && occupant.isPresent();
        if (!parts && !admission.trust().mayMirror()) {
            // Whoever lost our trust may no longer speak, but may still leave.
            return refuse(room, original, Condition.not_authorized, "This mirror may not join rooms here.");
        }
        if (stanza instanceof SlaveStanza.Join join) {
            return join(room, join, original, admission);
        }
        if (occupant.isPresent()) {
            return new Ruling(room, new Verdict.PassAs(occupant.get().user(), false), List.of());
        }
        if (stanza instanceof SlaveStanza.Part) {
            // Gone already: that he is told is all he wanted. It also ends the wait of a slave that lost its state.
            return Ruling.drop(room, List.of(gone(room, stanza.slave(), nick.orElseThrow())));
        }
        return refuse(room, original, nick.isPresent() ? Condition.not_acceptable : Condition.feature_not_implemented, null);
    }

    /**
     * Rules on a user who joins directly while he is in the room through a slave: the virtual occupant leaves first.
     *
     * @param room the room
     * @param user the real, full JID of whoever joins
     */
    public static Ruling onDirectJoin(MasterRoom room, JID user) {
        VirtualOccupant virtual = room.occupants().get(user);
        return virtual == null ? Ruling.pass(room) : new Ruling(room, new Verdict.Pass(), List.of(leaving(room, virtual)));
    }

    /**
     * After the room has handled a part. Some rooms tell nobody, e.g. while the user is there with another client too;
     * but the slave waits, and nobody may be left behind in the table.
     *
     * @param room the room as it is now
     * @param part the part that it has handled
     */
    public static Ruling afterPart(MasterRoom room, SlaveStanza.Part part) {
        return room.occupant(part.slave(), part.nick())
            .map(occupant -> Ruling.drop(room.without(occupant), List.of(gone(room, part.slave(), part.nick()))))
            .orElseGet(() -> Ruling.pass(room));
    }

    /** Lets everybody leave who is in the room through a slave, before the guard goes. */
    public static List<Effect> close(MasterRoom room) {
        return room.occupants().values().stream().map(occupant -> leaving(room, occupant)).toList();
    }

    private static Ruling join(MasterRoom room, SlaveStanza.Join join, Packet original, Admission admission) {
        if (join.user().isEmpty()) {
            return refuse(room, original, Condition.jid_malformed, "The join does not name a user.");
        }
        JID user = join.user().get();
        if (!admission.speaksFor(join.slave(), user)) {
            return refuse(room, original, Condition.not_authorized, "This mirror does not speak for users of that domain.");
        }
        if (!admission.roomExists() && !admission.mayCreateRooms()) {
            return refuse(room, original, Condition.item_not_found, "There is no such room.");
        }
        VirtualOccupant known = room.occupants().get(user);
        if (known == null) {
            return enter(room, VirtualOccupant.joining(user, join.nick(), join.slave()), original, admission);
        }
        if (!known.comesThrough(join.slave()) || !known.nick().equals(join.nick())) {
            return refuse(room, original, Condition.conflict, "This user is in the room already.");
        }
        return rejoin(room, known);
    }

    private static Ruling enter(MasterRoom room, VirtualOccupant occupant, Packet original, Admission admission) {
        boolean full = room.occupants().size() >= admission.mostPerRoom();
        if (full) {
            return refuse(room, original, Condition.resource_constraint, "Too many occupants came through mirrors.");
        }
        if (room.occupant(occupant.slave(), occupant.nick()).isPresent()) {
            return refuse(room, original, Condition.conflict, "This nick is in use.");
        }
        return new Ruling(room.with(occupant), new Verdict.PassAs(occupant.user(), true), List.of());
    }

    /**
     * A slave never joins somebody twice, unless it lost its state. Then it knows none of those who are here through it:
     * the others leave, and this one's join brings it everything again.
     */
    private static Ruling rejoin(MasterRoom room, VirtualOccupant known) {
        List<Effect> effects = new ArrayList<>();
        room.through(known.slave()).stream().filter(other -> !other.equals(known))
            .forEach(other -> effects.add(leaving(room, other)));
        MasterRoom next = room.with(VirtualOccupant.joining(known.user(), known.nick(), known.slave()));
        return new Ruling(next, new Verdict.PassAs(known.user(), true), effects);
    }

    /**
     * An error never goes on to the room, which would take it for one of the user's own and might remove him from every
     * room of the service.
     */
    private static Ruling failed(MasterRoom room, SlaveStanza.Failure failure) {
        if (!failure.unreachable()) {
            return Ruling.drop(room, List.of());
        }
        List<VirtualOccupant> gone = failure.nick().isEmpty() ? room.through(failure.slave())
            : room.occupant(failure.slave(), failure.nick().get()).stream().toList();
        return Ruling.drop(room, gone.stream().map(occupant -> leaving(room, occupant)).toList());
    }

    private static Optional<String> nickOf(SlaveStanza stanza) {
        if (stanza instanceof SlaveStanza.Update update) {
            return Optional.of(update.nick());
        }
        if (stanza instanceof SlaveStanza.Part part) {
            return Optional.of(part.nick());
        }
        return stanza instanceof SlaveStanza.Say say ? Optional.of(say.nick()) : Optional.empty();
    }

    /** The part of a virtual occupant, in the user's own name, for the room to handle. */
    private static Effect leaving(MasterRoom room, VirtualOccupant occupant) {
        JID address = new JID(room.address().getNode(), room.address().getDomain(), occupant.nick());
        return new Effect.Send(Stanzas.presence(occupant.user(), address, Presence.Type.unavailable, Payload.EMPTY));
    }

    /**
     * Tells an occupant of a slave that he is gone. Him alone: to the slave as a whole it would mean that nobody with
     * this nick is in the room, and there may be a stranger.
     */
    private static Effect gone(MasterRoom room, JID slave, String nick) {
        Payload payload = Payload.EMPTY.with(DocumentHelper.createElement(Muc.USER));
        JID address = new JID(room.address().getNode(), room.address().getDomain(), nick);
        JID occupant = new JID(slave.getNode(), slave.getDomain(), nick);
        return new Effect.Send(Stanzas.presence(address, occupant, Presence.Type.unavailable, payload));
    }

    /** Refuses in the dialect's form: a presence error comes from the bare room, to the occupant's address at the slave. */
    private static Ruling refuse(MasterRoom room, Packet original, Condition condition, String text) {
        if (!Stanzas.mayBeAnswered(original)) {
            return Ruling.drop(room, List.of());
        }
        if (!(original instanceof Presence)) {
            return Ruling.drop(room, List.of(new Effect.Send(Stanzas.error(original, condition, text))));
        }
        JID from = original.getFrom();
        JID occupant = new JID(from.getNode(), from.getDomain(), original.getTo().getResource());
        return Ruling.drop(room, List.of(OutboundRules.refusal(room, occupant, Stanzas.errorPayload(condition, text))));
    }
}
