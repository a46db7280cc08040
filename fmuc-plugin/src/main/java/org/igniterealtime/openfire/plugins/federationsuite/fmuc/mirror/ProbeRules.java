package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.xmpp.packet.IQ;

/**
 * The waiting for signs of the master. If something of ours waits for one and none comes, the master is asked whether it is
 * there; while the link is lost it is asked from time to time. A room in which nothing of ours waits asks it nothing, unless its
 * master knows nothing of mirrors: that does not say when it has lost somebody, and is asked when it has been silent for long.
 */
final class ProbeRules {

    /** What ids of questions to the master begin with, before the number of the last message that they cover. */
    static final String ID = "link-";

    /** Less than the number of any message: what a question covers that is asked because what was missed does not end. */
    static final long NOTHING = 0;

    private static final long EVENTS_EACH_MILLISECOND = 100_000;

    /** How long an ordinary room may be silent before it is asked (XEP-0410, section 3, which recommends so much). */
    private static final Duration SILENCE = Duration.ofMinutes(15);
    /** The same over a thin link, where a connection may have to be made for it. */
    private static final Duration THIN_SILENCE = Duration.ofHours(1);

    private ProbeRules() {
    }

    /** Something of ours waits for the master: if nothing comes, it is asked. */
    static void expectSign(Turn turn) {
        Link link = turn.link();
        if (link.phase() != Link.Phase.UP) {
            return;
        }
        Instant soon = turn.now().plus(turn.policy().link().patience());
        if (!link.waits() && link.probe().isEmpty()) {
            rest(turn, soon);
        } else if (link.due().isAfter(soon) || link.probe().isEmpty() && !turn.now().isBefore(link.due())) {
            wakeAt(turn, soon);
        }
        boolean many = link.kept().stream().filter(message -> message.state() == Kept.State.TOLD).count()
            > turn.policy().link().most() / 2;
        if (many) {
            probe(turn);
        }
    }

    /** Asks the master whether it is there, in the name of somebody who should be in: it also tells whether he is. */
    static void probe(Turn turn) {
        Link link = turn.link();
        if (link.phase() == Link.Phase.UP && link.probe().isEmpty() && !turn.room().audience().isEmpty()) {
            ask(turn);
            wakeAt(turn, turn.now().plus(turn.policy().link().patience()));
        }
    }

    /** Asks the master whether it is there, so that its answer comes behind all that it has said to those who are in. */
    static void askAnew(Turn turn) {
        if (!turn.room().audience().isEmpty()) {
            turn.become(turn.link().in(Link.Phase.DOWN, turn.link().due()));
            ask(turn);
            wakeAt(turn, turn.now().plus(turn.policy().link().patience()));
        }
    }

    /**
     * Something older was sent behind the question that is not answered yet, whose answer says nothing of it: the master is asked
     * once more.
     */
    static void askBehind(Turn turn) {
        turn.link().probe().ifPresent(covered -> {
            ask(turn, Math.max(covers(turn), covered + 1));
            wakeAt(turn, turn.now().plus(turn.policy().link().patience()));
        });
    }

    /**
     * What was missed seems to have been told: the master is asked behind that, once. As long as there is time for that, what was
     * told still counts as begun when it was.
     */
    static void askBehindEnd(Turn turn) {
        if (turn.link().probe().filter(number -> number < NOTHING).isEmpty()) {
            ask(turn, fence(turn));
            Instant least = turn.now().plus(turn.policy().link().patience());
            if (turn.link().due().isBefore(least)) {
                wakeAt(turn, least);
            }
        }
    }

    /** Tells whether an answer is the one to what was asked last. */
    static boolean isLast(Turn turn, String id) {
        return turn.link().probe().filter(number -> id.equals(ID + number)).isPresent();
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
                if (link.isAskedFirst() || link.attempts() > 0) {
                    turn.room().queued().forEach(local -> LossRules.refuse(turn, local));
                }
                ask(turn);
                turn.become(turn.link().attempted(link.attempts() + 1));
                TalkRules.showHeld(turn);
                wakeAt(turn, turn.now().plus(turn.policy().link().waitAfter(link.attempts() + 1)));
            }
            case REJOINING -> RejoinRules.again(turn);
            default -> checkResumed(turn);
        }
    }

    /** The subject has not come: it is late, or lost, or the room never tells it. The answer to a question comes behind it. */
    private static void checkResumed(Turn turn) {
        if (turn.link().probe().isPresent()) {
            LossRules.lose(turn);
        } else {
            ask(turn);
            wakeAt(turn, turn.now().plus(turn.policy().link().patience()));
        }
    }

    private static void checkSigns(Turn turn) {
        Link link = turn.link();
        Duration patience = turn.policy().link().patience();
        Optional<Instant> oldest = link.kept().stream().filter(message -> message.state().waits()).map(Kept::since)
            .min(Instant::compareTo);
        if (link.probe().isPresent() || !link.away().isEmpty()) {
            LossRules.lose(turn);
        } else if (link.ghosts()) {
            probe(turn);
        } else if (oldest.isEmpty()) {
            listen(turn);
        } else if (turn.now().isBefore(oldest.get().plus(patience))) {
            wakeAt(turn, oldest.get().plus(patience));
        } else {
            probe(turn);
        }
    }

    /** Nothing waits. */
    private static void rest(Turn turn, Instant soon) {
        if (turn.room().speech().dialect() != Dialect.PLAIN) {
            turn.become(turn.link().dueAt(Instant.MAX));
        } else if (turn.link().due().equals(Instant.MAX) || !turn.link().due().isAfter(soon)) {
            wakeAt(turn, turn.now().plus(silence(turn)));
        }
    }

    /** Nothing waits, and it is time to look whether anything was heard. */
    private static void listen(Turn turn) {
        Instant heard = turn.link().heard();
        turn.become(turn.link().dueAt(Instant.MAX));
        if (turn.room().speech().dialect() == Dialect.PLAIN) {
            if (heard.plus(silence(turn)).isAfter(turn.now())) {
                wakeAt(turn, heard.plus(silence(turn)));
            } else {
                probe(turn);
            }
        }
    }

    private static Duration silence(Turn turn) {
        return turn.policy().thin().on() ? THIN_SILENCE : SILENCE;
    }

    private static void ask(Turn turn) {
        ask(turn, covers(turn));
    }

    private static void ask(Turn turn, long covers) {
        turn.become(turn.link().probing(Optional.of(covers)));
        List<String> nicks = turn.room().audience().stream().map(LocalOccupant::nick).toList();
        String first = nicks.stream().filter(nick -> !turn.link().away().contains(nick)).findFirst().orElse(nicks.get(0));
        turn.send(Stanzas.iq(turn.address().slaveOccupant(first), turn.address().master(), IQ.Type.get, ID + covers,
            Stanzas.ping()));
    }

    /** Up to which message the answer to a question that is asked now says that the master has had it. */
    private static long covers(Turn turn) {
        List<Kept> kept = turn.link().kept();
        if (turn.link().isLost() && turn.room().speech().dialect() == Dialect.PLAIN) {
            return fence(turn);
        }
        // While what was missed is being told, nothing that is kept has been sent.
        // Else a number of its own: the answer to a question that does not count any more is not one to this.
        return turn.link().phase() == Link.Phase.RESUMING ? NOTHING : kept.isEmpty() ? turn.room().events()
            : Math.max(kept.get(kept.size() - 1).number(), TalkRules.firstNumber(turn.now()));
    }

    /** A number that no question had before: the number of no message, and another one with each event. */
    private static long fence(Turn turn) {
        return -(turn.now().toEpochMilli() * EVENTS_EACH_MILLISECOND + turn.room().events() % EVENTS_EACH_MILLISECOND);
    }

    static void wakeAt(Turn turn, Instant due) {
        turn.become(turn.link().dueAt(due));
        turn.alarm(due);
    }
}
