package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Anew;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.dom4j.DocumentHelper;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError;
import org.xmpp.packet.Presence;

/**
 * The work on one event: the room as it becomes, the effects as they gather, and the few moves that all rules are made
 * of. Lives for one event on one thread.
 */
final class Turn {

    /** Codes that only the occupant whom a presence is about may see in it (XEP-0045, section 15.6.2). */
    private static final Set<Integer> SELF_ONLY =
        Set.of(Muc.NON_ANONYMOUS, Muc.SELF, Muc.LOGGED, Muc.CREATED, Muc.NICK_ASSIGNED);
    /** Of these, the ones that are true of the room and so hold for everybody who enters later. */
    private static final Set<Integer> OF_THE_ROOM = Set.of(Muc.NON_ANONYMOUS, Muc.LOGGED);

    private final MirrorPolicy policy;
    private final Instant now;
    private final List<Effect> effects = new ArrayList<>();
    private final Audience audience;
    private final List<Kept> kept = new ArrayList<>();
    private final List<Kept> forgotten = new ArrayList<>();
    /** What is still to be taken for the master's word. */
    private final Deque<MasterStanza> heard = new ArrayDeque<>();
    private SlaveRoom room;

    Turn(SlaveRoom room, MirrorPolicy policy, Instant now) {
        this.room = room;
        this.policy = room.speech().fit(policy);
        this.now = now;
        this.audience = new Audience(room);
    }

    /** The same turn, for the stanza of a user. */
    Turn by(UserStanza stanza, View view) {
        audience.spokenTo(stanza, view);
        return this;
    }

    /** Under which address whoever speaks sees the room. */
    View view() {
        return audience.speakersView();
    }

    /** Tells whether one of an occupant's clients, which speaks, is in under the other address. */
    boolean entersAnew(LocalOccupant local, JID client) {
        return local.client(client).filter(known -> known.view() != view()).isPresent();
    }

    /** Takes a stanza of the master for what it means in the room's dialect. */
    void hear(Packet stanza) {
        if (room.speech().isProtoXep()) {
            Echo.undo(room, stanza).ifPresentOrElse(this::render, () -> MasterStanza.read(stanza).ifPresent(heard::add));
        } else {
            render(Interpreter.of(room.speech().dialect()).read(room, stanza));
        }
    }

    private void render(Rendering rendering) {
        become(room.speaking(rendering.speech()));
        rendering.sent().forEach(stanza -> show(stanza.getTo(), stanza));
        heard.addAll(rendering.heard());
    }

    Step end() {
        while (!heard.isEmpty()) {
            MasterRules.apply(this, heard.remove());
        }
        if (room.isVacant()) {
            // With the room goes what waited for answers; whoever asked is not left without one.
            room.questions().values().forEach(question -> answer(question, IQ.Type.error,
                Stanzas.errorPayload(PacketError.Condition.recipient_unavailable, null)));
            Speech next = Speech.in(room.speech().dialect()).remembering(room.speech().partings());
            SlaveRoom vacant = SlaveRoom.vacant(room.address()).haunted(link().ghosts());
            room = next.partings().pending().isEmpty() ? vacant : vacant.speaking(next);
        }
        return new Step(room.isVacant() ? room : room.afterOneMore(), effects, kept, forgotten);
    }

    SlaveRoom room() {
        return room;
    }

    SlaveAddress address() {
        return room.address();
    }

    MirrorPolicy policy() {
        return policy;
    }

    Instant now() {
        return now;
    }

    void become(SlaveRoom next) {
        room = next;
    }

    Link link() {
        return room.link();
    }

    void become(Link next) {
        room = room.with(next);
    }

    /**
     * Writes a message down, as it is now, before anything is sent. If it stands there already as one that the master may have,
     * it is read as one in doubt whatever has become of it; and if another side of the cluster has taken it out, it stays out.
     */
    void keep(Kept message) {
        boolean stands = link().kept().stream().anyMatch(older -> older.number() == message.number() && older.state().shown()
            && older.state().mayHaveArrived() && older.nick().equals(message.nick()));
        become(link().with(message));
        if (message.state().shown() && !stands) {
            kept.removeIf(older -> older.number() == message.number());
            kept.add(message);
        }
    }

    /** Messages are written down, and those of them of which the room does not know are its own from now on. */
    void recall(List<Kept> written) {
        Set<Long> known = link().kept().stream().map(Kept::number).collect(Collectors.toSet());
        written.stream().filter(message -> !known.contains(message.number())).forEach(message ->
            become(link().with(message.state() == Kept.State.HELD ? message : message.in(Kept.State.DOUBTFUL, now))));
    }

    /** The master has a message, or its sender knows that it has not. */
    void forget(Kept message) {
        become(link().dropping(one -> one.number() == message.number()));
        kept.removeIf(older -> older.number() == message.number());
        if (message.state().shown()) {
            forgotten.add(message);
        }
    }

    void send(Packet stanza) {
        if (room.speech().isProtoXep() || !isBetweenRooms(stanza)) {
            show(stanza.getTo(), stanza);
        } else {
            render(Interpreter.of(room.speech().dialect()).write(room, stanza));
        }
    }

    /** Tells whether a stanza goes from the slave to the master: not what a user says to the master himself. */
    private boolean isBetweenRooms(Packet stanza) {
        return stanza.getTo().asBareJID().equals(address().master()) && stanza.getFrom().asBareJID().equals(address().slave());
    }

    /** Puts an occupant into a phase in which he waits for the master, and sets the alarm for when it does not answer. */
    void await(LocalOccupant local, Phase phase) {
        Instant deadline = now.plus(policy.answerWithin());
        become(room.with(local.in(phase, deadline)));
        alarm(deadline);
    }

    /** Rings the bell at a moment. */
    void alarm(Instant at) {
        effects.add(new Effect.Alarm(at));
    }

    void enter(LocalOccupant local) {
        // Whoever finds the room open gets its history from here, as much of it as he wants.
        boolean open = room.anyLocal(Phase::atMaster);
        UserStanza.Available wanted = open ? local.join().asking(HistoryRequest.ALL)
            : TalkRules.asking(link(), local.join(), policy.link());
        await(local, Phase.JOINING);
        boolean resumes = !open && !wanted.equals(local.join());
        Presence stanza = Stanzas.join(address(),
            open || resumes ? wanted : wanted.asking(policy.thin().limit(wanted.history())));
        if (resumes) {
            Resume.mark(stanza);
        }
        if (resumes || !open && link().ghosts()) {
            // The master may still have others of an earlier life of this room. They are gone; what was said is not.
            Anew.mark(stanza);
        }
        send(stanza);
    }

    /** Tells the master what an occupant now says of himself. */
    void update(LocalOccupant local, Payload payload) {
        send(Stanzas.presence(address().slave(), address().masterOccupant(local.nick()), null, payload));
    }

    void part(LocalOccupant local, Payload payload) {
        send(Stanzas.presence(address().slave(), address().masterOccupant(local.nick()), Presence.Type.unavailable, payload));
    }

    /** Tells the master that somebody is gone whose leave nobody waits for, and asks later whether it has arrived. */
    void dismiss(String nick) {
        Presence part =
            Stanzas.presence(address().slave(), address().masterOccupant(nick), Presence.Type.unavailable, Payload.EMPTY);
        if (room.speech().dialect() == Dialect.PLAIN) {
            part.setID(PlainInterpreter.PART);
        }
        send(part);
        haunt();
    }

    /** The master may have somebody who is gone. An answer to what was asked before this would say nothing of it. */
    void haunt() {
        become(link().haunted(true));
        if (!link().isAskedFirst()) {
            become(link().probing(Optional.empty()));
        }
        ProbeRules.expectSign(this);
    }

    /**
     * Takes an occupant out. What came from the master goes with the last one it had accepted: whoever comes then gets
     * it from the master again, and two copies would be one too many. If somebody waits, he opens the room anew.
     */
    void remove(LocalOccupant local) {
        become(room.without(local));
        become(link().without(local.nick()));
        if (room.anyLocal(Phase::atMaster)) {
            return;
        }
        boolean opening = room.anyLocal(Phase::underWay);
        boolean interrupted = link().isDown();
        if (local.phase().atMaster() || !opening) {
            // Not when somebody leaves the queue: what has come so far of the opener's list must stay.
            become(room.forgetful());
        }
        if (opening && local.phase().atMaster() && link().ghosts()) {
            // They have joined as some more, and the master may take them for that as well, because of somebody who is gone.
            become(link().opening(Optional.empty(), room.underWay()));
        }
        if (!opening) {
            room.queued().stream().findFirst().ifPresent(this::enter);
        }
        if (interrupted && link().ghosts()) {
            // He may have been on the way in before, and what answers that, and his part, is not about this join.
            become(link().opening(Optional.empty(), room.underWay()));
        }
    }

    /** Shows an occupant's presence to everybody, and to himself as his own. */
    void show(String nick, Presence.Type type, Payload payload) {
        Payload plain = payload.withoutStatus(SELF_ONLY);
        // A room says of whoever leaves that he has no role any more (XEP-0045, section 7.14); a user does not say so himself.
        Payload forOthers = type == Presence.Type.unavailable && !plain.has(Muc.USER) ? plain.with(LossRules.noRole()) : plain;
        for (LocalOccupant viewer : room.audience()) {
            boolean self = viewer.nick().equals(nick);
            deliver(viewer.resources(), nick, type, self ? own(payload) : seenBy(viewer, forOthers));
        }
    }

    /** What an occupant gets to see of what the master says of another: real addresses only where he may know them. */
    private Payload seenBy(LocalOccupant viewer, Payload payload) {
        return !payload.hasRealJid() || room.isNonAnonymous() || isModerator(viewer) ? payload : payload.withoutRealJid();
    }

    private boolean isModerator(LocalOccupant viewer) {
        return room.shown().getOrDefault(viewer.nick(), Payload.EMPTY).role().filter("moderator"::equals).isPresent();
    }

    /** The copy of an occupant's presence that he gets himself. */
    static Payload own(Payload payload) {
        return payload.withStatus(Set.of(Muc.SELF));
    }

    static Payload withoutSelfCodes(Payload payload) {
        return payload.withoutStatus(SELF_ONLY);
    }

    void deliver(List<JID> receivers, String nick, Presence.Type type, Payload payload) {
        for (JID receiver : receivers) {
            show(receiver, Stanzas.presence(address().slaveOccupant(nick), receiver, type, payload));
        }
    }

    /** Shows a client a presence under an address that is no longer its own. */
    void deliver(View view, JID receiver, String nick, Presence.Type type, Payload payload) {
        effects.add(new Effect.Send(
            view.dress(Stanzas.presence(address().slaveOccupant(nick), receiver, type, payload), address())));
    }

    /** Lets everybody hear a message: one for all who see the room under one address and may know the same. */
    void say(Heard message) {
        Map<View, List<JID>> knowing = new LinkedHashMap<>();
        Map<View, List<JID>> others = new LinkedHashMap<>();
        boolean told = room.isNonAnonymous() || !message.payload().hasRealJid();
        for (LocalOccupant listener : room.audience()) {
            Map<View, List<JID>> alike = told || isModerator(listener) ? knowing : others;
            for (Client client : listener.clients()) {
                alike.computeIfAbsent(audience.viewOf(client.address()), view -> new ArrayList<>()).add(client.address());
            }
        }
        broadcast(message, message.payload(), knowing);
        if (!others.isEmpty()) {
            broadcast(message, message.payload().withoutRealJid(), others);
        }
    }

    private void broadcast(Heard message, Payload payload, Map<View, List<JID>> receivers) {
        JID from = message.nick().map(address()::slaveOccupant).orElse(address().slave());
        receivers.forEach((view, some) -> effects.add(
            new Effect.Broadcast(view.dress(Stanzas.broadcast(from, message.id(), payload), address()), some)));
    }

    /** Sends a stanza to a receiver who is known: to ask the stanza for him would cost as much as to make it. */
    private void show(JID receiver, Packet stanza) {
        effects.add(new Effect.Send(audience.viewOf(receiver).dress(stanza, address())));
    }

    /** Tells everybody something in the name of the room. Nobody who comes later is told. */
    void announce(String words) {
        for (LocalOccupant listener : room.audience()) {
            for (JID receiver : listener.resources()) {
                Message notice = Stanzas.message(address().slave(), receiver, Message.Type.groupchat, Optional.empty(),
                    Payload.EMPTY);
                notice.setBody(words);
                send(notice);
            }
        }
    }

    /** Remembers a message for those who come later: a change of subject as the subject, one with a body as history. */
    void remember(Heard message) {
        if (message.payload().changesSubject()) {
            become(room.remembering(room.history().withSubject(message)));
        } else if (message.payload().has("body")) {
            become(room.remembering(room.history().with(message, policy.bounds().rememberedMessages(),
                policy.bounds().rememberedChars())));
        }
    }

    /**
     * What a client sees that enters, in the order of XEP-0045, section 7.1: occupants, itself, history, subject.
     *
     * @param client with how much history it wants of what is remembered here
     * @param served false if its user opened the room, and so the master's history and subject are on their way behind his
     *               presence
     */
    void welcome(LocalOccupant local, Client client, Payload ownPresence, boolean served) {
        List<JID> receiver = List.of(client.address());
        room.shown().forEach((nick, payload) -> {
            if (!nick.equals(local.nick())) {
                deliver(receiver, nick, null, seenBy(local, payload));
            }
        });
        Set<Integer> codes = new HashSet<>(room.roomCodes());
        codes.addAll(local.ownCodes());
        deliver(receiver, local.nick(), null, own(ownPresence).withStatus(codes));
        if (served) {
            room.history().answer(client.history(), now).forEach(heard -> send(replay(heard, local, client.address())));
            send(room.history().subject().filter(subject -> !subject.payload().clearsSubject())
                .map(subject -> replay(subject, local, client.address())).orElseGet(() -> noSubject(client.address())));
        }
    }

    /** Keeps what a message of the master says about how the room is from now on. */
    void relearn(Set<Integer> codes) {
        Set<Integer> known = new HashSet<>(room.roomCodes());
        if (codes.contains(Muc.NOW_SEMI_ANONYMOUS)) {
            known.remove(Muc.NON_ANONYMOUS);
        }
        if (codes.contains(Muc.NOW_NON_ANONYMOUS)) {
            known.add(Muc.NON_ANONYMOUS);
        }
        if (codes.contains(Muc.NOT_LOGGED)) {
            known.remove(Muc.LOGGED);
        }
        if (codes.contains(Muc.LOGGED)) {
            known.add(Muc.LOGGED);
        }
        become(room.withRoomCodes(known));
    }

    /** Gives an answer to whoever asked. */
    void answer(Question question, IQ.Type type, Payload payload) {
        send(Stanzas.iq(question.target(), question.asker(), type, question.id(), payload));
    }

    /** Keeps what the master's codes say of the room, for those who enter later. */
    void learn(Set<Integer> codes) {
        Set<Integer> known = new HashSet<>(room.roomCodes());
        codes.stream().filter(OF_THE_ROOM::contains).forEach(known::add);
        become(room.withRoomCodes(known));
    }

    private Message replay(Heard heard, LocalOccupant listener, JID receiver) {
        JID from = heard.nick().map(address()::slaveOccupant).orElse(address().slave());
        Payload payload = seenBy(listener, heard.payload());
        if (!payload.has(Payload.DELAY)) {
            payload = payload.with(DocumentHelper.createElement(Payload.DELAY)
                .addAttribute("from", audience.viewOf(receiver).room(address()).toString())
                .addAttribute("stamp", heard.at().toString()));
        }
        return Stanzas.message(from, receiver, Message.Type.groupchat, heard.id(), payload);
    }

    private Message noSubject(JID receiver) {
        return Stanzas.message(address().slave(), receiver, Message.Type.groupchat, Optional.empty(),
            Payload.EMPTY.with(DocumentHelper.createElement("subject")));
    }

    /** Answers a presence of a user with an error, from the address he wrote to. */
    void refusePresence(JID user, String nick, Optional<String> id, Payload error) {
        // XEP-0045 and every client want the error from room/nick; the ProtoXEP's example has it from the bare slave.
        Presence answer = Stanzas.presence(address().slaveOccupant(nick), user, Presence.Type.error,
            Payload.EMPTY.with(DocumentHelper.createElement(Muc.ENTER)));
        error.addTo(answer);
        id.ifPresent(answer::setID);
        send(answer);
    }

    /** Lets the clients of an occupant who is not let in here try it directly if they know no other way; the others are told. */
    void turnAway(LocalOccupant local, Payload error) {
        for (Client client : local.clients()) {
            if (client.view() == View.TRANSPARENT && DirectJoin.mayHelp(error)) {
                send(DirectJoin.of(address(), local, client));
            } else {
                refusePresence(client.address(), local.nick(), client.joinId(), error);
            }
        }
    }

    /** Tells all clients of an occupant that he is not let in, each in answer to its own join. */
    void refuseJoin(LocalOccupant local, Payload error) {
        local.clients().forEach(client -> refusePresence(client.address(), local.nick(), client.joinId(), error));
    }

    /** Answers a message of a user with an error. */
    void refuseMessage(JID user, Optional<String> nick, Optional<String> id, PacketError.Condition condition, String text) {
        JID from = nick.map(address()::slaveOccupant).orElse(address().slave());
        send(Stanzas.message(from, user, Message.Type.error, id, Stanzas.errorPayload(condition, text)));
    }
}
