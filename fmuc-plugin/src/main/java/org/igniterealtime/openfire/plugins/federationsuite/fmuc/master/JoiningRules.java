package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.JoiningStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * What a joining node of XEP-0289 means with what it says, before {@link InboundRules} rule on it as on a slave's: a node does
 * not tell a join from a change of status, and may speak for somebody of whom it never told. Pure.
 *
 * <p>The dialect has three answers: that nobody is let in, that the node is out, and that one of its own users is gone from the
 * room, upon which it throws him out. What else there is to refuse is refused with the last.
 */
public final class JoiningRules {

    private static final String NOT_IN = "You are not in the room on the other server. Please join again.";

    private JoiningRules() {
    }

    /**
     * Rules on a stanza of a slave of either dialect.
     *
     * @param room      the room it is for
     * @param said      what it says
     * @param original  the stanza itself; of one that means less than it says, what it does not mean is taken off
     * @param admission what is known about the slave
     * @param facts     what the room told, if it was asked
     * @param now       the circumstances
     */
    public static Ruling on(MasterRoom room, SlaveStanza said, Packet original, Admission admission, Optional<Facts> facts,
                            Circumstances now) {
        boolean speaks = said instanceof SlaveStanza.Join || said instanceof SlaveStanza.Part || said instanceof SlaveStanza.Say;
        if (!JoiningStanza.isNode(room.address(), said.slave()) || !speaks && !(said instanceof SlaveStanza.Other)) {
            return InboundRules.on(room, said, original, admission, facts, now);
        }
        if (!speaks) {
            return Ruling.drop(HealthRules.alive(room, said.slave(), Optional.empty(), now), List.of());
        }
        Optional<JID> user = JoiningStanza.user(original);
        String nick = original.getFrom().getResource();
        Optional<VirtualOccupant> known = room.occupant(said.slave(), nick).filter(one ->
            user.filter(own -> own.asBareJID().equals(one.user().asBareJID())).isPresent());
        if (said instanceof SlaveStanza.Join join) {
            return refusing(joining(room, join, known, original, admission, facts, now), nick, user, said.slave());
        }
        if (known.isEmpty()) {
            return unknown(room, said, nick, user, now);
        }
        if (said instanceof SlaveStanza.Say) {
            return InboundRules.on(room, said, original, admission, facts, now);
        }
        if (!known.get().user().equals(user.orElseThrow())) {
            // Another of his clients leaves, of which the room does not know.
            return Ruling.drop(room, List.of());
        }
        return InboundRules.on(room.with(said.slave(), room.node(said.slave()).parting(nick)), said, original, admission, facts,
            now);
    }

    private static Ruling joining(MasterRoom room, SlaveStanza.Join join, Optional<VirtualOccupant> known, Packet original,
                                  Admission admission, Optional<Facts> facts, Circumstances now) {
        JID node = join.slave();
        List<VirtualOccupant> through = room.through(node);
        boolean enters = JoiningStanza.enters(original);
        boolean anew = known.isPresent() && enters && through.size() == 1 && known.get().present();
        if (known.isPresent() && !anew) {
            JoiningStanza.strip(original);
            boolean same = known.get().user().equals(join.user().orElseThrow());
            return same ? InboundRules.on(room, new SlaveStanza.Update(node, join.nick()), original, admission, facts, now)
                : Ruling.drop(HealthRules.alive(room, node, Optional.empty(), now), List.of());
        }
        if (!enters && !through.isEmpty() && isShown(room, node, join.nick(), join.user())) {
            // He has come directly, and his other client said something of itself before the node knew that.
            return Ruling.drop(HealthRules.alive(room, node, Optional.empty(), now), List.of());
        }
        if (through.isEmpty() && !enters) {
            // It believes that it is in, and waits for nothing: it would take what a join brings for news.
            return Ruling.drop(room, left(room, node));
        }
        Ruling ruling = InboundRules.on(room, join, original, admission, facts, now);
        if (!(ruling.verdict() instanceof Verdict.PassAs)) {
            return ruling;
        }
        // Those who leave are none that the node has: it has forgotten them.
        JoiningNode next = through.isEmpty() || anew ? JoiningNode.OPENING : room.node(node);
        for (VirtualOccupant one : ruling.leaving()) {
            next = next.parting(one.nick());
        }
        return new Ruling(ruling.room().with(node, next), ruling.verdict(), ruling.effects(), ruling.leaving());
    }

    /** Whoever came directly meanwhile the node shows as one of the room's: it must not be told that he is gone. */
    private static boolean isShown(MasterRoom room, JID node, String nick, Optional<JID> user) {
        return user.isPresent() && user.get().equals(room.node(node).shown().get(nick));
    }

    /** It speaks for somebody who is not in through it. */
    private static Ruling unknown(MasterRoom room, SlaveStanza said, String nick, Optional<JID> user, Circumstances now) {
        if (room.through(said.slave()).isEmpty()) {
            return Ruling.drop(room, left(room, said.slave()));
        }
        MasterRoom next = HealthRules.alive(room, said.slave(), Optional.empty(), now);
        boolean known = said instanceof SlaveStanza.Part || user.isEmpty() || isShown(room, said.slave(), nick, user);
        return known ? Ruling.drop(next, List.of())
            : Ruling.drop(next, thrownOut(room, said.slave(), nick, user.get(), Muc.KICKED, NOT_IN));
    }

    /**
     * Refuses a stanza of a slave of either dialect: see {@link InboundRules#refuse}.
     *
     * @param room      the room it was for
     * @param original  the stanza
     * @param condition why
     * @param text      why, for people
     */
    public static Ruling refuse(MasterRoom room, Packet original, Condition condition, String text) {
        Ruling ruling = InboundRules.refuse(room, original, condition, text);
        JID slave = original.getFrom().asBareJID();
        return JoiningStanza.isNode(room.address(), slave)
            ? refusing(ruling, original.getFrom().getResource(), JoiningStanza.user(original), slave) : ruling;
    }

    private static Ruling refusing(Ruling ruling, String nick, Optional<JID> user, JID node) {
        List<Effect> effects = new ArrayList<>();
        for (Effect effect : ruling.effects()) {
            Packet stanza = ((Effect.Send) effect).stanza();
            if (stanza instanceof Presence presence && presence.getType() == Presence.Type.error) {
                refusal(ruling.room(), node, nick, user, Payload.of(stanza)).ifPresent(told ->
                    effects.add(new Effect.Send(told)));
            } else {
                effects.add(effect);
            }
        }
        return new Ruling(ruling.room(), ruling.verdict(), effects, ruling.leaving());
    }

    /**
     * What a node is told of a user who is not let in: if none of its users is in, that it is not; else that he is gone.
     *
     * @param room  the room without him
     * @param node  the node
     * @param nick  the nick that he wanted
     * @param user  who; empty if the node did not say
     * @param error why
     */
    static Optional<Presence> refusal(MasterRoom room, JID node, String nick, Optional<JID> user, Payload error) {
        Condition condition = error.condition().orElse(Condition.undefined_condition);
        String text = error.errorText().filter(words -> !words.isBlank()).orElse(condition.toXMPP());
        if (room.through(node).isEmpty()) {
            return Optional.of(rejection(room, node, text));
        }
        int code = condition == Condition.forbidden ? Muc.BANNED
            : condition == Condition.registration_required ? Muc.MEMBERS_ONLY : Muc.KICKED;
        return user.map(own -> thrownOut(room, node, nick, own, code, text));
    }

    private static Presence thrownOut(MasterRoom room, JID node, String nick, JID user, int code, String why) {
        Element x = DocumentHelper.createElement(Muc.USER);
        x.addElement("item").addAttribute("affiliation", code == Muc.BANNED ? "outcast" : "none").addAttribute("role", "none")
            .addElement("reason").setText(why);
        x.addElement("status").addAttribute("code", Integer.toString(code));
        Presence gone = Stanzas.presence(room.address(nick), node, Presence.Type.unavailable, Payload.EMPTY);
        Fmuc.addJoin(gone, user);
        gone.getElement().add(x);
        return gone;
    }

    private static Presence rejection(MasterRoom room, JID node, String why) {
        Presence rejection = Stanzas.presence(room.address(), node, null, Payload.EMPTY);
        rejection.getElement().addElement(Fmuc.JOIN).addElement(Fmuc.REJECT).setText(why);
        return rejection;
    }

    /** What a node is told that has nobody in the room any more (XEP-0289, "Leaving a room"). */
    static Presence left(MasterRoom room, JID node) {
        Presence left = Stanzas.presence(room.address(), node, null, Payload.EMPTY);
        left.getElement().addElement(Fmuc.JOIN).addElement(Fmuc.LEFT);
        return left;
    }

    /**
     * The home of a joining node in a cluster is gone, and with it what the node has been told. It is told that it is out, and
     * joins with the next of its users.
     *
     * @param room the room
     * @param node the node
     * @param kept those of its occupants whom the room has kept
     */
    public static Ruling inherited(MasterRoom room, JID node, List<VirtualOccupant> kept) {
        MasterRoom next = room;
        for (VirtualOccupant one : kept) {
            next = next.arriving(one.user()).with(one);
        }
        return kept.isEmpty() ? Ruling.drop(room, left(room, node))
            : Ruling.leave(next, new Verdict.Drop(), kept, Farewell.UNREACHABLE);
    }
}
