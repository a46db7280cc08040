package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.Optional;

import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Topic;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;
import org.xmpp.packet.PacketError.Condition;

/**
 * What a slave room does about IQs. It answers what it knows, and passes on between occupants what they ask each other and
 * the master. Whoever asks gets an answer in any case: what is passed on is remembered until it comes.
 */
final class QuestionRules {

    private QuestionRules() {
    }

    /** A local user asks. */
    static void ask(Turn turn, UserStanza.Ask ask) {
        Optional<LocalOccupant> asker = turn.room().occupantOf(ask.user()).filter(local -> local.phase() == Phase.JOINED);
        if (ask.topic() == Topic.ADMINISTRATION) {
            refuse(turn, ask, Condition.not_allowed,
                "This is done at home. Please join " + turn.address().master() + " directly.");
        } else if (ask.nick().isEmpty()) {
            askRoom(turn, ask, asker);
        } else if (asker.isEmpty()) {
            // XEP-0410: what tells a client that it is no longer in.
            refuse(turn, ask, Condition.not_acceptable, "You are not in this room.");
        } else {
            askOccupant(turn, ask, asker.get(), ask.nick().get());
        }
    }

    private static void askRoom(Turn turn, UserStanza.Ask ask, Optional<LocalOccupant> asker) {
        switch (ask.topic()) {
            case PING -> answer(turn, ask, Payload.EMPTY);
            case ITEMS -> answer(turn, ask, Payload.EMPTY.with(occupants(turn, asker.isPresent())));
            case RESERVED_NICK, ARCHIVE, ACCOUNT -> {
                if (asker.isEmpty() || ask.topic() == Topic.ARCHIVE && !turn.policy().archive()) {
                    refuse(turn, ask, Condition.feature_not_implemented, null);
                } else {
                    relay(turn, ask, asker.get(), turn.address().master());
                }
            }
            default -> refuse(turn, ask, Condition.feature_not_implemented, null);
        }
    }

    /** The occupants, for occupants only (XEP-0045, section 6.4): to others it would tell who talks here. */
    private static Element occupants(Turn turn, boolean mayKnow) {
        Element query = DocumentHelper.createElement(QName.get("query", Topic.ITEMS_NAMESPACE));
        if (mayKnow) {
            turn.room().shown().keySet().forEach(nick ->
                query.addElement("item").addAttribute("jid", turn.address().slaveOccupant(nick).toString()));
        }
        return query;
    }

    private static void askOccupant(Turn turn, UserStanza.Ask ask, LocalOccupant asker, String nick) {
        Optional<LocalOccupant> near = turn.room().local(nick).filter(local -> local.phase() == Phase.JOINED);
        if (ask.topic() == Topic.PING && asker.nick().equals(nick)) {
            answer(turn, ask, Payload.EMPTY);
        } else if (near.isPresent()) {
            relay(turn, ask, asker, answering(near.get(), ask.topic()));
        } else if (turn.room().shown().containsKey(nick)) {
            relay(turn, ask, asker, turn.address().masterOccupant(nick));
        } else {
            refuse(turn, ask, Condition.item_not_found, "There is no such occupant.");
        }
    }

    /** Who answers for an occupant: his client, or the server for his account. */
    private static JID answering(LocalOccupant local, Topic topic) {
        return topic == Topic.ACCOUNT ? local.bareAddress() : local.resources().get(0);
    }

    private static void relay(Turn turn, UserStanza.Ask ask, LocalOccupant asker, JID to) {
        Question question = new Question(ask.user(), target(turn, ask), ask.id(), to, deadline(turn));
        if (!relay(turn, question, turn.address().slaveOccupant(asker.nick()), ask.type(), ask.payload())) {
            refuse(turn, ask, Condition.resource_constraint, "Too many questions wait for an answer.");
        }
    }

    /**
     * Passes a question on and remembers who asked.
     *
     * @return false if too many wait already
     */
    private static boolean relay(Turn turn, Question question, JID from, IQ.Type type, Payload payload) {
        if (turn.room().questions().size() >= turn.policy().bounds().questions()) {
            return false;
        }
        // The moment, because a room that is gone and comes again counts its events anew.
        String id = "q" + Long.toString(turn.now().toEpochMilli(), Character.MAX_RADIX) + '-' + turn.room().events();
        turn.become(turn.room().with(id, question));
        turn.send(Stanzas.iq(from, question.asked(), type, id, payload));
        turn.alarm(question.deadline());
        return true;
    }

    /** A local client answers, or the server for its user. */
    static void answer(Turn turn, UserStanza.Answer answer) {
        settle(turn, answer.id(), answer.user(), answer.type(), answer.payload());
    }

    /** The master, or an occupant there, asks somebody of ours. */
    static void asked(Turn turn, MasterStanza.Asked asked) {
        JID asker = asked.nick().map(turn.address()::masterOccupant).orElse(turn.address().master());
        JID target = turn.address().slaveOccupant(asked.receiver());
        Optional<LocalOccupant> near = turn.room().local(asked.receiver()).filter(local -> local.phase() == Phase.JOINED);
        if (near.isEmpty()) {
            refuse(turn, target, asker, asked.id(), Condition.item_not_found);
        } else if (asked.topic() == Topic.PING) {
            turn.send(Stanzas.iq(target, asker, IQ.Type.result, asked.id(), Payload.EMPTY));
        } else {
            JID from = asked.nick().map(turn.address()::slaveOccupant).orElse(turn.address().slave());
            Question question =
                new Question(asker, target, asked.id(), answering(near.get(), asked.topic()), deadline(turn));
            if (!relay(turn, question, from, asked.type(), asked.payload())) {
                refuse(turn, target, asker, asked.id(), Condition.resource_constraint);
            }
        }
    }

    /** The master, or an occupant there, answers. */
    static void answered(Turn turn, MasterStanza.Answered answered) {
        JID from = answered.nick().map(turn.address()::masterOccupant).orElse(turn.address().master());
        settle(turn, answered.id(), from, answered.type(), answered.payload());
    }

    private static void settle(Turn turn, String id, JID from, IQ.Type type, Payload payload) {
        Question question = turn.room().questions().get(id);
        if (question != null && question.asked().equals(from)) {
            turn.become(turn.room().withoutQuestion(id));
            turn.answer(question, type, payload);
        }
    }

    /** Whoever waited long enough for an answer is told that there will be none. */
    static void expire(Turn turn) {
        turn.room().questions().forEach((id, question) -> {
            if (!turn.now().isBefore(question.deadline())) {
                turn.become(turn.room().withoutQuestion(id));
                turn.answer(question, IQ.Type.error,
                    Stanzas.errorPayload(Condition.remote_server_timeout, "There was no answer."));
            }
        });
    }

    private static Instant deadline(Turn turn) {
        return turn.now().plus(turn.policy().answerWithin());
    }

    private static JID target(Turn turn, UserStanza.Ask ask) {
        return ask.nick().map(turn.address()::slaveOccupant).orElse(turn.address().slave());
    }

    private static void answer(Turn turn, UserStanza.Ask ask, Payload payload) {
        turn.send(Stanzas.iq(target(turn, ask), ask.user(), IQ.Type.result, ask.id(), payload));
    }

    private static void refuse(Turn turn, UserStanza.Ask ask, Condition condition, String text) {
        turn.send(Stanzas.iq(target(turn, ask), ask.user(), IQ.Type.error, ask.id(), Stanzas.errorPayload(condition, text)));
    }

    private static void refuse(Turn turn, JID from, JID to, String id, Condition condition) {
        turn.send(Stanzas.iq(from, to, IQ.Type.error, id, Stanzas.errorPayload(condition, null)));
    }
}
