package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.RoomCopy;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza.Trouble;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.dom4j.DocumentHelper;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Whether there is still somebody behind a slave. Pure.
 *
 * <p>Something that comes back undelivered may have been sent long ago, to somebody who has come again since: the server
 * gives a stanza back only when it has tried for a while. So it only makes us doubt. After a time of grace, if the slave
 * gave no sign of life, it is asked whether it is there (XEP-0199), and if that comes back or is not answered, its
 * occupants leave. Where the slave's own server says that there is nobody, it is asked at once.
 *
 * <p>Not everything that is lost comes back, and where nothing is said nothing can. So a slave that has been silent for long
 * is asked as well. What was sent to it meanwhile counts for nothing: a connection that is dead takes it all the same, for a
 * quarter of an hour and more. If no answer comes, that is a doubt like any other.
 */
final class HealthRules {

    private HealthRules() {
    }

    /** Something came back. An error never goes on to the room, which might remove the user from each room of the service. */
    static Ruling failed(MasterRoom room, SlaveStanza.Failure failure, Circumstances now) {
        if (failure.trouble() == Trouble.NONE) {
            return Ruling.drop(alive(room, failure.slave(), Optional.empty(), now), List.of());
        }
        if (failure.trouble() == Trouble.NO_LINK) {
            return Ruling.drop(outOfReach(room, failure.slave(), now), List.of());
        }
        JID target = address(failure.slave(), failure.nick().orElse(null));
        boolean concerned = !room.suspicions().containsKey(target) && !whom(room, target).isEmpty();
        return concerned ? ask(room, target, false, false, now) : Ruling.drop(room, List.of());
    }

    /** The server cannot connect to that of a slave: it gets its time of grace, unless it has got it already. */
    static MasterRoom outOfReach(MasterRoom room, JID slave, Circumstances now) {
        boolean concerned = !room.suspicions().containsKey(slave) && !room.through(slave).isEmpty();
        return concerned ? room.suspecting(new Suspicion(slave, now.now().plus(now.policy().grace()), true, false,
            Optional.empty())) : room;
    }

    /** A slave speaks: it is there, and so is the occupant in whose name it does. */
    static MasterRoom alive(MasterRoom room, JID slave, Optional<String> nick, Circumstances now) {
        MasterRoom next = room.trusting(slave).hearing(slave, now.now());
        return nick.isEmpty() ? next : next.trusting(address(slave, nick.get()));
    }

    /** Somebody of a slave that has come back, who has not: he is asked for, unless he comes soon. */
    static MasterRoom awaiting(MasterRoom room, VirtualOccupant occupant, Circumstances now) {
        return room.suspecting(new Suspicion(address(occupant.slave(), occupant.nick()),
            now.now().plus(now.policy().answerWithin()), true, false, Optional.empty()));
    }

    /** An answer, perhaps to a question of ours. */
    static Optional<Ruling> answered(MasterRoom room, SlaveStanza.Answer answer, Circumstances now) {
        return room.suspicions().values().stream()
            .filter(suspicion -> suspicion.probeId().filter(answer.id()::equals).isPresent()
                && suspicion.slave().equals(answer.slave()))
            .findFirst().map(suspicion -> switch (answer.trouble()) {
                case NONE -> Ruling.drop(arrived(alive(room, answer.slave(), answer.nick(), now).trusting(suspicion.target()),
                    suspicion), List.of());
                // Asked because somebody there said that nobody was, or nobody said anything; now it is the link.
                case NO_LINK -> suspicion.graced() ? leave(room, suspicion, true, now) : grace(room, suspicion, now);
                case NOBODY_THERE -> leave(room, suspicion, false, now);
            });
    }

    /** A slave that has answered has what it was sent before it was asked. */
    private static MasterRoom arrived(MasterRoom room, Suspicion suspicion) {
        Told told = room.told().get(suspicion.target());
        boolean asked = told != null && told.arrival() == Told.Arrival.ASKED;
        return asked ? room.telling(suspicion.target(), Told.Arrival.CERTAIN) : room;
    }

    /** Asks where it is time to, and lets those leave of whom nothing was heard. */
    static Ruling onTick(MasterRoom room, Circumstances now) {
        Ruling all = Ruling.drop(room, List.of());
        for (Suspicion suspicion : room.suspicions().values()) {
            MasterRoom current = all.room();
            if (whom(current, suspicion.target()).isEmpty()) {
                all = all.then(Ruling.drop(current.trusting(suspicion.target()), List.of()));
            } else if (!now.now().isBefore(suspicion.due())) {
                all = all.then(due(current, suspicion, now));
            }
        }
        return all.then(askTheSilent(all.room(), now));
    }

    private static Ruling due(MasterRoom room, Suspicion suspicion, Circumstances now) {
        if (suspicion.probeId().isEmpty()) {
            return ask(room, suspicion.target(), suspicion.graced(), false, now);
        }
        return suspicion.routine() ? grace(room, suspicion, now) : leave(room, suspicion, true, now);
    }

    /** It was asked without having been out of reach before: the link gets its time. */
    private static Ruling grace(MasterRoom room, Suspicion suspicion, Circumstances now) {
        return Ruling.drop(outOfReach(room.trusting(suspicion.target()), suspicion.slave(), now), List.of());
    }

    private static Ruling askTheSilent(MasterRoom room, Circumstances now) {
        Ruling all = Ruling.drop(room, List.of());
        Duration patience = now.policy().pingAfter();
        for (JID slave : patience.isZero() ? Set.<JID>of() : room.slaves()) {
            boolean doubted = room.suspicions().values().stream().anyMatch(suspicion -> suspicion.slave().equals(slave));
            boolean leaving = room.through(slave).stream().noneMatch(occupant -> occupant.farewell() == Farewell.NONE);
            // At the end of a thin link one that has all is left alone: nobody waits for anything, and it may have to be opened.
            if (!doubted && !leaving && !room.hasAll(slave) && !now.now().isBefore(room.silentSince(slave).plus(patience))) {
                all = all.then(ask(all.room(), slave, false, true, now));
            }
        }
        return all;
    }

    private static Ruling ask(MasterRoom room, JID target, boolean graced, boolean routine, Circumstances now) {
        // One number for all that are asked at this moment: the address tells them apart.
        String id = now.freshId() + '-' + Integer.toHexString(target.hashCode());
        IQ probe = QuestionRules.iq(IQ.Type.get, id, room.address(), target,
            Payload.EMPTY.with(DocumentHelper.createElement(RoomCopy.PING)));
        return Ruling.drop(room.telling(target, Told.Arrival.ASKED).suspecting(
            new Suspicion(target, now.now().plus(now.policy().answerWithin()), graced, routine, Optional.of(id))),
            List.of(new Effect.Send(probe)));
    }

    private static Ruling leave(MasterRoom room, Suspicion suspicion, boolean mayReturn, Circumstances now) {
        MasterRoom trusting = room.trusting(suspicion.target());
        List<VirtualOccupant> leaving = whom(room, suspicion.target());
        // As a whole it may come back, and does not know that it has to.
        boolean whole = suspicion.target().getResource() == null && !leaving.isEmpty();
        MasterRoom next = whole && mayReturn
            ? LostRules.losing(trusting, suspicion.slave(), now.now().plus(now.policy().grace()), now) : trusting;
        boolean untold = whole && room.isThin(suspicion.slave());
        return Ruling.leave(next, new Verdict.Drop(), leaving, untold ? Farewell.UNTOLD : Farewell.UNREACHABLE);
    }

    private static List<VirtualOccupant> whom(MasterRoom room, JID target) {
        return target.getResource() == null ? room.through(target)
            : room.occupant(target.asBareJID(), target.getResource()).stream().toList();
    }

    private static JID address(JID slave, String nick) {
        return new JID(slave.getNode(), slave.getDomain(), nick);
    }
}
