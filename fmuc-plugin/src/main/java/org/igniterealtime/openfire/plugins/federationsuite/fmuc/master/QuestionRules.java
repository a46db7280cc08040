package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Topic;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;

/**
 * IQs between occupants of slaves and the room, or other occupants: each goes on under an id of ours, and its answer finds
 * the way back by that. Pure. As many wait as the policy lets, and none for ever.
 */
final class QuestionRules {

    private static final String TOO_MANY = "Too many questions wait for an answer.";

    private QuestionRules() {
    }

    /** An occupant of a slave asks. To the room it is the user's own question. */
    static Ruling ask(MasterRoom room, VirtualOccupant asker, SlaveStanza.Ask ask, Packet original, Circumstances now) {
        if (isBusy(room, asker.slave(), false, now)) {
            return Ruling.drop(room, Stanzas.error(original, Condition.resource_constraint, TOO_MANY));
        }
        boolean archive = original instanceof IQ iq && Topic.of(iq) == Topic.ARCHIVE;
        Question question = new Question(now.freshId(), ask.id(), asker.slaveOccupant(), original.getTo(), asker.user(), false,
            archive, now.now().plus(now.policy().answerWithin()));
        return new Ruling(room.asking(question),
            new Verdict.PassAs(asker.user(), false, Optional.of(question.id())), List.of(), List.of());
    }

    /** An occupant of a slave answers somebody in the room: the answer goes there as the user's own. */
    static Ruling answered(MasterRoom room, SlaveStanza.Answer answer) {
        Question question = room.questions().get(answer.id());
        JID answerer = new JID(answer.slave().getNode(), answer.slave().getDomain(), answer.nick().orElse(null));
        if (question == null || !question.toSlave() || !question.isFor(answerer)) {
            return Ruling.drop(room, List.of());
        }
        Payload payload = answer.error().isEmpty() ? answer.payload() : Stanzas.errorPayload(harmless(answer), null);
        return Ruling.drop(room.answered(question), reply(question, question.user(),
            answer.error().isEmpty() ? IQ.Type.result : IQ.Type.error, payload));
    }

    /**
     * What goes wrong behind a slave is told to whoever asked. Not in the words of the slave where these could mean that the
     * user is gone: to the room that would be said by himself, and of all his clients and rooms.
     */
    private static Condition harmless(SlaveStanza.Answer answer) {
        boolean harmful = answer.trouble() != SlaveStanza.Trouble.NONE
            || answer.error().filter(Set.of(Condition.redirect, Condition.undefined_condition)::contains).isPresent();
        return harmful ? Condition.service_unavailable : answer.error().orElseThrow();
    }

    /** Somebody in the room asks an occupant of a slave. */
    static Ruling onQuestion(MasterRoom room, VirtualOccupant receiver, RoomCopy.Question copy, Circumstances now) {
        if (copy.isGhostCheck()) {
            // Whether the slave is there is known without asking. If that is in doubt, saying nothing is the answer.
            return Ruling.drop(room, room.isHealthy(receiver)
                ? List.of(new Effect.Send(iq(IQ.Type.result, copy.id(), receiver.user(), copy.from(), Payload.EMPTY)))
                : List.of());
        }
        if (isBusy(room, receiver.slave(), true, now)) {
            return Ruling.drop(room, iq(IQ.Type.error, copy.id(), receiver.user(), copy.from(),
                Stanzas.errorPayload(Condition.resource_constraint, TOO_MANY)));
        }
        Question question = new Question(now.freshId(), copy.id(), copy.from(), receiver.slaveOccupant(), receiver.user(), true,
            false, now.now().plus(now.policy().answerWithin()));
        return Ruling.drop(room.asking(question),
            iq(copy.type(), question.id(), copy.from(), receiver.slaveOccupant(), copy.payload()));
    }

    /** The room, or somebody in it, answers a user. To the slave only if the question came through it. */
    static Ruling onAnswer(MasterRoom room, VirtualOccupant receiver, RoomCopy.Answer copy) {
        Question question = room.questions().get(copy.id());
        if (question == null || question.toSlave() || !question.user().equals(receiver.user()) || !question.isFor(copy.from())) {
            return Ruling.pass(room);
        }
        return Ruling.drop(room.answered(question), reply(question, copy.from(), copy.type(), copy.payload()));
    }

    /**
     * Tells whether a message is what the archive of the room sends to a user who has asked it himself. It goes the way of the
     * answer, which ends it: on another way it might come behind that (XEP-0313, section 4.2).
     */
    static boolean isAnswerOfArchive(MasterRoom room, VirtualOccupant receiver, RoomCopy.Personal copy) {
        return copy.from().getResource() == null && copy.payload().isOfArchive() && room.questions().values().stream()
            .noneMatch(question -> question.archive() && question.user().equals(receiver.user()));
    }

    /** Gives up what waited too long. */
    static Ruling expired(MasterRoom room, Circumstances now) {
        MasterRoom next = room;
        List<Effect> effects = new ArrayList<>();
        for (Question question : room.questions().values()) {
            if (!now.now().isBefore(question.deadline()) || !room.occupants().containsKey(question.user())) {
                next = next.answered(question);
                effects.addAll(reply(question, question.toSlave() ? question.user() : question.asked(), IQ.Type.error,
                    Stanzas.errorPayload(question.toSlave() ? Condition.service_unavailable : Condition.remote_server_timeout,
                        "There was no answer.")));
            }
        }
        return Ruling.drop(next, effects);
    }

    private static boolean isBusy(MasterRoom room, JID slave, boolean toSlave, Circumstances now) {
        return room.questions().values().stream().filter(question -> question.toSlave() == toSlave
            && (toSlave ? question.asked() : question.asker()).asBareJID().equals(slave)).count()
            >= now.policy().mostQuestions();
    }

    private static List<Effect> reply(Question question, JID from, IQ.Type type, Payload payload) {
        return List.of(new Effect.Send(iq(type, question.original(), from, question.asker(), payload)));
    }

    static IQ iq(IQ.Type type, String id, JID from, JID to, Payload payload) {
        IQ iq = new IQ(type, id);
        iq.setFrom(from);
        iq.setTo(to);
        payload.addTo(iq);
        return iq;
    }
}
