package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Dialect;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.xmpp.packet.JID;
import org.xmpp.packet.Packet;
import org.xmpp.packet.PacketError.Condition;
import org.xmpp.packet.Presence;

/**
 * The rules of a slave room (ProtoXEP 0.0.1, "Use Cases" and "Business Rules", the mirror's side). Pure: the same room,
 * event and time give the same step. Who may send what was checked before: a user stanza comes from a local user, a
 * master stanza from the room's own master.
 */
public final class SlaveRules {

    private final MirrorPolicy policy;

    /**
     * Rules under a policy.
     *
     * @param policy what holds for the room
     */
    public SlaveRules(MirrorPolicy policy) {
        this.policy = Objects.requireNonNull(policy);
    }

    /** What a stanza of a local user to the slave leads to. */
    public Step on(SlaveRoom room, UserStanza stanza, Instant now) {
        return on(room, stanza, View.ESCAPED, now);
    }

    /**
     * What a stanza of a local user leads to.
     *
     * @param view whom he wrote to: the slave, or the room itself
     */
    public Step on(SlaveRoom room, UserStanza stanza, View view, Instant now) {
        Turn turn = new Turn(room, policy, now).by(stanza, view);
        UserRules.apply(turn, stanza);
        return turn.end();
    }

    /** What a stanza of the master leads to. */
    public Step on(SlaveRoom room, MasterStanza stanza, Instant now) {
        Turn turn = new Turn(room, policy, now);
        MasterRules.apply(turn, stanza);
        return turn.end();
    }

    /**
     * What a stanza of the master leads to, in the dialect that the room speaks with it.
     *
     * @param stanza from the master or one of its occupants; not changed
     */
    public Step hear(SlaveRoom room, Packet stanza, Instant now) {
        Turn turn = new Turn(room, policy, now);
        turn.hear(stanza);
        return turn.end();
    }

    /** What the passing of time leads to: whoever waited long enough for the master is told, and let go. */
    public Step onTick(SlaveRoom room, Instant now) {
        Turn turn = new Turn(room, policy, now);
        List<LocalOccupant> late = room.locals().values().stream()
            .filter(local -> local.phase().waits() && !now.isBefore(local.deadline())).toList();
        late.forEach(local -> timedOut(turn, local));
        if (room.speech().dialect() == Dialect.PLAIN && late.stream().anyMatch(local -> local.phase().atMaster())) {
            // What an ordinary room says is heard from the copies of one. If his are late, nobody has heard what it said to all.
            LinkRules.forgotten(turn);
        }
        QuestionRules.expire(turn);
        ClientRules.check(turn);
        ProbeRules.check(turn);
        return turn.end();
    }

    /**
     * Messages of a room that does not exist any more, or of users who do not come back: those that were kept for too long go
     * back to their senders.
     *
     * @param slave    the room
     * @param messages those that were written down
     * @return what to send, and what to forget
     */
    public Step giveBack(SlaveAddress slave, List<Kept> messages, Instant now) {
        Turn turn = new Turn(SlaveRoom.vacant(slave).recalling(messages), policy, now);
        TalkRules.expire(turn);
        return turn.end();
    }

    /**
     * Nothing can be written down, and so nothing may be shown that the master has not shown: what is under way is not waited
     * for any more, and its senders are told.
     */
    public Step giveUp(SlaveRoom room, Instant now) {
        Turn turn = new Turn(room, policy, now);
        TalkRules.giveUp(turn);
        return turn.end();
    }

    /**
     * A connection to the master's server broke: what was sent last may not have arrived.
     *
     * @param room     the room
     * @param replaced when the connection was made that is there instead; {@link Instant#MAX} if there is none
     * @param now      the time
     */
    public Step onBroken(SlaveRoom room, Instant replaced, Instant now) {
        Turn turn = new Turn(room, policy, now);
        LinkRules.broken(turn, replaced);
        return turn.end();
    }

    /** The master says that something that it sent may not have arrived ({@link Resume}). */
    public Step onMissed(SlaveRoom room, Instant now) {
        Turn turn = new Turn(room, policy, now);
        LinkRules.told(turn);
        return turn.end();
    }

    /**
     * The master may have told what was for the room to other nodes, which had lost this one, and be told so by them.
     *
     * @param written what all nodes have written down of the room: the other side has left behind what is not known here. It is
     *                sent, unless the master shows that it has it. What is not there any more the other side has done with. If it
     *                cannot be read, what the room knows of
     */
    public Step onApart(SlaveRoom room, List<Kept> written, Instant now) {
        Turn turn = new Turn(room, policy, now);
        LinkRules.apart(turn, written);
        return turn.end();
    }

    /**
     * Somebody enters of whom a node that was lost had written down what he said, or it is handed over again, and nobody knows
     * whether the master has it.
     *
     * @param written what. It is sent when he is in, before anything else that he says, unless the master shows that it has it
     */
    public Step onRecalled(SlaveRoom room, List<Kept> written, Instant now) {
        Turn turn = new Turn(room, policy, now);
        LinkRules.recalled(turn, written);
        return turn.end();
    }

    /**
     * The room begins to live in another place, where no alarm is set: all that it waits for is set again.
     */
    public Step onTakeOver(SlaveRoom room, Instant now) {
        Turn turn = new Turn(room, policy, now);
        room.locals().values().stream().filter(local -> local.phase().waits()).forEach(local -> turn.alarm(local.deadline()));
        room.questions().values().forEach(question -> turn.alarm(question.deadline()));
        if (!room.nextCheck().equals(Instant.MAX)) {
            turn.alarm(room.nextCheck());
        }
        if (!room.link().due().equals(Instant.MAX)) {
            turn.alarm(room.link().due());
        }
        return turn.end();
    }

    /**
     * Clients are gone without a word, with the server's node to which they were connected.
     *
     * @param gone tells whether a client is
     */
    public Step onGone(SlaveRoom room, Predicate<JID> gone, Instant now) {
        Turn turn = new Turn(room, policy, now);
        room.locals().values().stream().flatMap(local -> local.resources().stream()).filter(gone).forEach(client ->
            UserRules.apply(turn, new UserStanza.Unavailable(client, Optional.empty(), Payload.EMPTY, true, false)));
        return turn.end();
    }

    /**
     * Closes the room: everybody leaves, here and at the master. For the end of the plugin.
     */
    public Step close(SlaveRoom room, Instant now) {
        Payload shutdown = Turn.own(Payload.EMPTY).withStatus(Set.of(Muc.SERVICE_SHUTDOWN));
        return empty(room, now, (turn, local) ->
            turn.deliver(local.resources(), local.nick(), Presence.Type.unavailable, shutdown));
    }

    /**
     * Takes the room away: whoever is in it is told so as if it were destroyed, whoever is on the way in is refused, and all
     * leave at the master. For an administrator who does not want the room mirrored here.
     *
     * @param reason told to everybody; may be empty
     */
    public Step destroy(SlaveRoom room, String reason, Instant now) {
        return empty(room, now, (turn, local) -> {
            if (local.phase() == Phase.QUEUED || local.phase() == Phase.JOINING) {
                turn.refuseJoin(local, Stanzas.errorPayload(Condition.service_unavailable, reason.isEmpty() ? null : reason));
            } else {
                turn.deliver(local.resources(), local.nick(), Presence.Type.unavailable, Turn.own(Stanzas.destroyed(reason)));
            }
        });
    }

    /** Lets everybody leave at the master and here, and each be told that he does. */
    private Step empty(SlaveRoom room, Instant now, BiConsumer<Turn, LocalOccupant> telling) {
        Turn turn = new Turn(room, policy, now);
        turn.become(room.forgetful());
        for (LocalOccupant local : room.locals().values()) {
            if (local.phase() == Phase.JOINED || local.phase() == Phase.JOINING) {
                turn.part(local, Payload.EMPTY);
            }
            turn.become(turn.room().without(local));
            telling.accept(turn, local);
        }
        return turn.end();
    }

    private static void timedOut(Turn turn, LocalOccupant local) {
        if (local.phase() != Phase.JOINING) {
            // His part may be lost, with a connection that has ended since.
            turn.dismiss(local.nick());
            MasterRules.farewell(turn, local);
            return;
        }
        turn.refuseJoin(local, Stanzas.errorPayload(Condition.remote_server_timeout, "The room did not answer."));
        // Undo the join in case it arrives after all.
        turn.dismiss(local.nick());
        turn.remove(local);
    }
}
