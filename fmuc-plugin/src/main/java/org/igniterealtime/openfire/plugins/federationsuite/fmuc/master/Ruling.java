package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * What a stanza leads to.
 *
 * @param room    the room afterwards
 * @param verdict what happens to the stanza itself
 * @param effects what is to be done before it goes on
 * @param leaving who leaves, before it goes on and after the effects: the room is told so in his name
 *                ({@link #part}), and when it has done with that, {@link InboundRules#afterLeaving} rules
 */
public record Ruling(MasterRoom room, Verdict verdict, List<Effect> effects, List<VirtualOccupant> leaving) {

    /** Copies the lists. */
    public Ruling {
        Objects.requireNonNull(room);
        Objects.requireNonNull(verdict);
        effects = List.copyOf(effects);
        leaving = List.copyOf(leaving);
    }

    /** Nothing changes, and the stanza goes on. */
    public static Ruling pass(MasterRoom room) {
        return new Ruling(room, new Verdict.Pass(), List.of(), List.of());
    }

    static Ruling passAs(MasterRoom room, VirtualOccupant occupant) {
        return new Ruling(room, new Verdict.PassAs(occupant.user(), false, Optional.empty()), List.of(), List.of());
    }

    static Ruling drop(MasterRoom room, List<Effect> effects) {
        return new Ruling(room, new Verdict.Drop(), effects, List.of());
    }

    static Ruling drop(MasterRoom room, Packet stanza) {
        return drop(room, List.of(new Effect.Send(stanza)));
    }

    /** Lets some leave, and remembers why, for what their slaves are told. */
    static Ruling leave(MasterRoom room, Verdict verdict, List<VirtualOccupant> some, Farewell why) {
        return leave(room, verdict, some, why, "");
    }

    /** The same with a reason in an administrator's words. */
    static Ruling leave(MasterRoom room, Verdict verdict, List<VirtualOccupant> some, Farewell why, String reason) {
        MasterRoom next = room;
        for (VirtualOccupant occupant : some) {
            next = next.with(occupant.leaving(why, reason));
        }
        return new Ruling(next, verdict, List.of(), some);
    }

    /** The part of somebody, in his own name, for the room to handle. */
    public Presence part(VirtualOccupant occupant) {
        return Stanzas.presence(occupant.user(), room.address(occupant.nick()), Presence.Type.unavailable, Payload.EMPTY);
    }

    /** Both rulings, this one first; the verdict and the room are those of the other one, which was made later. */
    Ruling then(Ruling later) {
        return new Ruling(later.room, later.verdict, Stream.concat(effects.stream(), later.effects.stream()).toList(),
            Stream.concat(leaving.stream(), later.leaving.stream()).toList());
    }
}
