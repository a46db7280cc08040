package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * What follows if the master cannot be reached: local users are told once, whoever is not local is shown as gone, and what is
 * said is kept.
 */
final class LossRules {

    private LossRules() {
    }

    /**
     * The link is lost. Nothing happens if it is known to be; if nobody is in who would notice, whoever comes in next finds out.
     * Whoever is on the way in waits until the master has been asked again: it may be there at once. If it has been since it was
     * last heard, he has waited.
     */
    static void lose(Turn turn) {
        if (turn.room().audience().isEmpty()) {
            leaveInDoubt(turn);
        } else if (!turn.link().isDown()) {
            lose(turn, turn.link().attempts() == 0 && isPatient(turn) ? LossRules::postpone : LossRules::refuse);
            TalkRules.showHeld(turn);
        }
    }

    /** Tells whether whoever comes when the link was just lost waits for the first answer: for no longer than for any other. */
    static boolean isPatient(Turn turn) {
        return turn.policy().link().firstAnswer().compareTo(turn.policy().answerWithin()) <= 0;
    }

    /** Tells whether it is not yet known of a link that is lost whether the master answers when it is first asked again. */
    static boolean isUncertain(Turn turn) {
        return turn.link().isAskedFirst() || turn.link().attempts() <= 1 && isPatient(turn);
    }

    /** As {@link #lose} where the room is joined again at once: whoever is on the way in waits for that. */
    static void interrupt(Turn turn) {
        if (turn.room().audience().isEmpty()) {
            leaveInDoubt(turn);
        } else if (!turn.link().isDown()) {
            lose(turn, LossRules::postpone);
        }
    }

    /**
     * Something may be lost, and whoever was in is on the way out. What is under way is in doubt, and the next whom the master
     * takes for one of more joins again: else an answer to him would be taken for one to all that was sent before.
     */
    private static void leaveInDoubt(Turn turn) {
        if (turn.room().isOpen()) {
            Set<String> waiting = new LinkedHashSet<>(turn.room().locals().keySet());
            turn.room().queued().forEach(local -> waiting.remove(local.nick()));
            turn.become(turn.link().recalled().opening(Optional.empty(), waiting));
        }
    }

    private static void lose(Turn turn, BiConsumer<Turn, LocalOccupant> coming) {
        boolean told = turn.link().phase() == Link.Phase.RESUMING && turn.link().opener().isPresent();
        TalkRules.doubt(turn);
        for (LocalOccupant local : List.copyOf(turn.room().locals().values())) {
            switch (local.phase()) {
                case QUEUED, JOINING -> coming.accept(turn, local);
                case CANCELLED, LEAVING -> MasterRules.farewell(turn, local);
                default -> {
                    // He stays.
                }
            }
        }
        Set<String> remote = new LinkedHashSet<>(turn.room().shown().keySet());
        remote.removeAll(turn.room().accepted());
        remote.forEach(nick -> hide(turn, nick));
        if (!told) {
            LinkPolicy.Words words = turn.policy().link().words();
            turn.announce(turn.policy().link().localTalk() ? words.lost() : words.silent());
        }
        turn.become(turn.link().in(Link.Phase.DOWN, turn.link().due()).attempted(0).probing(Optional.empty())
            .opening(Optional.of(turn.room().audience().get(0).nick()), everybody(turn)).early(List.of()));
        ProbeRules.wakeAt(turn, turn.now().plus(turn.policy().link().waitAfter(0)));
    }

    /** Whoever is on the way in waits for nothing any more. */
    static void refuse(Turn turn, LocalOccupant local) {
        turn.refuseJoin(local, Stanzas.errorPayload(Condition.remote_server_timeout, UserRules.NO_LINK));
        if (local.phase() == Phase.JOINING) {
            turn.haunt();
        }
        turn.remove(local);
    }

    /** Whoever is on the way in begins anew, when it is his turn. */
    private static void postpone(Turn turn, LocalOccupant local) {
        if (local.phase() == Phase.JOINING) {
            turn.become(turn.room().with(local.queuedAgain()));
            // His join may have arrived, and then the next one would be a second.
            turn.dismiss(local.nick());
        }
    }

    static void hide(Turn turn, String nick) {
        turn.become(turn.room().notShowing(nick));
        turn.show(nick, Presence.Type.unavailable, Payload.EMPTY.with(noRole()));
    }

    static Element noRole() {
        Element x = DocumentHelper.createElement(Muc.USER);
        x.addElement("item").addAttribute("affiliation", "none").addAttribute("role", "none");
        return x;
    }

    static Set<String> everybody(Turn turn) {
        Set<String> nicks = new LinkedHashSet<>();
        turn.room().audience().forEach(local -> nicks.add(local.nick()));
        return nicks;
    }
}
