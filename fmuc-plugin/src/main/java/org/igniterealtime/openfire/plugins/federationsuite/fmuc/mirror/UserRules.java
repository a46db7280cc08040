package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.xmpp.packet.JID;
import org.xmpp.packet.Message;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/** What a slave room does about the stanzas of its local users. */
final class UserRules {

    static final String NO_LINK = "The link to the room is lost.";
    private static final String TAKEN_FOR_LOST = "One of the servers had lost sight of you. Please try again.";
    private static final String JUST_LEAVING = "This occupant is just leaving. Please try again.";

    private UserRules() {
    }

    static void apply(Turn turn, UserStanza stanza) {
        if (stanza instanceof UserStanza.Answer answer) {
            if (answer.nick().isPresent()) {
                QuestionRules.answer(turn, answer);
            } else {
                ClientRules.answered(turn, answer);
            }
            return;
        }
        ClientRules.heard(turn, stanza.user());
        if (stanza instanceof UserStanza.Available available) {
            available(turn, available);
            ClientRules.watch(turn);
        } else if (stanza instanceof UserStanza.Unavailable unavailable) {
            turn.room().occupantOf(unavailable.user()).ifPresentOrElse(local -> leave(turn, local, unavailable),
                () -> leaveDirectly(turn, unavailable));
        } else if (stanza instanceof UserStanza.Say say) {
            say(turn, say);
        } else if (stanza instanceof UserStanza.Whisper whisper) {
            whisper(turn, whisper);
        } else if (stanza instanceof UserStanza.Request request) {
            request(turn, request);
        } else if (stanza instanceof UserStanza.Misdirected misdirected) {
            turn.refuseMessage(misdirected.user(), misdirected.nick(), misdirected.id(), Condition.bad_request,
                "A message to the room is of type groupchat, and one to an occupant is not.");
        } else if (stanza instanceof UserStanza.Ask ask) {
            QuestionRules.ask(turn, ask);
        }
    }

    private static void available(Turn turn, UserStanza.Available stanza) {
        Optional<LocalOccupant> known = turn.room().occupantOf(stanza.user());
        if (known.isEmpty()) {
            if (stanza.stillIn()) {
                // He has been put out since, and knows: behind that nobody has asked for him to enter.
                refuse(turn, stanza, Condition.remote_server_timeout, TAKEN_FOR_LOST);
            } else if (stanza.entering()) {
                join(turn, stanza);
            } else {
                // A change of status that crossed a kick. As a join it would bring him back without his knowing.
                refuse(turn, stanza, Condition.not_acceptable, "You are not in this room.");
            }
            return;
        }
        LocalOccupant local = known.get();
        if (local.phase() == Phase.LEAVING && stanza.entering() && turn.policy().shared()) {
            // He went with a node that was taken for lost, and is back with it. What the master said to that may have gone to the
            // node, and it answers what is sent now behind it. If it is his node that enters him, he has not heard that he went.
            MasterRules.farewell(turn, stanza.stillIn() ? local.losing(stanza.user(), turn.now()) : local);
            join(turn, stanza.asHisOwn());
        } else if (local.phase() == Phase.CANCELLED || local.phase() == Phase.LEAVING) {
            if (stanza.entering()) {
                refuse(turn, stanza, Condition.conflict, JUST_LEAVING);
            }
        } else if (stanza.entering() && turn.entersAnew(local, stanza.user())) {
            otherView(turn, local, stanza);
        } else if (!local.nick().equals(stanza.nick())) {
            // ProtoXEP, "Business Rules": nick changes are not allowed through a proxy.
            refuse(turn, stanza, Condition.not_acceptable, "Nicks cannot be changed in a room that is mirrored.");
        } else if (local.phase() == Phase.JOINED && stanza.entering()) {
            // A client that lost its state: it gets everything again, and nothing crosses the link.
            welcome(turn, local, stanza);
        } else if (local.phase() == Phase.JOINED) {
            LocalOccupant changed = local.saying(stanza.payload());
            turn.become(turn.room().with(changed));
            ThinRules.state(turn, changed, stanza.payload());
        } else {
            turn.become(turn.room().with(local.saying(stanza.payload())));
        }
    }

    /**
     * A client that is in under the address of the slave enters under that of the room, or the other way round. It leaves
     * the one and enters the other, and nothing crosses the link.
     */
    private static void otherView(Turn turn, LocalOccupant local, UserStanza.Available stanza) {
        if (local.phase() != Phase.JOINED || !local.nick().equals(stanza.nick())) {
            refuseOrPass(turn, stanza, Condition.conflict, "You are in this room already, under its other address.");
            return;
        }
        View before = local.client(stanza.user()).orElseThrow().view();
        turn.deliver(before, stanza.user(), local.nick(), Presence.Type.unavailable, Turn.own(Payload.EMPTY));
        LocalOccupant changed = local.withClient(Client.entering(stanza, turn.now(), turn.view()));
        turn.become(turn.room().with(changed));
        welcome(turn, changed, stanza);
    }

    private static void join(Turn turn, UserStanza.Available stanza) {
        Optional<LocalOccupant> holder = turn.room().local(stanza.nick());
        if (holder.isPresent() && !holder.get().isUser(stanza.user())) {
            refuse(turn, stanza, Condition.conflict, "This nick is in use.");
        } else if (holder.isPresent()) {
            joinAsResource(turn, holder.get(), stanza);
        } else if (turn.link().phase() == Link.Phase.DOWN && !LossRules.isUncertain(turn)) {
            refuse(turn, stanza, Condition.remote_server_timeout, NO_LINK);
        } else if (turn.room().locals().size() >= turn.policy().bounds().localOccupants()) {
            refuseOrPass(turn, stanza, Condition.resource_constraint, "This mirror takes no more occupants into this room.");
        } else {
            joinAsOccupant(turn, LocalOccupant.queued(stanza, turn.now(), turn.view()));
        }
    }

    private static void joinAsOccupant(Turn turn, LocalOccupant local) {
        SlaveRoom room = turn.room();
        boolean open = room.anyLocal(phase -> phase == Phase.JOINED) && !turn.link().isDown() && !turn.link().isResuming();
        boolean unknown = room.isVacant();
        turn.become(room.with(local));
        if (open || unknown) {
            turn.enter(local);
        }
        // Else somebody is on the way in or out, and waits to be answered: only then is it known which one opens the
        // room, and so whose join brings occupants, history and subject. Or the room is being joined again, or what was missed
        // is being told, and what his join brings from a master that has been killed meanwhile would be taken for the end of it.
    }

    private static void joinAsResource(Turn turn, LocalOccupant local, UserStanza.Available stanza) {
        if (local.phase() == Phase.CANCELLED || local.phase() == Phase.LEAVING) {
            refuse(turn, stanza, Condition.conflict, JUST_LEAVING);
        } else if (local.resources().size() >= turn.policy().bounds().resourcesEach()) {
            refuseOrPass(turn, stanza, Condition.resource_constraint, "Too many of your clients are in this room.");
        } else {
            LocalOccupant more = local.withClient(Client.entering(stanza, turn.now(), turn.view()));
            turn.become(turn.room().with(more));
            if (more.phase() == Phase.JOINED) {
                welcome(turn, more, stanza);
            }
        }
    }

    private static void welcome(Turn turn, LocalOccupant local, UserStanza.Available client) {
        Payload own = turn.room().shown().getOrDefault(local.nick(), Payload.EMPTY);
        turn.welcome(local, Client.entering(client, turn.now(), turn.view()), own, true);
    }

    private static void leave(Turn turn, LocalOccupant known, UserStanza.Unavailable stanza) {
        if (stanza.strange() && !stanza.lost() && (known.phase() == Phase.QUEUED || known.phase() == Phase.JOINING)) {
            turnAway(turn, known, known.client(stanza.user()).orElseThrow());
            return;
        }
        LocalOccupant local = stanza.lost() && turn.policy().shared() ? known.losing(stanza.user(), turn.now()) : known;
        LocalOccupant left = local.withoutResource(stanza.user());
        if (!left.resources().isEmpty()) {
            // Another client of his stays; over the link nothing changes.
            turn.become(turn.room().with(left));
            turn.deliver(List.of(stanza.user()), local.nick(), Presence.Type.unavailable, Turn.own(stanza.payload()));
            return;
        }
        switch (local.phase()) {
            case QUEUED -> {
                turn.deliver(local.resources(), local.nick(), Presence.Type.unavailable, Turn.own(stanza.payload()));
                turn.remove(local);
            }
            case JOINING -> {
                turn.part(local, stanza.payload());
                turn.await(local, Phase.CANCELLED);
            }
            case JOINED -> {
                if (!RejoinRules.leave(turn, local, stanza.payload())) {
                    turn.part(local, stanza.payload());
                    turn.await(local, Phase.LEAVING);
                }
            }
            default -> {
                // He is leaving already.
            }
        }
    }

    /**
     * A node that took a client for lost says that he leaves, and he is there. He may have asked to enter since, or is another
     * who has his address by now and has asked for nothing. So he does not enter, and if he waits for it he has to know.
     */
    private static void turnAway(Turn turn, LocalOccupant local, Client client) {
        turn.refusePresence(client.address(), local.nick(), client.joinId(),
            Stanzas.errorPayload(Condition.remote_server_timeout, TAKEN_FOR_LOST));
        LocalOccupant left = local.withoutResource(client.address());
        if (!left.resources().isEmpty()) {
            turn.become(turn.room().with(left));
            return;
        }
        if (local.phase() == Phase.JOINING) {
            turn.dismiss(local.nick());
        }
        turn.remove(local);
    }

    /**
     * Whoever knows only the room and has meanwhile been let go on to it directly leaves it so, too. If he is not in it, it
     * takes that for nothing.
     */
    private static void leaveDirectly(Turn turn, UserStanza.Unavailable stanza) {
        if (turn.view() == View.TRANSPARENT && stanza.nick().isPresent()) {
            turn.send(Stanzas.directPart(turn.address(), stanza.user(), stanza.nick().get(), stanza.payload()));
        }
    }

    private static void say(Turn turn, UserStanza.Say stanza) {
        Optional<LocalOccupant> speaker = joined(turn, stanza.user());
        if (speaker.isEmpty()) {
            turn.refuseMessage(stanza.user(), Optional.empty(), stanza.id(), Condition.not_acceptable,
                "Only occupants may send messages to the room.");
            return;
        }
        String nick = speaker.get().nick();
        if (turn.room().shown().getOrDefault(nick, Payload.EMPTY).role().filter("visitor"::equals).isPresent()) {
            turn.refuseMessage(stanza.user(), Optional.empty(), stanza.id(), Condition.forbidden,
                "You have no voice in this room.");
            return;
        }
        TalkRules.say(turn, speaker.get(), stanza);
    }

    private static void whisper(Turn turn, UserStanza.Whisper stanza) {
        Optional<LocalOccupant> speaker = joined(turn, stanza.user());
        if (speaker.isEmpty()) {
            turn.refuseMessage(stanza.user(), Optional.of(stanza.nick()), stanza.id(), Condition.not_acceptable,
                "Only occupants may send private messages.");
            return;
        }
        JID from = turn.address().slaveOccupant(speaker.get().nick());
        Optional<LocalOccupant> near = turn.room().local(stanza.nick()).filter(local -> local.phase() == Phase.JOINED);
        if (near.isPresent()) {
            // Between occupants of one slave: no reason to cross the link.
            near.get().resources().forEach(receiver ->
                turn.send(Stanzas.message(from, receiver, stanza.type(), stanza.id(), stanza.payload().asPrivate())));
        } else if (turn.link().away().contains(speaker.get().nick())) {
            turn.refuseMessage(stanza.user(), Optional.of(stanza.nick()), stanza.id(), Condition.remote_server_timeout, NO_LINK);
        } else if (!ThinRules.keepsBack(turn, stanza.payload())) {
            turn.send(Stanzas.message(from, turn.address().masterOccupant(stanza.nick()), stanza.type(), stanza.id(),
                ThinRules.worthSending(turn, stanza.payload())));
        }
    }

    private static void request(Turn turn, UserStanza.Request stanza) {
        Optional<LocalOccupant> asker = joined(turn, stanza.user());
        if (asker.isEmpty()) {
            turn.refuseMessage(stanza.user(), Optional.empty(), stanza.id(), Condition.not_acceptable,
                "Only occupants may ask the room for something.");
        } else if (turn.link().away().contains(asker.get().nick())) {
            turn.refuseMessage(stanza.user(), Optional.empty(), stanza.id(), Condition.remote_server_timeout, NO_LINK);
        } else {
            turn.send(Stanzas.message(turn.address().slaveOccupant(asker.get().nick()), turn.address().master(),
                Message.Type.normal, stanza.id(), stanza.payload()));
        }
    }

    private static Optional<LocalOccupant> joined(Turn turn, JID user) {
        return turn.room().occupantOf(user).filter(local -> local.phase() == Phase.JOINED);
    }

    /** For what the mirror refuses and the room might not: whoever joined in the ordinary way goes on to the room directly. */
    private static void refuseOrPass(Turn turn, UserStanza.Available stanza, Condition condition, String text) {
        if (turn.view() == View.TRANSPARENT) {
            turn.send(Stanzas.directJoin(turn.address(), stanza));
        } else {
            refuse(turn, stanza, condition, text);
        }
    }

    private static void refuse(Turn turn, UserStanza.Available stanza, Condition condition, String text) {
        turn.refusePresence(stanza.user(), stanza.nick(), stanza.id(), Stanzas.errorPayload(condition, text));
    }
}
