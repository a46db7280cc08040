package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.dom4j.DocumentHelper;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.Packet;
import org.xmpp.packet.Presence;

/**
 * What becomes of the copies that a room sends to those who are in it through slaves: of all copies of a broadcast that
 * would go to users behind one slave, one goes to the slave. Pure; never changes the copy it was shown.
 *
 * <p>Which one: the presence of somebody who came through the same slave is carried by the copy that he gets himself,
 * which there is always exactly one of, also when he has just left. Everything else is carried by the first copy, while the
 * room sends it on the thread that brought it ({@link FanOut}), and otherwise by that of the slave's representative. Where
 * the slave's server may know what only moderators see, it is the first copy of a moderator.
 */
public final class OutboundRules {

    /** Codes that concern the receiver of one copy only and so are taken out of the copy that all share. */
    private static final Set<Integer> RECEIVERS_OWN = Set.of(Muc.SELF, Muc.LOGGED, Muc.CREATED, Muc.NICK_ASSIGNED);
    /** Of these, the ones that are taken out of the answer to a join: by 110 the slave knows that it is the answer. */
    private static final Set<Integer> JOINERS_OWN = Set.of(Muc.LOGGED, Muc.CREATED, Muc.NICK_ASSIGNED);
    /** What else the slave knows of the room since somebody opened it, and tells whoever comes later. */
    private static final Set<Integer> OF_THE_ROOM = Set.of(Muc.NON_ANONYMOUS);

    private OutboundRules() {
    }

    /**
     * Rules on a copy.
     *
     * @param room     the room it comes from
     * @param receiver the virtual occupant whom it is addressed to
     * @param copy     what it says
     * @param fanOut   what the room is handling right now
     * @param policy   what holds for the receiver's slave
     * @param now      the circumstances
     */
    public static Ruling on(MasterRoom room, VirtualOccupant receiver, RoomCopy copy, FanOut fanOut, SlavePolicy policy,
                            Circumstances now) {
        return policy.thin() ? ThinRules.spare(room, ruling(room, receiver, copy, fanOut, policy.trusted(), now), receiver, copy,
            now) : ruling(room.tellingAll(receiver.slave()), receiver, copy, fanOut, policy.trusted(), now);
    }

    private static Ruling ruling(MasterRoom room, VirtualOccupant receiver, RoomCopy copy, FanOut fanOut, boolean trusted,
                                 Circumstances now) {
        if (copy instanceof RoomCopy.Occupant occupant) {
            MasterRoom next = occupant.available() ? room.arriving(occupant.nick()) : room;
            return occupant.nick().equals(receiver.nick()) ? own(next, receiver, occupant, trusted, now.now())
                : other(next, receiver, occupant, fanOut, trusted);
        }
        if (copy instanceof RoomCopy.Groupchat message) {
            return groupchat(written(room, receiver, message, fanOut, now), receiver, message, fanOut, trusted);
        }
        if (copy instanceof RoomCopy.Refusal refusal) {
            MasterRoom next = receiver.present() ? room : room.without(receiver);
            return Ruling.drop(next, refusal(room, receiver.slaveOccupant(), refusal.payload()));
        }
        if (copy instanceof RoomCopy.Question question) {
            return QuestionRules.onQuestion(room, receiver, question, now);
        }
        if (copy instanceof RoomCopy.Answer answer) {
            return QuestionRules.onAnswer(room, receiver, answer);
        }
        RoomCopy.Personal personal = (RoomCopy.Personal) copy;
        if (QuestionRules.isAnswerOfArchive(room, receiver, personal)) {
            return Ruling.pass(room);
        }
        return Ruling.drop(room, Stanzas.message(personal.from(), receiver.slaveOccupant(), personal.type(), personal.id(),
            personal.payload()));
    }

    /**
     * Rules on a copy for somebody who is not in the room through a slave. If he has just left, it is for nobody: a room that
     * was sending a broadcast when he left may still send him his. What is meant for him alone is not.
     *
     * @param room the room it comes from
     * @param user whom it is addressed to
     * @param copy what it says
     * @param now  the time
     */
    public static Ruling onOther(MasterRoom room, JID user, RoomCopy copy, Instant now) {
        boolean late = room.departures().hasJust(user, now)
            && (copy instanceof RoomCopy.Occupant || copy instanceof RoomCopy.Groupchat);
        return late ? Ruling.drop(room, List.of()) : Ruling.pass(room);
    }

    /** A refused presence, in the form of the ProtoXEP ("Failure case"): bare room to the occupant at the slave. */
    static Presence refusal(MasterRoom room, JID occupant, Payload error) {
        Presence refusal = Stanzas.presence(room.address(), occupant, Presence.Type.error,
            Payload.EMPTY.with(DocumentHelper.createElement(Muc.ENTER)));
        error.addTo(refusal);
        return refusal;
    }

    private static Ruling own(MasterRoom room, VirtualOccupant receiver, RoomCopy.Occupant copy, boolean trusted,
                              Instant now) {
        if (!copy.available() && receiver.farewell() == Farewell.MOVED) {
            return Ruling.drop(room.departingTold(receiver, now), List.of());
        }
        if (!copy.available()) {
            RoomCopy.Occupant told = new RoomCopy.Occupant(copy.nick(), false,
                receiver.farewell().in(copy.payload(), receiver.reason()));
            return Ruling.drop(room.departingTold(receiver, now), share(room, receiver.slave(), told, trusted));
        }
        boolean moderator = copy.payload().role().filter("moderator"::equals).isPresent();
        if (receiver.present()) {
            return Ruling.drop(room.with(receiver.accepted(moderator, receiver.opener())),
                share(room, receiver.slave(), copy, trusted));
        }
        boolean opens = receiver.missed().isPresent()
            || !room.party(receiver.slave()).present();
        Set<Integer> codes = copy.payload().statusCodes();
        MasterRoom accepted = room.showingJids(codes.contains(Muc.NON_ANONYMOUS)).with(receiver.accepted(moderator, opens));
        List<Packet> answer = new ArrayList<>();
        receiver.held().forEach(held -> answer.add(share(accepted, receiver.slave(), held, trusted)));
        Payload visible = visible(accepted, copy.payload(), trusted);
        JID from = room.address(copy.nick());
        if (codes.stream().anyMatch(JOINERS_OWN::contains)) {
            // First what is for him alone, so that the slave has it when the shared copy completes his join.
            answer.add(Stanzas.presence(from, receiver.slaveOccupant(), null, visible));
        }
        Payload shared = opens ? visible : visible.withoutStatus(OF_THE_ROOM);
        answer.add(Stanzas.presence(from, receiver.slave(), null,
            shared.withoutStatus(JOINERS_OWN).withStatus(Set.of(Muc.SELF))));
        // What the slave was told before that, it was told for another time.
        receiver.mark().ifPresent(id -> Resume.mark(answer.get(0), id));
        return Ruling.drop(accepted, answer.stream().<Effect>map(Effect.Send::new).toList());
    }

    private static Ruling other(MasterRoom room, VirtualOccupant receiver, RoomCopy.Occupant copy, FanOut fanOut,
                                boolean trusted) {
        boolean carriedByOwn = room.occupant(receiver.slave(), copy.nick()).isPresent()
            || room.departures().isTold(receiver.slave(), copy.nick());
        if (carriedByOwn) {
            return Ruling.drop(room, List.of());
        }
        if (!receiver.present()) {
            boolean slaveKnows = receiver.missed().isEmpty()
                && room.party(receiver.slave()).present();
            return Ruling.drop(slaveKnows ? room : room.with(receiver.holding(copy)), List.of());
        }
        MasterRoom next = answering(room, receiver.slave(), copy);
        return carries(next, receiver, fanOut, trusted, (copy.available() ? "here " : "gone ") + copy.nick())
            ? Ruling.drop(next, share(next, receiver.slave(), copy, trusted)) : Ruling.drop(next, List.of());
    }

    /**
     * Who comes or goes while somebody joins whose answer is to begin with a mark: what another's copy says of that before the
     * mark is said again behind it, because on another thread the room may have listed for him already who is in.
     */
    private static MasterRoom answering(MasterRoom room, JID slave, RoomCopy.Occupant copy) {
        if (!room.party(slave).missing()) {
            return room;
        }
        return room.through(slave).stream().filter(one -> !one.present() && one.mark().isPresent()).findFirst()
            .map(joining -> room.with(joining.holding(copy))).orElse(room);
    }

    private static Ruling groupchat(MasterRoom room, VirtualOccupant receiver, RoomCopy.Groupchat message, FanOut fanOut,
                                    boolean trusted) {
        Set<Integer> codes = message.payload().statusCodes();
        MasterRoom next = codes.contains(Muc.NOW_NON_ANONYMOUS) ? room.showingJids(true)
            : codes.contains(Muc.NOW_SEMI_ANONYMOUS) ? room.showingJids(false) : room;
        boolean past = fanOut.isKnown() ? fanOut.isJoinOf(receiver) : message.payload().has(Payload.DELAY);
        // What was said in the very moment from which on it is written down may be there or not; what comes twice is known again.
        boolean elsewhere = past && !message.payload().changesSubject() && receiver.missed().isPresent()
            && message.payload().lastStamp().filter(stamp -> stamp.isBefore(receiver.missed().get())
                || stamp.isAfter(room.backlog().start())).isPresent();
        boolean carried = past
            ? !elsewhere && (receiver.opener() || !receiver.present() && isRepresentative(room, receiver, trusted))
            : !fanOut.wasShown(receiver.slave(), message.nick())
                && carries(room, receiver, fanOut, trusted, FanOut.said(message.nick()));
        if (!carried || !past && isBehind(room, receiver.slave()) && message.payload().has("body")) {
            // To one that has missed something it comes behind that.
            return Ruling.drop(next, List.of());
        }
        List<Effect> effects = new ArrayList<>();
        if (fanOut.isJoinOf(receiver) && message.payload().changesSubject()) {
            fanOut.tellSubject();
            effects.addAll(missed(next, receiver));
            next = next.with(receiver.missing(Optional.empty()));
        }
        JID from = message.nick().map(room::address).orElse(room.address());
        effects.add(new Effect.Send(Stanzas.message(from, receiver.slave(), Message.Type.groupchat, message.id(),
            message.payload())));
        return Ruling.drop(next, effects);
    }

    /** Tells whether a slave has missed something, and has not been told that yet. */
    private static boolean isBehind(MasterRoom room, JID slave) {
        return room.lost().containsKey(slave) || room.party(slave).missing();
    }

    /** Writes down what is said, from one of its copies. */
    private static MasterRoom written(MasterRoom room, VirtualOccupant receiver, RoomCopy.Groupchat message, FanOut fanOut,
                                      Circumstances now) {
        boolean past = fanOut.isKnown() ? fanOut.isJoinOf(receiver) : message.payload().has(Payload.DELAY);
        boolean first = fanOut.isKnown() ? fanOut.isFirst(FanOut.said(message.nick()), receiver)
            : room.occupants().values().stream().findFirst().filter(receiver::equals).isPresent();
        if (past || !first || !message.payload().has("body")) {
            return room;
        }
        Backlog.Line line = new Backlog.Line(now.now(), message.nick(), message.id(), message.payload());
        return room.logging(room.backlog().with(line, now.policy().backlog(), now.policy().backlogChars()));
    }

    /** What somebody's slave has missed, if he joins again for that: between what the room itself remembers and its subject. */
    static List<Effect> missed(MasterRoom room, VirtualOccupant joiner) {
        return joiner.missed().map(since -> room.backlog().since(since).stream()
            .<Effect>map(line -> new Effect.Send(replay(room, joiner.slave(), line))).toList()).orElse(List.of());
    }

    static Message replay(MasterRoom room, JID slave, Backlog.Line line) {
        // Real addresses of senders are for those who were there.
        Payload payload = line.payload().withoutRealJid().with(DocumentHelper.createElement(Payload.DELAY)
            .addAttribute("from", room.address().toString()).addAttribute("stamp", line.at().toString()));
        return Stanzas.message(line.nick().map(room::address).orElse(room.address()), slave, Message.Type.groupchat, line.id(),
            payload);
    }

    private static boolean carries(MasterRoom room, VirtualOccupant receiver, FanOut fanOut, boolean trusted, String what) {
        if (!fanOut.isKnown()) {
            return isRepresentative(room, receiver, trusted);
        }
        Occupants.Party party = room.party(receiver.slave());
        boolean eligible = (receiver.present() || !party.present())
            && (receiver.moderator() || !party.moderator() || !trusted || room.nonAnonymous());
        return eligible && fanOut.carries(receiver, what);
    }

    private static boolean isRepresentative(MasterRoom room, VirtualOccupant receiver, boolean trusted) {
        return room.representative(receiver.slave(), trusted).filter(receiver::equals).isPresent();
    }

    private static Presence share(MasterRoom room, JID slave, RoomCopy.Occupant copy, boolean trusted) {
        Presence.Type type = copy.available() ? null : Presence.Type.unavailable;
        Payload payload = visible(room, copy.payload(), trusted).withoutStatus(RECEIVERS_OWN);
        return Stanzas.presence(room.address(copy.nick()), slave, type, payload);
    }

    /**
     * What a slave's server may know: real addresses only where every occupant may know them, or where it is trusted so far. What
     * marks an answer is ours, whatever an occupant writes.
     */
    private static Payload visible(MasterRoom room, Payload payload, boolean trusted) {
        Payload said = payload.without(Resume.ELEMENT);
        return room.nonAnonymous() || trusted ? said : said.withoutRealJid();
    }
}
