package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.PacketError.Condition;

/**
 * What stanzas, and their absence where a connection breaks, say about the link to the master: whether it can be reached, and
 * whether it knows us. What follows is done by {@link LossRules} and {@link RejoinRules}; where nothing is heard,
 * {@link ProbeRules} ask.
 */
final class LinkRules {

    /** A room that has said something within so much time goes on with it. */
    private static final Duration LIVELY = Duration.ofMinutes(1);

    private LinkRules() {
    }

    /**
     * What a stanza of the master, or of the link in its name, says about the link.
     *
     * @return whether that is all that is to be done about it
     */
    static boolean take(Turn turn, MasterStanza stanza) {
        if (stanza instanceof MasterStanza.Answered answered && answered.id().startsWith(ProbeRules.ID)) {
            answered(turn, answered);
            return true;
        }
        Optional<Condition> error = errorOf(stanza);
        if (error.filter(LinkRules::meansNoLink).isPresent()) {
            return failed(turn, stanza);
        }
        if (turn.link().phase() == Link.Phase.UP && isForAll(stanza)) {
            turn.become(turn.link().heardAt(turn.now()));
        }
        if (stanza instanceof MasterStanza.Present present) {
            return RejoinRules.present(turn, present);
        }
        if (stanza instanceof MasterStanza.Absent absent) {
            return RejoinRules.absent(turn, absent);
        }
        if (stanza instanceof MasterStanza.Refused refused) {
            return RejoinRules.refused(turn, refused, error.orElse(Condition.undefined_condition));
        }
        return stanza instanceof MasterStanza.Whispered whispered && error.isPresent() && unsaid(turn, whispered, error.get());
    }

    /** When what a stanza of the master says has been done. */
    static void after(Turn turn, MasterStanza stanza) {
        if (turn.link().phase() == Link.Phase.RESUMING && stanza instanceof MasterStanza.Said said
            && said.payload().changesSubject()) {
            // XEP-0045, section 7.2.2: the subject is the last that a room tells somebody who enters.
            RejoinRules.ended(turn);
        }
    }

    /**
     * Tells whether the master told all that happened in the room up to this stanza. A master that was killed answers as well,
     * but what it says to one of ours, and be it that he is not in, tells nothing of what the others said meanwhile.
     */
    private static boolean isForAll(MasterStanza stanza) {
        return stanza instanceof MasterStanza.Said
            || stanza instanceof MasterStanza.Present present && present.receiver().isEmpty()
            || stanza instanceof MasterStanza.Absent absent && absent.receiver().isEmpty();
    }

    private static Optional<Condition> errorOf(MasterStanza stanza) {
        if (stanza instanceof MasterStanza.Refused refused) {
            return refused.payload().condition();
        }
        if (stanza instanceof MasterStanza.Whispered whispered && whispered.type() == Message.Type.error) {
            return whispered.payload().condition();
        }
        return stanza instanceof MasterStanza.Answered answered && answered.type() == IQ.Type.error
            ? answered.payload().condition() : Optional.empty();
    }

    static boolean meansNoLink(Condition condition) {
        return condition == Condition.remote_server_not_found || condition == Condition.remote_server_timeout;
    }

    /** Something could not be delivered. */
    private static boolean failed(Turn turn, MasterStanza stanza) {
        boolean ours = stanza instanceof MasterStanza.Refused
            || stanza instanceof MasterStanza.Whispered whispered && whispered.nick().isEmpty();
        if (!ours) {
            // From an occupant, whose own server may be the one that is out of reach.
            ProbeRules.probe(turn);
            return false;
        }
        Optional<LocalOccupant> whose = stanza instanceof MasterStanza.Refused refused
            ? turn.room().local(refused.nick()).filter(local -> local.phase() != Phase.JOINED) : Optional.empty();
        boolean leaving = whose.filter(local -> local.phase() == Phase.LEAVING || local.phase() == Phase.CANCELLED).isPresent();
        if (turn.link().phase() == Link.Phase.REJOINING) {
            RejoinRules.again(turn);
        } else if (whose.isEmpty() || leaving || turn.room().speech().dialect() == Dialect.PLAIN) {
            // An ordinary room says nothing of what it could not deliver meanwhile to those who are in.
            LossRules.lose(turn);
        }
        if (leaving) {
            // His part has not arrived, so it is no answer to it: the master has him still.
            turn.room().local(whose.get().nick()).ifPresent(local -> MasterRules.farewell(turn, local));
        }
        return whose.isEmpty() || leaving;
    }

    /** The master's answer to the question whether it is there. An old answer is one as well: stanzas do not overtake. */
    private static void answered(Turn turn, MasterStanza.Answered answered) {
        Optional<Condition> error = errorOf(answered);
        boolean down = turn.link().phase() == Link.Phase.DOWN;
        if (error.filter(LinkRules::meansNoLink).isPresent()) {
            if (!turn.link().isDown() && turn.link().probe().isPresent()) {
                LossRules.lose(turn);
            }
        } else if (down) {
            if (turn.room().speech().dialect() != Dialect.PLAIN || ProbeRules.isLast(turn, answered.id())) {
                RejoinRules.rejoin(turn);
            }
        } else if (ProbeRules.isLast(turn, answered.id())) {
            long covered = turn.link().probe().get();
            turn.become(turn.link().probing(Optional.empty()));
            boolean copyLost = turn.link().kept().stream().anyMatch(message -> message.number() <= covered
                && message.state() == Kept.State.UNDER_WAY);
            if (copyLost || error.filter(Condition.not_acceptable::equals).isPresent()) {
                // It is there and does not know us, or what it sent us before this has been lost, and perhaps more.
                RejoinRules.anew(turn);
            } else if (turn.link().phase() == Link.Phase.RESUMING) {
                turn.become(turn.link().haunted(false));
                if (covered == ProbeRules.NOTHING && tellsSubject(turn)) {
                    // That should have come before this, and is lost, and perhaps what came before it, too.
                    RejoinRules.anew(turn);
                } else {
                    // All that it had to tell came before this.
                    RejoinRules.complete(turn);
                }
            } else {
                turn.become(turn.link().haunted(false));
                TalkRules.confirmed(turn, covered);
                ProbeRules.expectSign(turn);
            }
        }
    }

    /**
     * Tells whether the master ends what it tells with a subject, or that there is none: ours do, and they mark answers to joins.
     * One that marks them and was not seen to tell a subject is asked for all of it only once more.
     */
    private static boolean tellsSubject(Turn turn) {
        return turn.room().marksJoins() && turn.room().speech().isProtoXep()
            && (turn.room().history().subject().isPresent() || turn.link().opener().isEmpty());
    }

    /** The room does not take a message. If that is because it does not know the speaker, he has to join again. */
    private static boolean unsaid(Turn turn, MasterStanza.Whispered error, Condition condition) {
        List<Kept> refused = turn.link().kept().stream().filter(message -> error.id().isPresent()
            && message.nick().equals(error.receiver()) && message.id().equals(error.id())).toList();
        boolean sent = refused.stream().anyMatch(message -> message.state().mayHaveArrived());
        if (sent && turn.room().local(error.receiver()).filter(one -> one.phase() == Phase.JOINED).isEmpty()) {
            // He was thrown out while it was on its way, whether he is coming again or not: answers do not overtake.
            refused.forEach(message -> TalkRules.giveBack(turn, message));
            return true;
        }
        boolean first = refused.stream().anyMatch(message -> message.state() == Kept.State.UNDER_WAY
            || message.state() == Kept.State.TOLD || message.state() == Kept.State.DOUBTFUL);
        if (first && condition == Condition.not_acceptable && error.nick().isEmpty()) {
            if (turn.link().phase() == Link.Phase.UP) {
                RejoinRules.anew(turn);
            }
            return true;
        }
        if (error.nick().isEmpty()) {
            TalkRules.refused(turn, error.receiver(), error.id());
        }
        return false;
    }

    /** A connection to the master's server broke: what was sent before it was replaced may not have arrived. */
    static void broken(Turn turn, Instant replaced) {
        Link link = turn.link();
        boolean joining = turn.room().locals().values().stream().anyMatch(local -> local.phase() == Phase.JOINING
            && !local.deadline().minus(turn.policy().answerWithin()).isAfter(replaced));
        if (joining && !turn.room().isOpen() && link.ghosts()) {
            // The join may be lost, and what answers it the rest of what answers the join of somebody who was given up.
            turn.become(link.opening(Optional.empty(), turn.room().underWay()));
        }
        // Of those who join again behind the first one nothing is known yet in either case.
        boolean lost = link.phase() == Link.Phase.RESUMING ? !RejoinRules.resumingSince(turn).isAfter(replaced)
            : link.waits(replaced) || turn.room().anyLocal(Phase::waits);
        if (!link.isDown() && lost) {
            RejoinRules.anew(turn);
        } else if (turn.room().speech().dialect() == Dialect.PLAIN && !turn.policy().thin().on()
                && link.heard().plus(LIVELY).isAfter(turn.now())) {
            // What an ordinary room could not deliver it takes for a leave, and says nothing. Of a quiet one that is found out
            // later: servers end connections over which nothing goes, and each new one is dear.
            ProbeRules.probe(turn);
        }
    }

    /**
     * The master does not know somebody whom it had let in. It may know all others, if they came after it was killed; but what
     * it said before that of who is in the room, we still show, and what it has told those others, we took for known.
     */
    static void forgotten(Turn turn) {
        if (!turn.link().isDown()) {
            RejoinRules.anew(turn);
        }
    }

    /** The master says that we may have missed something. */
    static void told(Turn turn) {
        openAgain(turn);
        if (turn.link().phase() != Link.Phase.UP || turn.link().away().isEmpty()) {
            missed(turn, List.of());
        }
    }

    /**
     * We may have missed something, because the master has spoken with another side of the cluster.
     *
     * @param written what is written down, perhaps by that side; not sent before the master has shown whether it has it. Whatever
     *                is not written down any more that side has done with
     */
    static void apart(Turn turn, List<Kept> written) {
        openAgain(turn);
        // There is a new reason to ask, and whoever comes from the other side waits for the answer.
        turn.become(turn.link().attempted(0));
        // What was written down and is not any more, the master has shown to the other side. It may not show it to this one: a
        // room remembers only what was said last.
        turn.become(turn.link().dropping(message -> message.state().shown()
            && written.stream().noneMatch(one -> one.number() == message.number())));
        missed(turn, written);
    }

    /** What was written down is to be sent, unless the master has it. */
    static void recalled(Turn turn, List<Kept> written) {
        List<Kept> known = turn.link().kept();
        turn.recall(written);
        boolean inDoubt = turn.link().kept().stream().anyMatch(message -> message.state() != Kept.State.HELD
            && !known.contains(message));
        // If it is not, the master cannot have it, and it is sent when he is in; or has been asked for it.
        if (inDoubt) {
            askFor(turn);
        }
        TalkRules.showRecalled(turn, written);
    }

    private static void askFor(Turn turn) {
        openAgain(turn);
        if (turn.link().phase() == Link.Phase.REJOINING) {
            // What it has been asked for may begin too late.
            RejoinRules.rejoin(turn);
        } else if (!turn.link().isDown()) {
            RejoinRules.anew(turn);
        }
    }

    private static void openAgain(Turn turn) {
        if (!turn.room().isOpen() && !turn.room().underWay().isEmpty()) {
            // It may be the answer to the join that opens the room, or some of it.
            turn.become(turn.link().opening(Optional.empty(), turn.room().underWay()));
        }
    }

    private static void missed(Turn turn, List<Kept> written) {
        List<Kept> known = turn.link().kept();
        turn.recall(written);
        if (turn.room().audience().isEmpty()) {
            // Whoever opens the room asks for as much of the past as tells of it. If it stayed written down only, it would be
            // sent some day when the master's past does not go back so far.
            LossRules.interrupt(turn);
            return;
        }
        if (turn.link().phase() == Link.Phase.REJOINING && turn.link().kept().equals(known)) {
            // It is about to be told. What is written down, and was not known when it was asked, may be older than what it tells.
            return;
        }
        if (turn.link().phase() == Link.Phase.DOWN) {
            RejoinRules.rejoin(turn);
        } else {
            // It says so behind its answer to the first who joined. So if that is yet to be told what was missed, some of that is
            // lost, and what is kept must not be sent before it is known whether the master has it.
            RejoinRules.anew(turn);
        }
    }
}
