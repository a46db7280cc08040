package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/** What a slave room does about the stanzas of its master. */
final class MasterRules {

    private MasterRules() {
    }

    static void apply(Turn turn, MasterStanza received) {
        MasterStanza stanza = RejoinRules.begun(turn, received);
        if (!LinkRules.take(turn, stanza)) {
            act(turn, stanza);
        }
        LinkRules.after(turn, stanza);
    }

    private static void act(Turn turn, MasterStanza stanza) {
        if (stanza instanceof MasterStanza.Present present) {
            if (present.receiver().isPresent()) {
                presentForOne(turn, present);
            } else {
                present(turn, present);
            }
        } else if (stanza instanceof MasterStanza.Absent absent) {
            absent(turn, absent);
        } else if (stanza instanceof MasterStanza.Refused refused) {
            turn.room().local(refused.nick()).ifPresent(local -> refused(turn, local, refused.payload()));
        } else if (stanza instanceof MasterStanza.Said said) {
            said(turn, said);
        } else if (stanza instanceof MasterStanza.Whispered whispered) {
            whispered(turn, whispered);
        } else if (stanza instanceof MasterStanza.Asked asked) {
            QuestionRules.asked(turn, asked);
        } else if (stanza instanceof MasterStanza.Answered answered) {
            QuestionRules.answered(turn, answered);
        }
    }

    /** A presence to one occupant: what the master has to say to him alone, at his join or later. */
    private static void presentForOne(Turn turn, MasterStanza.Present present) {
        Optional<LocalOccupant> known = turn.room().local(present.receiver().get());
        if (known.isEmpty()) {
            return;
        }
        LocalOccupant local = known.get();
        if (local.phase().underWay() && isAssigned(present, local.nick())) {
            assigned(turn, local, present.nick());
        } else if (local.phase() == Phase.JOINED) {
            boolean self = present.nick().equals(local.nick());
            turn.deliver(local.resources(), present.nick(), null,
                self ? Turn.own(present.payload()) : Turn.withoutSelfCodes(present.payload()));
        } else if (local.phase().underWay()) {
            turn.become(turn.room().with(local.withCodes(present.payload().statusCodes())));
        }
    }

    /**
     * Tells whether a presence lets somebody in under another nick than he asked for. What is said to all is about him only
     * if it says that the nick was given: by 110 alone it may answer an earlier join, of somebody who did not wait for that.
     */
    private static boolean isAssigned(MasterStanza.Present present, String asked) {
        Set<Integer> codes = present.payload().statusCodes();
        return !present.nick().equals(asked)
            && (codes.contains(Muc.NICK_ASSIGNED) || codes.contains(Muc.SELF) && present.receiver().isPresent());
    }

    /**
     * ProtoXEP, "Business Rules": the master must not change the nick of somebody who joins through a proxy. If it does, the
     * join has failed, and is undone.
     */
    private static void assigned(Turn turn, LocalOccupant local, String nick) {
        if (local.phase() == Phase.CANCELLED) {
            turn.deliver(local.resources(), local.nick(), Presence.Type.unavailable, Turn.own(Payload.EMPTY));
        } else {
            Payload error = Stanzas.errorPayload(Condition.not_acceptable,
                "The room does not let you in with this nick. Please try another one.");
            turn.turnAway(local, error);
        }
        turn.dismiss(nick);
        turn.remove(local);
    }

    private static void present(Turn turn, MasterStanza.Present present) {
        Optional<LocalOccupant> local = turn.room().local(present.nick());
        if (present.payload().statusCodes().contains(Muc.SELF)) {
            turn.become(turn.room().markingJoins());
        }
        List<LocalOccupant> entering = turn.room().locals().values().stream().filter(one -> one.phase().underWay()).toList();
        if (local.isEmpty() && entering.size() == 1 && isAssigned(present, entering.get(0).nick())) {
            assigned(turn, entering.get(0), present.nick());
            return;
        }
        if (present.payload().statusCodes().contains(Muc.SELF) && local.filter(one -> one.phase() != Phase.QUEUED).isEmpty()) {
            // It lets in somebody who was given up: he waited too long, or something else was taken for his refusal.
            turn.dismiss(present.nick());
            if (!turn.room().isOpen()) {
                // So he goes before anybody is told who is there, and what says that he is gone may be lost without a trace: the
                // master has nobody of ours then who would miss it.
                return;
            }
        }
        if (!turn.room().isOpen()) {
            turn.become(turn.link().seeing(present.nick(), true));
        }
        Payload told = Turn.withoutSelfCodes(present.payload());
        Payload payload = local.filter(one -> one.phase() == Phase.JOINED)
            .map(one -> ThinRules.stated(turn, one, told)).orElse(told);
        boolean known = payload.equals(turn.room().shown().get(present.nick()));
        if (!remember(turn, present.nick(), payload, local.isPresent())) {
            return;
        }
        if (local.isPresent() && local.get().phase().underWay() && mayAnswerJoin(turn, present)) {
            accepted(turn, local.get(), present.payload(), known);
        } else {
            turn.show(present.nick(), null, payload);
        }
    }

    /**
     * Tells whether a presence with the nick of somebody on the way in may be the answer. Else it is that of a stranger, who
     * was faster or is just leaving. Masters that mark no answer, as in the specification's examples, leave that open.
     */
    private static boolean mayAnswerJoin(Turn turn, MasterStanza.Present present) {
        return !turn.room().marksJoins() || present.payload().statusCodes().contains(Muc.SELF);
    }

    /**
     * Remembers how an occupant is, within bounds on what a master can make us remember: what is too much shrinks to what
     * the room says of him, and if that is too much he is missing in the list; his messages are not. Our own occupants have
     * a bound of their own, and wait for their presence.
     *
     * @return whether he is in the list
     */
    private static boolean remember(Turn turn, String nick, Payload payload, boolean ours) {
        MirrorPolicy.Bounds bounds = turn.policy().bounds();
        Map<String, Payload> shown = turn.room().shown();
        if (!ours && !shown.containsKey(nick) && shown.size() >= bounds.shownOccupants()) {
            return false;
        }
        long others = 0;
        for (Map.Entry<String, Payload> other : shown.entrySet()) {
            others += other.getKey().equals(nick) ? 0 : other.getValue().weight();
        }
        long room = bounds.shownChars() - others;
        Payload lean = payload.only(Muc.USER.getName());
        Payload kept = payload.weight() <= room ? payload : lean.weight() <= room ? lean : Payload.EMPTY;
        if (kept.equals(Payload.EMPTY) && payload.weight() > 0 && !ours) {
            turn.become(turn.room().notShowing(nick));
            return false;
        }
        turn.become(turn.room().showing(nick, kept));
        return true;
    }

    /** As {@link #remember}, of an occupant of ours. */
    static void rememberOurs(Turn turn, String nick, Payload payload) {
        remember(turn, nick, payload, true);
    }

    /**
     * The master answered a join with the occupant's own presence.
     *
     * @param known whether the others have seen it already: an ordinary room sends a copy to each, his own last
     */
    private static void accepted(Turn turn, LocalOccupant local, Payload payload, boolean known) {
        // Who comes first here need not be the first there: somebody may have been let in who was given up. Then what the room
        // sends to the first has come already, with a word on the subject at its end.
        boolean first = !turn.room().anyLocal(Phase::atMaster);
        boolean opened = first && turn.room().history().subject().isEmpty();
        Set<Integer> codes = new HashSet<>(payload.statusCodes());
        codes.addAll(local.ownCodes());
        turn.learn(codes);
        if (payload.statusCodes().contains(Muc.SELF) && !turn.room().isOpen()) {
            turn.become(turn.room().showingOnly(turn.link().fresh()));
        }
        if (!known) {
            // Before he is in the audience, so that he sees himself once, and last.
            turn.show(local.nick(), null, payload);
        }
        if (local.phase() == Phase.CANCELLED) {
            // He is gone already; his part is under way behind his join, and is awaited as that of any occupant.
            turn.become(turn.room().with(local.in(Phase.LEAVING, local.deadline())));
            return;
        }
        // Who is on the way out has not seen to it that what was lost comes.
        boolean doubtful = turn.room().audience().isEmpty() && !turn.link().away().isEmpty();
        LocalOccupant joined = local.joined();
        turn.become(turn.room().with(joined));
        turn.become(turn.link().without(local.nick()));
        joined.clients().forEach(client ->
            turn.welcome(joined, client, Turn.withoutSelfCodes(payload), !opened));
        local.later().ifPresent(status -> ThinRules.state(turn, joined, status));
        if (doubtful) {
            // What the room sends to the first may not come, or did not. He joins again, and then it does.
            if (turn.link().opened().equals(Instant.EPOCH)) {
                turn.become(turn.link().heardAt(Instant.EPOCH));
            }
            RejoinRules.anew(turn);
            return;
        }
        turn.room().queued().forEach(turn::enter);
        if (opened) {
            turn.become(turn.link().openedAt(turn.now()));
            RejoinRules.opening(turn);
        } else if (turn.link().phase() == Link.Phase.UP) {
            TalkRules.sendKept(turn);
        }
        ProbeRules.expectSign(turn);
    }

    private static void absent(Turn turn, MasterStanza.Absent absent) {
        if (absent.receiver().isPresent() && !absent.receiver().get().equals(absent.nick())) {
            // For one occupant, about another: his eyes only.
            turn.room().local(absent.receiver().get()).filter(local -> local.phase() == Phase.JOINED).ifPresent(local ->
                turn.deliver(local.resources(), absent.nick(), Presence.Type.unavailable,
                    Turn.withoutSelfCodes(absent.payload())));
            return;
        }
        Optional<LocalOccupant> local = turn.room().local(absent.nick());
        boolean leaving = local.filter(one -> one.phase() == Phase.CANCELLED || one.phase() == Phase.LEAVING).isPresent();
        if (absent.receiver().isPresent()) {
            // To one who is not in, that he is not in. If he did not ask to go, it answers a part of an earlier time; and so it
            // does if his join is to be answered first, where that answer would be known for one.
            local.filter(one -> leaving && !(one.phase() == Phase.CANCELLED && turn.room().marksJoins()))
                .ifPresent(one -> {
                    if (one.phase() == Phase.LEAVING) {
                        // He was in, and a master that was killed meanwhile has forgotten him.
                        gone(turn, one, absent.payload().without(Resume.ELEMENT));
                        if (absent.payload().has(Resume.ELEMENT)) {
                            LinkRules.forgotten(turn);
                        }
                    } else {
                        neverIn(turn, one, absent.payload().without(Resume.ELEMENT));
                    }
                });
        } else if (local.filter(one -> one.phase().atMaster()).isPresent()) {
            if (!leaving) {
                // He did not ask to go. Either he was thrown out, and a part does no harm; or this is a stranger with his
                // nick, whose coming was taken for his own, and then his join must not be left behind at the master.
                turn.part(local.get(), Payload.EMPTY);
            }
            // Not to come back under another nick: ours have none but the one that they asked for.
            gone(turn, local.get(), absent.payload().withoutStatus(Set.of(Muc.NICK_CHANGED)));
            RejoinRules.deserted(turn);
        } else {
            // A stranger. If somebody of ours with the same nick is on the way in, this is not about him: he was not in.
            if (!turn.room().isOpen()) {
                // A master that marks its answers shows nobody before the first is in. So this is about somebody who was let
                // in too late and has left again, perhaps of an earlier life of this room, and with him ended what was shown
                // and said until now: whoever is let in is told it from its beginning. Whether it is such a master is known
                // when it answers.
                turn.become(turn.room().remembering(History.EMPTY));
                turn.become(turn.link().seeingNobody());
            }
            turn.become(turn.room().notShowing(absent.nick()));
            turn.show(absent.nick(), Presence.Type.unavailable, absent.payload());
        }
    }

    private static void refused(Turn turn, LocalOccupant local, Payload error) {
        switch (local.phase()) {
            case JOINING -> {
                turn.turnAway(local, error);
                turn.remove(local);
            }
            case CANCELLED, LEAVING -> {
                // Of somebody who is known to have been in it is what he said of himself before he left that is refused: by a
                // master that was killed, of which the answer to his part will tell more.
                boolean wasIn = local.phase() == Phase.LEAVING && turn.room().marksJoins();
                if (!wasIn || !turn.room().speech().isProtoXep()) {
                    neverIn(turn, local, Payload.EMPTY);
                }
            }
            case JOINED -> expelled(turn, local, error);
            default -> {
                // Nothing was sent for somebody who waits, so nothing can have been refused.
            }
        }
    }

    /**
     * A presence error for somebody who seemed to be in: the presence that seemed to accept him was that of a stranger
     * with the same nick, who was faster. He is not in, and must not be shown as if he were.
     */
    private static void expelled(Turn turn, LocalOccupant local, Payload error) {
        turn.refuseJoin(local, error);
        turn.deliver(local.resources(), local.nick(), Presence.Type.unavailable, Turn.own(Payload.EMPTY));
        turn.dismiss(local.nick());
        turn.remove(local);
    }

    /** Lets an occupant go who is on the way out and gets no answer. */
    static void farewell(Turn turn, LocalOccupant local) {
        turn.haunt();
        if (local.phase().atMaster()) {
            gone(turn, local, Payload.EMPTY);
        } else {
            neverIn(turn, local, Payload.EMPTY);
        }
    }

    /** Lets an occupant go whom the master never had. Whoever is shown with his nick is a stranger, and stays. */
    private static void neverIn(Turn turn, LocalOccupant local, Payload payload) {
        turn.deliver(local.leaving(), local.nick(), Presence.Type.unavailable, Turn.own(payload));
        turn.remove(local);
    }

    private static void gone(Turn turn, LocalOccupant local, Payload payload) {
        turn.deliver(local.leaving(), local.nick(), Presence.Type.unavailable, Turn.own(payload));
        turn.become(turn.room().notShowing(local.nick()));
        turn.remove(local);
        turn.show(local.nick(), Presence.Type.unavailable, payload);
    }

    private static void said(Turn turn, MasterStanza.Said said) {
        turn.relearn(said.payload().statusCodes());
        TalkRules.heard(turn, said);
    }

    /** A room that knows no requests for voice, as those of Openfire, says that the client is mistaken. It is not. */
    private static Payload refusal(Payload error) {
        return error.hasVoiceRequest() && error.hasError(Condition.bad_request)
            ? Stanzas.errorPayload(Condition.feature_not_implemented, "This room takes no requests for voice.") : error;
    }

    private static void whispered(Turn turn, MasterStanza.Whispered whispered) {
        turn.room().local(whispered.receiver()).ifPresent(local -> {
            JID from = whispered.nick().map(turn.address()::slaveOccupant).orElse(turn.address().slave());
            // What one occupant says to another is marked, so that the client takes it for no message of a contact.
            // The others know it by the address, and get what the room sends.
            boolean failed = whispered.type() == Message.Type.error;
            Payload plain = failed ? refusal(whispered.payload()) : whispered.payload();
            Payload marked = failed || whispered.nick().isEmpty() ? plain : plain.asPrivate();
            local.clients().forEach(client -> turn.send(Stanzas.message(from, client.address(), whispered.type(), whispered.id(),
                client.view() == View.TRANSPARENT ? plain : marked)));
        });
    }
}
