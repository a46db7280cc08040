package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * What follows when the master can be reached again: one local occupant joins again, which brings what was missed, then the
 * others, and then what was kept is sent.
 */
final class RejoinRules {

    /**
     * How much earlier than the master was last heard something of it may have been lost: a connection that is dead takes
     * stanzas for so long before it is known to be, and a master that was killed meanwhile, and is heard again, does not know.
     */
    private static final Duration UNNOTICED = Duration.ofMinutes(15);

    private RejoinRules() {
    }

    /**
     * The master is there, but something may have been lost: those who are in join again, and whoever is on the way in does so
     * behind them. An ordinary room is asked first: what it answers to joins and parts of before comes before that answer, and
     * would be taken for the answer to what is sent now.
     */
    static void anew(Turn turn) {
        LossRules.interrupt(turn);
        if (turn.room().speech().dialect() == Dialect.PLAIN) {
            ProbeRules.askAnew(turn);
        } else {
            rejoin(turn);
        }
    }

    /**
     * Somebody is gone. If he was the only one whom an ordinary room had, it has told nobody what happened until the next of ours
     * is in again.
     */
    static void deserted(Turn turn) {
        boolean heard = turn.room().audience().stream().anyMatch(local -> !turn.link().away().contains(local.nick()));
        if (turn.room().speech().dialect() == Dialect.PLAIN && !heard && !turn.link().isDown()
                && !turn.room().audience().isEmpty()) {
            anew(turn);
        }
    }

    /** The master answers: the first of those who are left joins again. */
    static void rejoin(Turn turn) {
        if (turn.room().audience().isEmpty()) {
            return;
        }
        LocalOccupant opener = turn.room().audience().get(0);
        turn.become(turn.link().opening(Optional.of(opener.nick()), LossRules.everybody(turn)).probing(Optional.empty())
            .in(Link.Phase.REJOINING, turn.link().due()));
        Instant missed = turn.link().heard().minus(UNNOTICED);
        if (missed.isBefore(turn.link().opened())) {
            // What was said before was told then, as much of it as was wanted.
            missed = turn.link().opened();
        }
        for (Kept message : turn.link().kept()) {
            if (message.state() == Kept.State.DOUBTFUL && message.at().isBefore(missed)) {
                missed = message.at();
            }
        }
        turn.become(turn.link().awaiting(turn.link().answer().next(turn.link().id(), turn.policy().node())));
        join(turn, opener, HistoryRequest.since(missed.minus(turn.policy().link().margin())),
            Optional.of(turn.link().answer().mark()));
        ProbeRules.wakeAt(turn, turn.now().plus(turn.policy().answerWithin()));
    }

    private static void join(Turn turn, LocalOccupant local, HistoryRequest history, Optional<String> id) {
        turn.become(turn.room().with(local.said()));
        Presence join = Stanzas.join(turn.address(), local.join().asking(history));
        id.ifPresentOrElse(known -> Resume.mark(join, known), () -> Resume.mark(join));
        turn.send(join);
    }

    /**
     * The first of what answers a join of the first: what came before was said before the master had that join. It may have put
     * out all of ours, and told us nothing of those who left since, because it took the link for lost. What answers an earlier
     * join comes before it as well.
     *
     * @return the stanza without the mark, which is for nobody else; any other as it is
     */
    static MasterStanza begun(Turn turn, MasterStanza stanza) {
        Optional<String> mark = stanza instanceof MasterStanza.Present marked
            ? Resume.mark(marked.payload(), turn.link().id()) : Optional.empty();
        if (mark.isEmpty() || !(stanza instanceof MasterStanza.Present present)) {
            return stanza;
        }
        turn.become(turn.link().awaiting(turn.link().answer().heard(mark.get())));
        if (turn.link().phase() == Link.Phase.REJOINING && turn.link().answer().begun()) {
            turn.become(turn.link().unseeing());
        }
        return new MasterStanza.Present(present.nick(), present.receiver(), present.payload().without(Resume.ELEMENT));
    }

    /** It did not work. If the link was not known to be lost it is lost now; and whoever comes waits as he does then. */
    static void again(Turn turn) {
        boolean lostBefore = turn.link().attempts() > 0;
        turn.become(turn.link().in(Link.Phase.DOWN, turn.link().due()).attempted(turn.link().attempts() + (lostBefore ? 1 : 0))
            .awaiting(turn.link().answer().missing()).opening(turn.link().opener(), LossRules.everybody(turn)));
        TalkRules.showHeld(turn);
        if (lostBefore || !LossRules.isPatient(turn)) {
            turn.room().queued().forEach(local -> LossRules.refuse(turn, local));
        }
        ProbeRules.wakeAt(turn, turn.now().plus(turn.policy().link().waitAfter(turn.link().attempts())));
    }

    static boolean present(Turn turn, MasterStanza.Present present) {
        Link link = turn.link();
        boolean away = link.away().contains(present.nick());
        if (present.receiver().isPresent()) {
            // What is said to him alone when he joins again, he has been told.
            return link.away().contains(present.receiver().get());
        }
        Optional<LocalOccupant> local = turn.room().local(present.nick()).filter(one -> one.phase() == Phase.JOINED);
        if (link.phase() == Link.Phase.REJOINING) {
            // The answer to the join of somebody who was given up: who was seen before it was told to him, and he goes.
            boolean givenUp = turn.room().local(present.nick()).filter(one -> one.phase() != Phase.QUEUED).isEmpty()
                && present.payload().statusCodes().contains(Muc.SELF);
            turn.become(givenUp ? link.unseeing() : link.seeing(present.nick(), true));
        }
        if (local.isEmpty() || !away) {
            return false;
        }
        boolean answers = !turn.room().marksJoins() || present.payload().statusCodes().contains(Muc.SELF);
        boolean opens = link.phase() == Link.Phase.REJOINING && link.opener().filter(present.nick()::equals).isPresent()
            && link.answer().mayCome();
        Payload payload = ThinRules.stated(turn, local.get(), Turn.withoutSelfCodes(present.payload()));
        if (!answers || link.isDown() && !opens) {
            return true;
        }
        if (!payload.equals(turn.room().shown().getOrDefault(present.nick(), Payload.EMPTY))) {
            turn.become(turn.room().showing(present.nick(), payload));
            turn.show(present.nick(), null, payload);
        }
        turn.become(turn.link().without(present.nick()));
        local.get().later().ifPresent(status -> {
            turn.become(turn.room().with(local.get().said()));
            ThinRules.state(turn, local.get().said(), status);
        });
        if (opens) {
            opened(turn, present.payload());
        } else if (turn.link().phase() == Link.Phase.UP) {
            TalkRules.sendKept(turn);
        }
        return true;
    }

    /** The first is in again. Who was not seen before him is not in the room. */
    private static void opened(Turn turn, Payload own) {
        turn.learn(own.statusCodes());
        Set<String> gone = new LinkedHashSet<>(turn.room().shown().keySet());
        gone.removeAll(turn.link().fresh());
        gone.removeAll(turn.room().accepted());
        gone.forEach(nick -> LossRules.hide(turn, nick));
        turn.become(turn.link().in(Link.Phase.RESUMING, turn.link().due()));
        turn.room().audience().stream().filter(local -> turn.link().away().contains(local.nick())).toList()
            .forEach(local -> join(turn, local, HistoryRequest.NONE, Optional.empty()));
        ProbeRules.wakeAt(turn, turn.now().plus(turn.policy().answerWithin()));
    }

    /** Since when what was missed has been told, or a while earlier if the master had to be asked for the end of it. */
    static Instant resumingSince(Turn turn) {
        return turn.link().due().minus(turn.policy().answerWithin());
    }

    /** A room is opened for the first time, and there is something to send from an earlier time. */
    static void opening(Turn turn) {
        if (turn.link().phase() == Link.Phase.UP && turn.link().kept().stream().anyMatch(one -> one.state().isToBeSent())) {
            turn.become(turn.link().in(Link.Phase.RESUMING, turn.link().due()).opening(Optional.empty(), Set.of()));
            ProbeRules.wakeAt(turn, turn.now().plus(turn.policy().answerWithin()));
        }
    }

    /**
     * The last has come that a master tells somebody who enters. A server that has just connected lets it pass what waits for the
     * connection, so more may come. What the master may have, and has not told, is not sent again, and what it said meanwhile is
     * not shown, before it has answered what it is asked now. That proves nothing, but what waited has had as long as it takes a
     * stanza to cross and another to come back.
     */
    static void ended(Turn turn) {
        boolean more = TalkRules.isInDoubt(turn) || !turn.link().early().isEmpty();
        if (more && !turn.room().audience().isEmpty()) {
            ProbeRules.askBehindEnd(turn);
        } else {
            complete(turn);
        }
    }

    /** What was missed has been told. */
    static void complete(Turn turn) {
        boolean wasLost = turn.link().opener().isPresent();
        turn.become(turn.link().in(Link.Phase.UP, Instant.MAX).attempted(0).opening(Optional.empty(), turn.link().away())
            .probing(Optional.empty()).heardAt(turn.now()));
        TalkRules.showEarly(turn);
        if (wasLost) {
            turn.announce(turn.policy().link().words().back());
        }
        turn.room().queued().forEach(turn::enter);
        TalkRules.sendKept(turn);
    }

    /** Somebody else's absence, or that of one of ours whom the master let go because it did not reach us, or by mistake. */
    static boolean absent(Turn turn, MasterStanza.Absent absent) {
        if (turn.link().phase() == Link.Phase.REJOINING && absent.receiver().isEmpty()) {
            // Whoever was not seen since was shown for another time, so this still ends what the master said before it had
            // our join: it may have let all of ours go meanwhile, and somebody in who was given up, and him go again. One that
            // comes late, behind the beginning of its answer, ends nothing else.
            boolean seen = turn.link().fresh().contains(absent.nick()) || turn.link().answer().begun();
            turn.become(seen ? turn.link().seeing(absent.nick(), false) : turn.link().unseeing());
        }
        Optional<LocalOccupant> local = turn.room().local(absent.nick()).filter(one -> one.phase() == Phase.JOINED);
        if (local.isEmpty() || absent.payload().throwsOut()) {
            return false;
        }
        Set<Integer> codes = absent.payload().statusCodes();
        // Without a reason, another node of the cluster, which has lost this one, may have taken him for gone and said so.
        boolean mistaken = codes.contains(Muc.UNREACHABLE) || turn.policy().shared() && Set.of(Muc.SELF).containsAll(codes);
        if (turn.link().away().contains(absent.nick()) || absent.receiver().isPresent()) {
            return turn.link().away().contains(absent.nick());
        }
        if (!mistaken) {
            return false;
        }
        if (!turn.link().isDown()) {
            anew(turn);
        }
        return true;
    }

    /** A presence was refused. */
    static boolean refused(Turn turn, MasterStanza.Refused refused, Condition condition) {
        Optional<LocalOccupant> local = turn.room().local(refused.nick()).filter(one -> one.phase() == Phase.JOINED);
        if (local.isEmpty()) {
            return false;
        }
        Link link = turn.link();
        if (!link.away().contains(refused.nick())) {
            if (condition == Condition.not_acceptable && !link.isDown()) {
                // The master does not know him: it has lost its state.
                anew(turn);
                return true;
            }
            return false;
        }
        if (link.phase() == Link.Phase.DOWN || condition == Condition.not_acceptable) {
            // An answer to something older: no join is refused so that was not refused so before.
            return true;
        }
        boolean opens = link.opener().filter(refused.nick()::equals).isPresent() && link.phase() == Link.Phase.REJOINING;
        if (opens && condition == Condition.resource_constraint) {
            again(turn);
        } else {
            expel(turn, local.get(), refused.payload(), condition);
            if (opens) {
                rejoin(turn);
            }
        }
        return true;
    }

    /** Somebody is not let in again: he is told why, gets back what could not be sent, and is out. */
    private static void expel(Turn turn, LocalOccupant local, Payload error, Condition condition) {
        turn.link().kept().stream().filter(message -> local.isUser(message.user())).toList()
            .forEach(message -> TalkRules.giveBack(turn, message));
        Element status = DocumentHelper.createElement("status");
        status.setText(error.errorText().orElse(condition.toXMPP()));
        Set<Integer> codes = condition == Condition.forbidden ? Set.of(Muc.BANNED) : Set.of(Muc.UNREACHABLE);
        Payload farewell = Payload.EMPTY.with(status).with(LossRules.noRole()).withStatus(codes);
        turn.deliver(local.resources(), local.nick(), Presence.Type.unavailable, Turn.own(farewell));
        turn.become(turn.link().without(local.nick()));
        turn.become(turn.room().notShowing(local.nick()));
        turn.remove(local);
        turn.show(local.nick(), Presence.Type.unavailable, farewell);
    }

    /** Somebody leaves whom the master may not have. Nothing is waited for. */
    static boolean leave(Turn turn, LocalOccupant local, Payload payload) {
        if (!turn.link().away().contains(local.nick())) {
            return false;
        }
        boolean opens = turn.link().opener().filter(local.nick()::equals).isPresent()
            && turn.link().phase() == Link.Phase.REJOINING;
        turn.part(local, payload);
        turn.haunt();
        turn.become(turn.link().without(local.nick()));
        turn.deliver(local.resources(), local.nick(), Presence.Type.unavailable, Turn.own(payload));
        turn.become(turn.room().notShowing(local.nick()));
        turn.remove(local);
        turn.show(local.nick(), Presence.Type.unavailable, payload);
        if (opens) {
            rejoin(turn);
        }
        return true;
    }
}
