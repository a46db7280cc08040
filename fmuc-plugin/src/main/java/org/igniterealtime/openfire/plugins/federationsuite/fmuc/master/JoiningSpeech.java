package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Fmuc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.JoiningStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Topic;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * Says to joining nodes of XEP-0289 what the rules want to say to slaves: those speak the ProtoXEP, whomever they rule on. Pure.
 *
 * <p>In that dialect each stanza names the user whose it is, nothing is said to one user alone, and a node that shows what its
 * own users say at once gets nothing of it back. It cannot be asked what it has missed, and is only told that it is out.
 */
public final class JoiningSpeech {

    /** What a room says to one receiver only, or of itself; a node's users ask their own room. */
    private static final Set<Integer> NOT_FOR_NODES =
        Set.of(Muc.NON_ANONYMOUS, Muc.SELF, Muc.LOGGED, Muc.CREATED, Muc.NICK_ASSIGNED);
    private static final QName INFO = QName.get("query", Topic.INFO_NAMESPACE);

    private final MasterRoom before;
    private final Function<JID, NodePolicy> policies;
    private final Instant now;
    private final List<Effect> effects = new ArrayList<>();
    private MasterRoom room;
    private boolean rejects;

    private JoiningSpeech(MasterRoom before, MasterRoom after, Function<JID, NodePolicy> policies, Instant now) {
        this.before = before;
        this.room = after;
        this.policies = policies;
        this.now = now;
    }

    /**
     * Interprets a ruling.
     *
     * @param before   the room as it was
     * @param ruling   on whatever slave
     * @param policies what holds for a joining node
     * @param now      the time
     * @return the same ruling if it has nothing for any joining node
     */
    public static Ruling interpret(MasterRoom before, Ruling ruling, Function<JID, NodePolicy> policies, Instant now) {
        MasterRoom after = ruling.room();
        boolean ended = before.occupants() != after.occupants() && before.slaves().stream().anyMatch(slave ->
            JoiningStanza.isNode(before.address(), slave) && after.through(slave).isEmpty());
        boolean lost = !after.lost().isEmpty() && after.lost().keySet().stream().anyMatch(slave ->
            JoiningStanza.isNode(before.address(), slave));
        boolean told = ruling.effects().stream().anyMatch(effect -> isForNode(before, effect));
        return ended || lost || told ? new JoiningSpeech(before, after, policies, now).said(ruling) : ruling;
    }

    private static boolean isForNode(MasterRoom room, Effect effect) {
        JID to = effect instanceof Effect.Send send ? send.stanza().getTo() : room.address();
        return to.getNode() != null && !to.asBareJID().equals(room.address()) && !room.occupants().containsKey(to)
            && JoiningStanza.isNode(room.address(), to);
    }

    private Ruling said(Ruling ruling) {
        for (Effect effect : ruling.effects()) {
            if (isForNode(before, effect)) {
                say(((Effect.Send) effect).stanza());
            } else {
                effects.add(effect);
            }
        }
        for (JID slave : before.slaves()) {
            List<VirtualOccupant> gone = before.through(slave);
            boolean moved = gone.stream().allMatch(one -> one.farewell() == Farewell.MOVED);
            if (room.through(slave).isEmpty() && JoiningStanza.isNode(room.address(), slave) && !moved && !rejects) {
                send(JoiningRules.left(room, slave));
            }
        }
        for (JID slave : room.lost().keySet()) {
            // It cannot be asked to come again for what it may have missed.
            room = JoiningStanza.isNode(room.address(), slave) ? room.finding(slave) : room;
        }
        return new Ruling(room, ruling.verdict(), effects, ruling.leaving());
    }

    private void send(Packet stanza) {
        effects.add(new Effect.Send(stanza));
    }

    private void say(Packet stanza) {
        JID node = stanza.getTo().asBareJID();
        if (Fmuc.isJoin(stanza)) {
            rejects |= Fmuc.answer(stanza).isPresent();
            send(stanza);
        } else if (stanza instanceof IQ iq) {
            ask(node, iq);
        } else if (stanza instanceof Message message) {
            if (message.getType() == Message.Type.groupchat) {
                groupchat(node, message);
            } else {
                personal(node, message);
            }
        } else if (((Presence) stanza).getType() == Presence.Type.error) {
            refuse(node, stanza);
        } else {
            presence(node, (Presence) stanza);
        }
    }

    /** The room does not let somebody in. What it says to a change of status has no form. */
    private void refuse(JID node, Packet stanza) {
        String nick = stanza.getTo().getResource();
        Optional<VirtualOccupant> refused = nick == null ? Optional.empty() : before.occupant(node, nick);
        if (refused.filter(one -> !one.present()).isPresent()) {
            Optional<Presence> told = JoiningRules.refusal(room, node, nick, Optional.of(refused.get().user()),
                Payload.of(stanza));
            told.ifPresent(this::send);
            rejects |= told.filter(one -> Fmuc.answer(one).isPresent()).isPresent();
        }
    }

    private void presence(JID node, Presence presence) {
        String nick = presence.getFrom().getResource();
        boolean available = presence.getType() == null;
        Payload payload = Payload.of(presence).withoutStatus(NOT_FOR_NODES);
        Optional<VirtualOccupant> own = own(node, nick);
        if (own.isPresent()) {
            boolean shared = presence.getTo().getResource() == null || !available;
            if (available ? shared && tellsStanding(node, nick, payload) : tells(node, own.get())) {
                send(named(presence.getFrom(), node, presence.getType(), own.get().user(), payload));
            }
            room = available ? room : room.with(node, room.node(node).parted(nick));
            return;
        }
        JoiningNode known = room.node(node);
        JID address = known.shown().get(nick);
        if (!available && address == null) {
            // The node does not know him, and would not know whom to remove.
            return;
        }
        JID user = address != null ? address : payload.address().flatMap(JoiningSpeech::full).orElse(room.address(nick));
        room = room.with(node, available ? known.showing(nick, user) : known.hiding(nick));
        send(named(presence.getFrom(), node, presence.getType(), user, payload));
    }

    /**
     * Tells whether a node is told how one of its own users is. If it does not wait for what he says of himself, it is told what
     * he is to the room, when that changes (XEP-0289, "Administration"); and that he has no voice, if he comes without.
     */
    private boolean tellsStanding(JID node, String nick, Payload payload) {
        Optional<JoiningNode.Standing> standing = JoiningNode.Standing.of(payload);
        Optional<JoiningNode.Standing> known = Optional.ofNullable(room.node(node).standings().get(nick));
        boolean changed = standing.filter(is -> known.map(was -> !was.isAs(is)).orElse(is.role().equals("visitor"))).isPresent();
        Optional<Instant> told = changed ? Optional.of(now) : known.flatMap(JoiningNode.Standing::told);
        standing.ifPresent(is -> room = room.with(node, room.node(node).standing(nick, is.told(told))));
        return changed || policies.apply(node).echoes();
    }

    /** Tells whether a node is told that one of its own users is gone: not if that is its own word, or means that it is out. */
    private boolean tells(JID node, VirtualOccupant own) {
        JoiningNode known = before.node(node);
        if (known.parting().contains(own.nick())) {
            // What he was to the room may have crossed his leave. Then the node has taken it for somebody's coming.
            boolean crossed = !room.through(node).isEmpty()
                && Optional.ofNullable(known.standings().get(own.nick())).filter(one -> one.isOnTheWay(now)).isPresent();
            return policies.apply(node).echoes() || crossed;
        }
        return own.farewell() == Farewell.NONE || own.farewell() == Farewell.DIRECT;
    }

    private Optional<VirtualOccupant> own(JID node, String nick) {
        return before.occupant(node, nick).or(() -> room.occupant(node, nick));
    }

    private void groupchat(JID node, Message message) {
        Optional<String> nick = Optional.ofNullable(message.getFrom().getResource());
        Payload said = Payload.of(message);
        JoiningNode known = room.node(node);
        Optional<VirtualOccupant> own = nick.flatMap(one -> own(node, one));
        boolean past = !known.open() && said.has(Payload.DELAY);
        boolean empty = !said.has("body") && !said.has("subject") && nick.isEmpty();
        // Of a room without a subject that is said, too: it ends what a join brings.
        boolean ends = !known.open() && said.changesSubject();
        if (empty || own.isPresent() && !past && !ends && !policies.apply(node).echoes()) {
            return;
        }
        JID user = past ? sender(message).or(() -> nick.map(room::address)).orElse(room.address())
            : own.map(VirtualOccupant::user).or(() -> nick.map(one -> known.shown().getOrDefault(one, room.address(one))))
                .orElse(room.address());
        Message copy = named(message, node, user, said);
        if (past && !ends) {
            // A subject would end it before its time.
            copy.getElement().elements().stream().filter(child -> child.getName().equals("subject")).toList()
                .forEach(Element::detach);
        }
        send(copy);
        room = ends ? room.with(node, known.opened()) : room;
    }

    /** Whom a message of the past is from, where the room tells. */
    private static Optional<JID> sender(Message message) {
        List<Element> delays = message.getElement().elements(Payload.DELAY);
        return delays.size() == 1 ? Optional.ofNullable(delays.get(0).attributeValue("from")).flatMap(JoiningSpeech::full)
            : Optional.empty();
    }

    private void personal(JID node, Message message) {
        String nick = message.getFrom().getResource();
        Optional<VirtualOccupant> receiver = Optional.ofNullable(message.getTo().getResource())
            .flatMap(own -> own(node, own));
        if (message.getType() == Message.Type.error || receiver.isEmpty()) {
            // There is no form for it.
            return;
        }
        NodePolicy policy = policies.apply(node);
        if (policy.echoes()) {
            JID user = nick == null ? room.address() : room.node(node).shown().getOrDefault(nick, room.address(nick));
            send(named(message, message.getTo(), user, Payload.of(message)));
        } else if (nick != null && Payload.of(message).has("body") && !isOfNode(nick)) {
            // Rooms of Openfire show to all what is meant for one. An error would have the room throw out its sender.
            Element body = DocumentHelper.createElement("body");
            body.setText(policy.noPrivate());
            send(Stanzas.message(receiver.get().user(), room.address(nick), Message.Type.chat, Optional.empty(),
                Payload.EMPTY.with(body)));
        }
    }

    /** Tells whether somebody is in through a joining node: two that cannot get private messages would go on telling so. */
    private boolean isOfNode(String nick) {
        return room.occupants().values().stream().anyMatch(one -> one.nick().equalsIgnoreCase(nick)
            && JoiningStanza.isNode(room.address(), one.slave()));
    }

    private void ask(JID node, IQ iq) {
        if (!iq.isRequest() || iq.getID() == null) {
            return;
        }
        Question question = room.questions().get(iq.getID());
        if (question != null) {
            // It passes on no questions. Whoever asks need not wait to hear that.
            Ruling answered = QuestionRules.answered(room, new SlaveStanza.Answer(node,
                Optional.ofNullable(iq.getTo().getResource()), iq.getID(), Payload.EMPTY,
                Optional.of(Condition.feature_not_implemented)));
            room = answered.room();
            effects.addAll(answered.effects());
        } else if (iq.getElement().element(RoomCopy.PING) != null) {
            // What a room is it tells everybody; whether it is there only its occupants.
            send(QuestionRules.iq(IQ.Type.get, iq.getID(), iq.getFrom(), node,
                Payload.EMPTY.with(DocumentHelper.createElement(INFO))));
        }
    }

    private static Optional<JID> full(String address) {
        try {
            JID user = new JID(address);
            return user.getNode() == null || user.getResource() == null ? Optional.empty() : Optional.of(user);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Presence named(JID from, JID to, Presence.Type type, JID user, Payload payload) {
        Presence presence = Stanzas.presence(from, to, type, Payload.EMPTY);
        Fmuc.addJoin(presence, user);
        payload.addTo(presence);
        return presence;
    }

    private static Message named(Message original, JID to, JID user, Payload payload) {
        Message message = Stanzas.message(original.getFrom(), to, original.getType(), Optional.ofNullable(original.getID()),
            Payload.EMPTY);
        Fmuc.addJoin(message, user);
        payload.addTo(message);
        return message;
    }
}
