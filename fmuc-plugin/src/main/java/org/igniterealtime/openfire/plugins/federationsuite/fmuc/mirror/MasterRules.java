package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.LocalOccupant.Phase;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.MasterStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Muc;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Stanzas;
import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/** What a slave room does about the stanzas of its master. */
final class MasterRules {

    private MasterRules() {
    }

    static void apply(Turn turn, MasterStanza stanza) {
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
        }
    }

    /** A presence to one occupant: what the master has to say to him alone, at his join or later. */
    private static void presentForOne(Turn turn, MasterStanza.Present present) {
        Optional<LocalOccupant> known = turn.room().local(present.receiver().get());
        if (known.isEmpty()) {
            return;
        }
        LocalOccupant local = known.get();
        if (local.phase() == Phase.JOINED) {
            boolean self = present.nick().equals(local.nick());
            turn.deliver(local.resources(), present.nick(), null, self ? Turn.own(present.payload()) : present.payload());
        } else if (local.phase().underWay()) {
            turn.become(turn.room().with(local.withCodes(present.payload().statusCodes())));
        }
    }

    private static void present(Turn turn, MasterStanza.Present present) {
        SlaveRoom room = turn.room();
        Optional<LocalOccupant> local = room.local(present.nick());
        if (local.isEmpty() && !room.shown().containsKey(present.nick())
            && room.shown().size() >= turn.policy().shownOccupants()) {
            // A bound on what a master can make us remember. He is missing in the list; his messages are not. Our own
            // occupants have a bound of their own, and wait for their presence.
            return;
        }
        Payload payload = Turn.withoutSelfCodes(present.payload());
        turn.become(room.showing(present.nick(), payload));
        if (local.isPresent() && local.get().phase().underWay()) {
            accepted(turn, local.get(), present.payload());
        } else {
            turn.show(present.nick(), null, payload);
        }
    }

    /** The master answered a join with the occupant's own presence. */
    private static void accepted(Turn turn, LocalOccupant local, Payload payload) {
        boolean opened = !turn.room().anyLocal(Phase::atMaster);
        Set<Integer> codes = new HashSet<>(payload.statusCodes());
        codes.addAll(local.ownCodes());
        turn.learn(codes);
        if (local.phase() == Phase.CANCELLED) {
            // He is gone already; his part is under way behind his join, and is awaited as that of any occupant.
            turn.become(turn.room().with(local.in(Phase.LEAVING, local.deadline())));
            return;
        }
        // Before he is in the audience, so that he sees himself once, and last.
        turn.show(local.nick(), null, payload);
        LocalOccupant joined = local.in(Phase.JOINED, Instant.MAX);
        turn.become(turn.room().with(joined));
        turn.welcome(joined, joined.resources(), Turn.withoutSelfCodes(payload),
            opened ? Optional.empty() : Optional.of(joined.join().history()));
        turn.room().queued().forEach(turn::enter);
    }

    private static void absent(Turn turn, MasterStanza.Absent absent) {
        if (absent.receiver().isPresent() && !absent.receiver().get().equals(absent.nick())) {
            // For one occupant, about another: his eyes only.
            turn.room().local(absent.receiver().get()).filter(local -> local.phase() == Phase.JOINED).ifPresent(local ->
                turn.deliver(local.resources(), absent.nick(), Presence.Type.unavailable, absent.payload()));
            return;
        }
        Optional<LocalOccupant> local = turn.room().local(absent.nick());
        if (local.filter(one -> one.phase().atMaster()).isPresent()) {
            gone(turn, local.get(), absent.payload());
        } else if (absent.receiver().isEmpty()) {
            // A stranger. If somebody of ours with the same nick is on the way in, this is not about him: he was not in.
            turn.become(turn.room().notShowing(absent.nick()));
            turn.show(absent.nick(), Presence.Type.unavailable, absent.payload());
        } else {
            // To one who is not in, that he is not in: all that somebody waits for who took his join back.
            local.filter(one -> one.phase() == Phase.CANCELLED).ifPresent(one -> gone(turn, one, absent.payload()));
        }
    }

    private static void refused(Turn turn, LocalOccupant local, Payload error) {
        switch (local.phase()) {
            case JOINING -> {
                local.resources().forEach(user -> turn.refusePresence(user, local.nick(), local.join().id(), error));
                turn.remove(local);
            }
            case CANCELLED, LEAVING -> farewell(turn, local);
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
        local.resources().forEach(user -> turn.refusePresence(user, local.nick(), local.join().id(), error));
        turn.deliver(local.resources(), local.nick(), Presence.Type.unavailable, Turn.own(Payload.EMPTY));
        turn.part(local, Payload.EMPTY);
        turn.remove(local);
    }

    /** Lets an occupant go who is on the way out and gets no better answer. */
    static void farewell(Turn turn, LocalOccupant local) {
        gone(turn, local, Payload.EMPTY);
    }

    private static void gone(Turn turn, LocalOccupant local, Payload payload) {
        turn.deliver(local.resources(), local.nick(), Presence.Type.unavailable, Turn.own(payload));
        if (!local.phase().atMaster()) {
            // He was never in. Whoever is shown with his nick is a stranger, and stays.
            turn.remove(local);
            return;
        }
        turn.become(turn.room().notShowing(local.nick()));
        turn.remove(local);
        turn.show(local.nick(), Presence.Type.unavailable, payload);
    }

    private static void said(Turn turn, MasterStanza.Said said) {
        Set<Integer> codes = said.payload().statusCodes();
        if (codes.contains(Muc.NOW_NON_ANONYMOUS) || codes.contains(Muc.NOW_SEMI_ANONYMOUS)) {
            Set<Integer> known = new HashSet<>(turn.room().roomCodes());
            known.remove(Muc.NON_ANONYMOUS);
            turn.become(turn.room().withRoomCodes(known));
            turn.learn(codes.contains(Muc.NOW_NON_ANONYMOUS) ? Set.of(Muc.NON_ANONYMOUS) : Set.of());
        }
        Heard heard = new Heard(said.nick(), said.payload(), said.id(), said.payload().saidAt().orElse(turn.now()));
        turn.remember(heard);
        turn.say(heard);
    }

    private static void whispered(Turn turn, MasterStanza.Whispered whispered) {
        turn.room().local(whispered.receiver()).ifPresent(local -> {
            JID from = whispered.nick().map(turn.address()::slaveOccupant).orElse(turn.address().slave());
            local.resources().forEach(receiver -> turn.send(
                Stanzas.message(from, receiver, whispered.type(), whispered.id(), whispered.payload())));
        });
    }
}
