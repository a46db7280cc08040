package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Anew;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.JoiningStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Transparent;
import org.dom4j.DocumentHelper;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
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
     * @param admission what is known about the slave
     * @param facts     what the room told, if it was asked: without that a join is not ruled on ({@link Verdict.Examine})
     * @param now       the circumstances
     */
    public static Ruling on(MasterRoom room, SlaveStanza stanza, Packet original, Admission admission, Optional<Facts> facts,
                            Circumstances now) {
        if (stanza instanceof SlaveStanza.Failure failure) {
            return HealthRules.failed(room, failure, now);
        }
        if (stanza instanceof SlaveStanza.Answer answer) {
            return HealthRules.answered(room, answer, now).or(() -> LostRules.answered(room, answer, now))
                .orElseGet(() -> QuestionRules.answered(room, answer));
        }
        Optional<String> nick = nickOf(stanza);
        MasterRoom alive = HealthRules.alive(room, stanza.slave(), nick, now);
        Optional<VirtualOccupant> occupant = nick.flatMap(own -> alive.occupant(stanza.slave(), own));
        if (stanza instanceof SlaveStanza.Part part) {
            // Whoever lost our trust may no longer speak, but may still leave. Who is gone already is told so, which is all
            // he wanted; it also ends the wait of a slave that lost its state.
            return occupant.map(known -> Ruling.passAs(alive, known))
                .orElseGet(() -> Ruling.drop(inDoubt(alive, part.slave()), unknown(alive, part.slave(), part.nick())));
        }
        if (!admission.admits()) {
            return notAdmitted(alive, original, "This mirror may not join rooms here.");
        }
        if (original.getElement().asXML().length() > now.policy().stanzaChars()) {
            return refuse(alive, original, Condition.not_acceptable, "The stanza is too long.");
        }
        if (stanza instanceof SlaveStanza.Join join) {
            return join(alive, join, original, admission, facts, now);
        }
        boolean crossed = stanza instanceof SlaveStanza.Update update
            && alive.departures().hasJustBeenTold(update.slave(), update.nick(), now.now());
        if (occupant.isEmpty() && crossed) {
            // Nobody waits for an answer, and an error would be taken for one to his next join.
            return Ruling.drop(alive, List.of());
        }
        if (occupant.isEmpty()) {
            return refuse(alive, original, nick.isPresent() ? Condition.not_acceptable : Condition.feature_not_implemented, null);
        }
        return stanza instanceof SlaveStanza.Ask ask ? QuestionRules.ask(alive, occupant.get(), ask, original, now)
            : Ruling.passAs(alive, occupant.get());
    }

    /**
     * Tells whether a stanza is the direct join of somebody whom the guard knows: who is in the room through a slave, or was.
     *
     * @param room   the room
     * @param stanza from somebody who is no slave
     */
    public static boolean isDirectJoin(MasterRoom room, Packet stanza) {
        if (!(stanza instanceof Presence) || stanza.getElement().attribute("type") != null) {
            return false;
        }
        // To somebody who is not in, rooms take it for a join also without the element, as clients once sent it.
        return room.hasDeparted(stanza.getFrom())
            || room.occupants().containsKey(stanza.getFrom()) && stanza.getElement().element(Muc.ENTER) != null;
    }

    /**
     * Rules on a user who joins directly while he is in the room through a slave: the virtual occupant leaves first.
     *
     * @param room the room
     * @param user the real, full JID of whoever joins
     */
    public static Ruling onDirectJoin(MasterRoom room, JID user) {
        MasterRoom next = room.arriving(user);
        VirtualOccupant virtual = next.occupants().get(user);
        return virtual == null ? Ruling.pass(next)
            : Ruling.leave(next, new Verdict.Pass(), List.of(virtual), Farewell.DIRECT);
    }

    /**
     * Tells whether somebody who is in the room through a slave asks it directly for another nick: before he was thrown out and
     * came back through the slave, or because his client knows no better. The room would call the virtual occupant by it, whom
     * then neither his slave nor he would know (ProtoXEP, "Business Rules": nicks are not changed through a proxy). It ends at
     * the guard. An error would come from the room, to somebody of the slave, and be taken for the answer to what that has sent.
     *
     * @param room   the room
     * @param stanza from somebody who is no slave
     */
    public static boolean isStrayNick(MasterRoom room, Packet stanza) {
        VirtualOccupant virtual = room.occupants().get(stanza.getFrom());
        String nick = stanza.getTo().getResource();
        return virtual != null && nick != null && !nick.equals(virtual.nick()) && stanza instanceof Presence
            && stanza.getElement().attribute("type") == null && stanza.getElement().element(Muc.ENTER) == null;
    }

    /**
     * After the room has handled the part of somebody. Some rooms tell nobody, e.g. while the user is there with another
     * client too; but the slave waits, and nobody may be left behind in the table.
     *
     * @param room     the room as it is now
     * @param occupant who has left, as he was before
     * @param now      the time
     */
    public static Ruling afterLeaving(MasterRoom room, VirtualOccupant occupant, Instant now) {
        if (!room.has(occupant)) {
            return Ruling.pass(room);
        }
        boolean untold = room.occupants().get(occupant.user()).farewell().isUntold();
        MasterRoom next = room.departing(occupant, now);
        return untold ? Ruling.drop(next, List.of()) : Ruling.drop(next, gone(room, occupant.slave(), occupant.nick()));
    }

    /**
     * After the room has handled the join of somebody. A room without a subject should say so (XEP-0045, section 7.2.15), and
     * there are clients that are not in before it does. Those of Openfire 4.2 do not; then it is said here.
     *
     * @param room   the room as it is now
     * @param fanOut what the room has sent because of the stanza that it has handled
     */
    public static Ruling afterJoining(MasterRoom room, FanOut fanOut) {
        return fanOut.joinedWithoutSubject().map(joiner -> room.occupants().get(joiner)).filter(VirtualOccupant::opener)
            .map(opener -> Ruling.drop(room, OutboundRules.missed(room, opener)).then(Ruling.drop(
                room.with(opener.missing(Optional.empty())), Stanzas.message(room.address(), opener.slave(),
                    Message.Type.groupchat, Optional.empty(), Payload.EMPTY.with(DocumentHelper.createElement("subject"))))))
            .orElseGet(() -> Ruling.pass(room));
    }

    /** Lets everybody leave who is in the room through a slave, before the guard goes. */
    public static Ruling close(MasterRoom room) {
        return Ruling.leave(room, new Verdict.Pass(), List.copyOf(room.occupants().values()), Farewell.SHUTDOWN);
    }

    /** Lets everybody leave who is in the room through a slave, where other nodes of a cluster see to it that they come again. */
    public static Ruling move(MasterRoom room) {
        // A joining node of XEP-0289 has to be told that it is out.
        List<VirtualOccupant> told = room.occupants().values().stream()
            .filter(one -> JoiningStanza.isNode(room.address(), one.slave())).toList();
        List<VirtualOccupant> others = room.occupants().values().stream().filter(one -> !told.contains(one)).toList();
        Ruling ruling = Ruling.leave(room, new Verdict.Pass(), told, Farewell.SHUTDOWN);
        return ruling.then(Ruling.leave(ruling.room(), new Verdict.Pass(), others, Farewell.MOVED));
    }

    /**
     * An administrator wants a slave to leave the room: its users leave, and are told why. It is not kept out.
     *
     * @param room   the room
     * @param slave  the slave
     * @param reason what its users are told; may be empty
     */
    public static Ruling sendAway(MasterRoom room, JID slave, String reason) {
        return Ruling.leave(room, new Verdict.Pass(), room.through(slave), Farewell.SENT_AWAY, reason);
    }

    /**
     * What the passing of time leads to: mirrors that are no longer admitted are told so and their users leave; so do those
     * behind slaves that are out of reach, and those whom the room did not answer. Who left long ago is forgotten.
     *
     * @param room     the room
     * @param admitted the slaves in it that may stay
     * @param thin     the slaves in it whose links are thin ones
     * @param now      the circumstances
     */
    public static Ruling onTick(MasterRoom room, Set<JID> admitted, Set<JID> thin, Circumstances now) {
        List<VirtualOccupant> unwelcome = room.occupants().values().stream()
            .filter(occupant -> !admitted.contains(occupant.slave())).toList();
        Ruling ruling = Ruling.leave(ThinRules.known(room, thin).at(now.now()), new Verdict.Pass(), unwelcome,
            Farewell.NOT_ADMITTED);
        Instant late = now.now().minus(now.policy().answerWithin());
        List<VirtualOccupant> unanswered = room.occupants().values().stream().filter(occupant -> !occupant.present()
            && occupant.since().isBefore(late) && admitted.contains(occupant.slave())).toList();
        ruling = ruling.then(Ruling.leave(ruling.room(), new Verdict.Pass(), unanswered, Farewell.UNREACHABLE));
        ruling = ruling.then(HealthRules.onTick(ruling.room(), now));
        ruling = ruling.then(LostRules.onTick(ruling.room(), now));
        return ruling.then(QuestionRules.expired(ruling.room(), now));
    }

    private static Ruling join(MasterRoom room, SlaveStanza.Join join, Packet original, Admission admission,
                               Optional<Facts> facts, Circumstances now) {
        if (join.user().isEmpty()) {
            return refuse(room, original, Condition.jid_malformed, "The join does not name a user.");
        }
        if (!join.nick().equals(join.nick().trim())) {
            // A room would take the spaces off, and its answers would be about somebody whom the slave does not know.
            return refuse(room, original, Condition.not_acceptable, "A nick neither begins nor ends with a space.");
        }
        JID user = join.user().get();
        if (!admission.speaksFor(join.slave(), user)) {
            return notAdmitted(room, original, "This mirror does not speak for users of that domain.");
        }
        VirtualOccupant known = room.occupants().get(user);
        Optional<VirtualOccupant> holder = room.occupant(join.slave(), join.nick());
        boolean anew = Anew.isMarked(original);
        if (known != null && holder.filter(known::equals).isEmpty() && !(anew && known.comesThrough(join.slave()))) {
            return refuse(room, original, Condition.conflict, "This user is in the room already.");
        }
        // All clients of a user with one nick are one occupant, and any of them may be the first that comes again.
        if (holder.filter(one -> one.user().asBareJID().equals(user.asBareJID())).isPresent()) {
            return facts.map(told -> rejoin(room, holder.get(), user, original, told, now)).orElseGet(() -> examine(room, user));
        }
        if (holder.isPresent() && !anew) {
            return refuse(room, original, Condition.conflict, "This nick is in use.");
        }
        Optional<String> full = full(anew ? without(room, join.slave()) : room, join.slave(), now.policy());
        if (full.isPresent()) {
            return refuse(room, original, Condition.resource_constraint, full.get());
        }
        return facts.map(told -> enter(room, join, original, admission, told, now)).orElseGet(() -> examine(room, user));
    }

    private static MasterRoom without(MasterRoom room, JID slave) {
        MasterRoom rest = room;
        for (VirtualOccupant ghost : room.through(slave)) {
            rest = rest.without(ghost);
        }
        return rest;
    }

    private static Ruling examine(MasterRoom room, JID user) {
        return new Ruling(room, new Verdict.Examine(user), List.of(), List.of());
    }

    private static Optional<String> full(MasterRoom room, JID slave, MasterPolicy policy) {
        if (room.occupants().size() >= policy.mostOccupants()) {
            return Optional.of("Too many occupants came through mirrors.");
        }
        if (room.through(slave).size() >= policy.mostOfMirror()) {
            return Optional.of("Too many occupants came through this mirror.");
        }
        Set<JID> slaves = room.slaves();
        return slaves.contains(slave) || slaves.size() < policy.mostMirrors() ? Optional.empty()
            : Optional.of("Too many mirrors are in this room.");
    }

    private static Ruling enter(MasterRoom room, SlaveStanza.Join join, Packet original, Admission admission, Facts facts,
                                Circumstances now) {
        if (!facts.roomExists() && !admission.mayCreateRooms()) {
            return refuse(room, original, Condition.item_not_found, "There is no such room.");
        }
        JID user = join.user().orElseThrow();
        if (facts.userIsIn() && !room.occupants().containsKey(user)) {
            return inDirectly(room, original);
        }
        VirtualOccupant occupant = VirtualOccupant.joining(user, join.nick(), join.slave(), now.number(), now.now())
            .missing(missed(original)).marked(Resume.id(original));
        List<VirtualOccupant> others = room.through(join.slave());
        boolean anew = Anew.isMarked(original);
        // One more of a slave that has missed something brings it nothing of that.
        MasterRoom found = anew || occupant.missed().isPresent() ? room.finding(join.slave())
            : others.isEmpty() ? LostRules.returning(room, join.slave(), now) : room;
        return come(found, occupant, anew ? others : List.of(),
            !anew && occupant.missed().isPresent() ? others : List.of(), now);
    }

    /** Somebody comes, and others behind his slave leave first, or are asked for unless they come as well. */
    private static Ruling come(MasterRoom room, VirtualOccupant coming, List<VirtualOccupant> leaving,
                               List<VirtualOccupant> awaited, Circumstances now) {
        MasterRoom next = room.arriving(coming.user());
        for (VirtualOccupant other : awaited) {
            next = HealthRules.awaiting(next, other, now);
        }
        return new Ruling(next.with(coming), new Verdict.PassAs(coming.user(), true, Optional.empty()), List.of(), leaving);
    }

    /**
     * A slave never joins somebody twice, unless it lost its state. Then it knows none of those who are here through it:
     * the others leave, and this one's join brings it everything again. If he comes with another of his clients, the one
     * that he was in with leaves, too.
     */
    private static Ruling rejoin(MasterRoom room, VirtualOccupant known, JID user, Packet original, Facts facts,
                                 Circumstances now) {
        if (facts.userIsIn() && !known.user().equals(user)) {
            return inDirectly(room, original);
        }
        Optional<Instant> missed = missed(original);
        boolean keeps = Resume.isMarked(original) && !Anew.isMarked(original);
        // He need not be asked for any more.
        MasterRoom next = room.trusting(new JID(known.slave().getNode(), known.slave().getDomain(), known.nick()));
        List<VirtualOccupant> others = room.through(known.slave()).stream().filter(other -> !other.equals(known)).toList();
        List<VirtualOccupant> leaving = new ArrayList<>(known.user().equals(user) ? List.of() : List.of(known));
        leaving.addAll(keeps ? List.of() : others);
        // If it has lost the link only, it will join the others again, unless they have left meanwhile.
        return come(missed.isPresent() || !keeps ? next.finding(known.slave()) : next,
            VirtualOccupant.joining(user, known.nick(), known.slave(), now.number(), now.now()).missing(missed)
                .marked(Resume.id(original)), leaving,
            keeps && missed.isPresent() ? others : List.of(), now);
    }

    /** To the room he would be his own client that changes its nick, or enters anew. */
    private static Ruling inDirectly(MasterRoom room, Packet original) {
        return refuse(room, original, Condition.conflict, "This user is in the room already, directly.");
    }

    /** Since when a slave has missed something whose first joins again, after the link was lost. */
    private static Optional<Instant> missed(Packet join) {
        return Resume.isMarked(join) ? HistoryRequest.read(join.getElement().element(Muc.ENTER)).since() : Optional.empty();
    }

    private static Optional<String> nickOf(SlaveStanza stanza) {
        if (stanza instanceof SlaveStanza.Update update) {
            return Optional.of(update.nick());
        }
        if (stanza instanceof SlaveStanza.Part part) {
            return Optional.of(part.nick());
        }
        if (stanza instanceof SlaveStanza.Ask ask) {
            return Optional.of(ask.nick());
        }
        return stanza instanceof SlaveStanza.Say say ? Optional.of(say.nick()) : Optional.empty();
    }

    /**
     * Tells an occupant of a slave that he is gone. Him alone: to the slave as a whole it would mean that nobody with
     * this nick is in the room, and there may be a stranger.
     */
    private static Presence gone(MasterRoom room, JID slave, String nick) {
        Payload payload = Payload.EMPTY.with(DocumentHelper.createElement(Muc.USER));
        JID occupant = new JID(slave.getNode(), slave.getDomain(), nick);
        return Stanzas.presence(room.address(nick), occupant, Presence.Type.unavailable, payload);
    }

    /**
     * As {@link #gone}, of somebody who is not known here. A slave that believed that he was in knows a room that has ended
     * meanwhile, with a server that was killed, and should join again what it has.
     */
    private static Presence unknown(MasterRoom room, JID slave, String nick) {
        Presence gone = gone(room, slave, nick);
        Resume.mark(gone);
        return gone;
    }

    /**
     * Where the part of somebody comes who is not known, his join has been lost, and so may the parts of others have been: at the
     * end of a thin link, too, the slave is asked once more whether it is there.
     */
    private static MasterRoom inDoubt(MasterRoom room, JID slave) {
        return room.telling(slave, Told.Arrival.UNKNOWN);
    }

    /**
     * Refuses a stanza of a slave, in the dialect's form: a presence error comes from the bare room, to the occupant's
     * address at the slave. An error or an answer is refused without a word.
     *
     * @param room      the room it was for
     * @param original  the stanza
     * @param condition why
     * @param text      why, for people, or {@code null}
     */
    public static Ruling refuse(MasterRoom room, Packet original, Condition condition, String text) {
        if (!Stanzas.mayBeAnswered(original)) {
            return Ruling.drop(room, List.of());
        }
        return original instanceof Presence presence ? refuse(room, presence, Stanzas.errorPayload(condition, text))
            : Ruling.drop(room, Stanzas.error(original, condition, text));
    }

    private static Ruling refuse(MasterRoom room, Presence original, Payload error) {
        JID from = original.getFrom();
        JID occupant = new JID(from.getNode(), from.getDomain(), original.getTo().getResource());
        return Ruling.drop(room, OutboundRules.refusal(room, occupant, error));
    }

    /** As {@link #refuse}; to a join it says that it is the mirror that may not, so that its user can come directly. */
    private static Ruling notAdmitted(MasterRoom room, Packet original, String text) {
        return original instanceof Presence presence && Stanzas.mayBeAnswered(original)
            ? refuse(room, presence, Transparent.notAdmitted(Stanzas.errorPayload(Condition.not_authorized, text)))
            : refuse(room, original, Condition.not_authorized, text);
    }
}
