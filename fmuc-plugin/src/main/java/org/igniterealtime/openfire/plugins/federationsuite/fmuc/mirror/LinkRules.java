package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.HistoryRequest;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.xmpp.packet.IQ;
import org.xmpp.packet.Message;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * Whether the master can be reached, and what follows if it cannot: local users are told once, whoever is not local is shown
 * as gone, and what is said is kept. The master is asked from time to time whether it is there; when it answers, one local
 * occupant joins again, which brings what was missed, then the others, and then what was kept is sent.
 * A room in which nothing of ours waits for the master asks it nothing.
 */
final class LinkRules {

    private static final String PROBE_ID = "link-";

    private LinkRules() {
    }

    // ---- signs of trouble, and of life

    /**
     * What a stanza of the master, or of the link in its name, says about the link.
     *
     * @return whether that is all that is to be done about it
     */
    static boolean take(Turn turn, MasterStanza stanza) {
        if (stanza instanceof MasterStanza.Answered answered && answered.id().startsWith(PROBE_ID)) {
            answered(turn, answered);
            return true;
        }
        Optional<Condition> error = errorOf(stanza);
        if (error.filter(LinkRules::meansNoLink).isPresent()) {
            return failed(turn, stanza);
        }
        if (turn.link().phase() == Link.Phase.UP) {
            turn.become(turn.link().heardAt(turn.now()));
        }
        if (stanza instanceof MasterStanza.Present present) {
            return present(turn, present);
        }
        if (stanza instanceof MasterStanza.Absent absent) {
            return absent(turn, absent);
        }
        if (stanza instanceof MasterStanza.Refused refused) {
            return refused(turn, refused, error.orElse(Condition.undefined_condition));
        }
        return stanza instanceof MasterStanza.Whispered whispered && error.isPresent() && unsaid(turn, whispered, error.get());
    }

    /** When what a stanza of the master says has been done. */
    static void after(Turn turn, MasterStanza stanza) {
        if (turn.link().phase() == Link.Phase.RESUMING && stanza instanceof MasterStanza.Said said
            && said.payload().changesSubject()) {
            // XEP-0045, section 7.2.2: the subject is the last that a room tells somebody who enters.
            complete(turn);
        }
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

    private static boolean meansNoLink(Condition condition) {
        return condition == Condition.remote_server_not_found || condition == Condition.remote_server_timeout;
    }

    /** Something could not be delivered. */
    private static boolean failed(Turn turn, MasterStanza stanza) {
        boolean ours = stanza instanceof MasterStanza.Refused
            || stanza instanceof MasterStanza.Whispered whispered && whispered.nick().isEmpty();
        if (!ours) {
            // From an occupant, whose own server may be the one that is out of reach.
            probe(turn);
            return false;
        }
        boolean waiting = stanza instanceof MasterStanza.Refused refused && turn.room().local(refused.nick())
            .filter(local -> local.phase() != Phase.JOINED).isPresent();
        if (turn.link().phase() == Link.Phase.REJOINING) {
            again(turn);
        } else if (!waiting) {
            lose(turn);
        }
        return !waiting;
    }

    /** The master's answer to the question whether it is there. An old answer is one as well: stanzas do not overtake. */
    private static void answered(Turn turn, MasterStanza.Answered answered) {
        Optional<Condition> error = errorOf(answered);
        boolean down = turn.link().phase() == Link.Phase.DOWN;
        if (error.filter(LinkRules::meansNoLink).isPresent()) {
            if (!turn.link().isLost() && turn.link().probe().isPresent()) {
                lose(turn);
            }
        } else if (down) {
            rejoin(turn);
        } else if (turn.link().probe().isPresent() && answered.id().equals(PROBE_ID + turn.link().probe().get())) {
            long covered = turn.link().probe().get();
            turn.become(turn.link().probing(Optional.empty()));
            boolean copyLost = turn.link().kept().stream().anyMatch(message -> message.number() <= covered
                && message.state() == Kept.State.UNDER_WAY);
            if (copyLost || error.filter(Condition.not_acceptable::equals).isPresent()) {
                // It is there and does not know us, or what it sent us before this has been lost, and perhaps more.
                lose(turn);
                rejoin(turn);
            } else {
                TalkRules.confirmed(turn, covered);
                expectSign(turn);
            }
        }
    }

    /** The room does not take a message. If that is because it does not know the speaker, he has to join again. */
    private static boolean unsaid(Turn turn, MasterStanza.Whispered error, Condition condition) {
        boolean first = error.id().isPresent() && turn.link().kept().stream().anyMatch(message ->
            message.nick().equals(error.receiver()) && message.id().equals(error.id())
                && (message.state() == Kept.State.UNDER_WAY || message.state() == Kept.State.TOLD
                    || message.state() == Kept.State.DOUBTFUL));
        if (first && turn.room().local(error.receiver()).isEmpty()) {
            // He was thrown out while it was on its way, and his client does not expect an answer any more.
            turn.link().kept().stream().filter(message -> message.nick().equals(error.receiver())
                && message.id().equals(error.id())).toList().forEach(message -> TalkRules.giveBack(turn, message));
            return true;
        }
        if (first && condition == Condition.not_acceptable && error.nick().isEmpty()) {
            if (turn.link().phase() == Link.Phase.UP) {
                lose(turn);
                rejoin(turn);
            }
            return true;
        }
        if (error.nick().isEmpty()) {
            TalkRules.refused(turn, error.receiver(), error.id());
        }
        return false;
    }

    /** A connection to the master's server broke: what was sent last may not have arrived. */
    static void broken(Turn turn) {
        boolean waits = turn.link().waits() || turn.room().anyLocal(Phase::waits);
        if (turn.link().phase() == Link.Phase.UP && waits && !turn.room().audience().isEmpty()) {
            lose(turn);
            rejoin(turn);
        }
    }

    /** The master says that we may have missed something. */
    static void told(Turn turn) {
        if (turn.link().phase() == Link.Phase.UP && turn.link().away().isEmpty()) {
            lose(turn);
        }
        if (turn.link().phase() == Link.Phase.DOWN) {
            rejoin(turn);
        }
    }

    // ---- waiting
    /** Something of ours waits for the master: if nothing comes, it is asked. */
    static void expectSign(Turn turn) {
        Link link = turn.link();
        if (link.phase() != Link.Phase.UP) {
            return;
        }
        if (!link.waits() && link.probe().isEmpty()) {
            turn.become(link.dueAt(Instant.MAX));
        } else if (link.due().equals(Instant.MAX)) {
            wakeAt(turn, turn.now().plus(turn.policy().link().patience()));
        }
        boolean many = link.kept().stream().filter(message -> message.state() == Kept.State.TOLD).count()
            > turn.policy().link().most() / 2;
        if (many) {
            probe(turn);
        }
    }

    private static void wakeAt(Turn turn, Instant due) {
        turn.become(turn.link().dueAt(due));
        turn.alarm(due);
    }

    /** Asks the master whether it is there, in the name of somebody who should be in: it also tells whether he is. */
    private static void probe(Turn turn) {
        Link link = turn.link();
        if (link.phase() == Link.Phase.UP && link.probe().isEmpty() && !turn.room().audience().isEmpty()) {
            ask(turn);
            wakeAt(turn, turn.now().plus(turn.policy().link().patience()));
        }
    }

    private static void ask(Turn turn) {
        List<Kept> kept = turn.link().kept();
        long covers = kept.isEmpty() ? turn.room().events() : kept.get(kept.size() - 1).number();
        turn.become(turn.link().probing(Optional.of(covers)));
        String first = turn.room().audience().get(0).nick();
        turn.send(Stanzas.iq(turn.address().slaveOccupant(first), turn.address().master(), IQ.Type.get, PROBE_ID + covers,
            Stanzas.ping()));
    }

    /** Time has passed. */
    static void check(Turn turn) {
        TalkRules.expire(turn);
        Link link = turn.link();
        if (turn.now().isBefore(link.due()) || turn.room().audience().isEmpty()) {
            return;
        }
        switch (link.phase()) {
            case UP -> checkSigns(turn);
            case DOWN -> {
                ask(turn);
                turn.become(turn.link().attempted(link.attempts() + 1));
                wakeAt(turn, turn.now().plus(turn.policy().link().waitAfter(link.attempts() + 1)));
            }
            case REJOINING -> again(turn);
            // A room that never tells its subject.
            default -> complete(turn);
        }
    }

    private static void checkSigns(Turn turn) {
        Link link = turn.link();
        Duration patience = turn.policy().link().patience();
        Optional<Instant> oldest = link.kept().stream().filter(message -> message.state().waits()).map(Kept::since)
            .min(Instant::compareTo);
        if (link.probe().isPresent() || !link.away().isEmpty()) {
            lose(turn);
        } else if (oldest.isEmpty()) {
            turn.become(link.dueAt(Instant.MAX));
        } else if (turn.now().isBefore(oldest.get().plus(patience))) {
            wakeAt(turn, oldest.get().plus(patience));
        } else {
            probe(turn);
        }
    }

    // ---- down

    /** The link is lost. Nothing happens if it is known to be, or if nobody is in who would notice. */
    static void lose(Turn turn) {
        if (turn.link().isDown() || turn.room().audience().isEmpty()) {
            return;
        }
        boolean told = turn.link().phase() == Link.Phase.RESUMING && turn.link().opener().isPresent();
        TalkRules.doubt(turn);
        for (LocalOccupant local : List.copyOf(turn.room().locals().values())) {
            letGo(turn, local);
        }
        Set<String> remote = new LinkedHashSet<>(turn.room().shown().keySet());
        remote.removeAll(turn.room().locals().keySet());
        remote.forEach(nick -> hide(turn, nick));
        if (!told) {
            LinkPolicy.Words words = turn.policy().link().words();
            turn.announce(turn.policy().link().localTalk() ? words.lost() : words.silent());
        }
        turn.become(turn.link().in(Link.Phase.DOWN, turn.link().due()).attempted(0).probing(Optional.empty())
            .opening(Optional.of(turn.room().audience().get(0).nick()), everybody(turn)));
        wakeAt(turn, turn.now().plus(turn.policy().link().waitAfter(0)));
    }

    /** Whoever is on the way in or out waits for nothing any more. */
    private static void letGo(Turn turn, LocalOccupant local) {
        switch (local.phase()) {
            case QUEUED, JOINING -> {
                turn.refuseJoin(local, Stanzas.errorPayload(Condition.remote_server_timeout, UserRules.NO_LINK));
                turn.remove(local);
            }
            case CANCELLED, LEAVING -> MasterRules.farewell(turn, local);
            default -> {
                // He stays.
            }
        }
    }

    private static void hide(Turn turn, String nick) {
        turn.become(turn.room().notShowing(nick));
        turn.show(nick, Presence.Type.unavailable, Payload.EMPTY.with(noRole()));
    }

    private static Element noRole() {
        Element x = DocumentHelper.createElement(Muc.USER);
        x.addElement("item").addAttribute("affiliation", "none").addAttribute("role", "none");
        return x;
    }

    private static Set<String> everybody(Turn turn) {
        Set<String> nicks = new LinkedHashSet<>();
        turn.room().audience().forEach(local -> nicks.add(local.nick()));
        return nicks;
    }

    // ---- and up again

    /** The master answers: the first of those who are left joins again. */
    private static void rejoin(Turn turn) {
        if (turn.room().audience().isEmpty()) {
            return;
        }
        LocalOccupant opener = turn.room().audience().get(0);
        turn.become(turn.link().opening(Optional.of(opener.nick()), everybody(turn)).probing(Optional.empty())
            .in(Link.Phase.REJOINING, turn.link().due()));
        Instant missed = turn.link().heard();
        for (Kept message : turn.link().kept()) {
            if (message.state() == Kept.State.DOUBTFUL && message.at().isBefore(missed)) {
                missed = message.at();
            }
        }
        join(turn, opener, HistoryRequest.since(missed.minus(turn.policy().link().margin())));
        wakeAt(turn, turn.now().plus(turn.policy().answerWithin()));
    }

    private static void join(Turn turn, LocalOccupant local, HistoryRequest history) {
        Presence join = Stanzas.join(turn.address(), local.join().asking(history));
        Resume.mark(join);
        turn.send(join);
    }

    /** It did not work. */
    private static void again(Turn turn) {
        turn.become(turn.link().in(Link.Phase.DOWN, turn.link().due()).attempted(turn.link().attempts() + 1)
            .opening(turn.link().opener(), everybody(turn)));
        wakeAt(turn, turn.now().plus(turn.policy().link().waitAfter(turn.link().attempts())));
    }

    private static boolean present(Turn turn, MasterStanza.Present present) {
        Link link = turn.link();
        boolean away = link.away().contains(present.nick());
        if (present.receiver().isPresent()) {
            // What is said to him alone when he joins again, he has been told.
            return link.away().contains(present.receiver().get());
        }
        if (link.phase() == Link.Phase.REJOINING) {
            turn.become(link.seeing(present.nick(), true));
        }
        Optional<LocalOccupant> local = turn.room().local(present.nick()).filter(one -> one.phase() == Phase.JOINED);
        if (local.isEmpty() || !away) {
            return false;
        }
        boolean answers = !turn.room().marksJoins() || present.payload().statusCodes().contains(Muc.SELF);
        boolean opens = link.phase() == Link.Phase.REJOINING && link.opener().filter(present.nick()::equals).isPresent();
        Payload payload = Turn.withoutSelfCodes(present.payload());
        if (!answers || link.isDown() && !opens) {
            return true;
        }
        if (!payload.equals(turn.room().shown().getOrDefault(present.nick(), Payload.EMPTY))) {
            turn.become(turn.room().showing(present.nick(), payload));
            turn.show(present.nick(), null, payload);
        }
        turn.become(turn.link().without(present.nick()));
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
        gone.removeAll(turn.room().locals().keySet());
        gone.forEach(nick -> hide(turn, nick));
        turn.become(turn.link().in(Link.Phase.RESUMING, turn.link().due()));
        turn.room().audience().stream().filter(local -> turn.link().away().contains(local.nick())).toList()
            .forEach(local -> join(turn, local, HistoryRequest.NONE));
        wakeAt(turn, turn.now().plus(turn.policy().answerWithin()));
    }

    /** A room is opened for the first time, and there is something to send from an earlier time. */
    static void opening(Turn turn) {
        if (turn.link().phase() == Link.Phase.UP && turn.link().kept().stream().anyMatch(one -> one.state().isToBeSent())) {
            turn.become(turn.link().in(Link.Phase.RESUMING, turn.link().due()).opening(Optional.empty(), Set.of()));
            wakeAt(turn, turn.now().plus(turn.policy().answerWithin()));
        }
    }

    /** What was missed has been told. */
    private static void complete(Turn turn) {
        boolean wasLost = turn.link().opener().isPresent();
        turn.become(turn.link().in(Link.Phase.UP, Instant.MAX).attempted(0).opening(Optional.empty(), turn.link().away())
            .heardAt(turn.now()));
        if (wasLost) {
            turn.announce(turn.policy().link().words().back());
        }
        TalkRules.sendKept(turn);
    }

    /** Somebody else's absence, or that of one of ours whom the master let go because it did not reach us. */
    private static boolean absent(Turn turn, MasterStanza.Absent absent) {
        if (turn.link().phase() == Link.Phase.REJOINING && absent.receiver().isEmpty()) {
            turn.become(turn.link().seeing(absent.nick(), false));
        }
        Optional<LocalOccupant> local = turn.room().local(absent.nick()).filter(one -> one.phase() == Phase.JOINED);
        if (local.isEmpty() || absent.payload().throwsOut()) {
            return false;
        }
        boolean unreachable = absent.payload().statusCodes().contains(Muc.UNREACHABLE);
        if (turn.link().away().contains(absent.nick()) || absent.receiver().isPresent()) {
            return turn.link().away().contains(absent.nick());
        }
        if (!unreachable) {
            return false;
        }
        if (!turn.link().isDown()) {
            lose(turn);
            rejoin(turn);
        }
        return true;
    }

    /** A presence was refused. */
    private static boolean refused(Turn turn, MasterStanza.Refused refused, Condition condition) {
        Optional<LocalOccupant> local = turn.room().local(refused.nick()).filter(one -> one.phase() == Phase.JOINED);
        if (local.isEmpty()) {
            return false;
        }
        Link link = turn.link();
        if (!link.away().contains(refused.nick())) {
            if (condition == Condition.not_acceptable && !link.isDown()) {
                // The master does not know him: it has lost its state.
                lose(turn);
                rejoin(turn);
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
        Payload farewell = Payload.EMPTY.with(status).with(noRole()).withStatus(codes);
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
