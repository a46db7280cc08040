package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.dom4j.DocumentHelper;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveStanza;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;
import org.xmpp.packet.IQ;
import org.xmpp.packet.JID;

/**
 * Slaves that may have missed something: because a connection broke behind what was sent, or because their occupants had to
 * leave. A slave whose users only listen does not notice, so it is told, from time to time until it answers; then it joins
 * again what it has ({@link Resume}). Pure.
 */
public final class LostRules {

    /** After that a slave is given up. */
    private static final Duration LONGEST = Duration.ofDays(1);
    /** So long at most it takes another node to let occupants go, and all nodes to hear of it. */
    private static final Duration YIELDING = Duration.ofSeconds(2);

    private LostRules() {
    }

    /**
     * A connection to the server of a slave broke. What was sent before it was replaced may not have arrived, unless the slave
     * has answered since: then it was closed because nobody needed it. A slave that has joined again since then has been told
     * all of that, too: it need not, and its users need not be told of another loss.
     *
     * @param room     the room
     * @param slave    the slave
     * @param replaced when the connection was made that is there instead; {@link Instant#MAX} if there is none
     * @param now      the circumstances
     */
    public static Ruling broken(MasterRoom room, JID slave, Instant replaced, Circumstances now) {
        List<VirtualOccupant> through = room.through(slave);
        boolean opened = through.stream().anyMatch(occupant -> occupant.opener() && occupant.since().isAfter(replaced));
        boolean nothingMissed = through.isEmpty() || room.hasAll(slave) || opened;
        return Ruling.pass(nothingMissed ? room : losing(room, slave, now.now(), now));
    }

    static MasterRoom losing(MasterRoom room, JID slave, Instant due, Circumstances now) {
        Lost known = room.lost().get(slave);
        MasterRoom next = room.losing(new Lost(slave, known == null ? now.now() : known.since(), due, 0, Optional.empty()));
        return room.isThin(slave) ? next.telling(slave, Told.NOTHING) : next;
    }

    /**
     * The first comes of a slave whose occupants had to leave. It may have begun again, or not know that they had to; it is told
     * at once, and what it hears until it answers is what is said from now on.
     */
    static MasterRoom returning(MasterRoom room, JID slave, Circumstances now) {
        return room.lost().containsKey(slave) ? room.losing(new Lost(slave, now.now(), now.now(), 0, Optional.empty())) : room;
    }

    /**
     * The home of a slave in a cluster is gone, with what its occupants had there. Those whom the room has kept are here from now
     * on; in any case the slave may have missed something, and others of its may have to come again.
     *
     * @param room  the room
     * @param slave the slave
     * @param kept  those of its occupants whom the room has kept
     * @param now   the circumstances
     */
    public static Ruling inherited(MasterRoom room, JID slave, List<VirtualOccupant> kept, Circumstances now) {
        MasterRoom next = room;
        for (VirtualOccupant one : kept) {
            next = next.arriving(one.user()).with(one);
        }
        if (room.occupants().isEmpty() && !kept.isEmpty()) {
            // What was said while they were at home with the other node was written down there.
            next = next.logging(Backlog.startingAt(now.now()));
        }
        return Ruling.drop(losing(next, slave, now.now(), now), List.of());
    }

    /**
     * Another node was taken for the home of a slave that is at home here, and lets its occupants go: the slave is to join them
     * again.
     */
    public static Ruling reclaiming(MasterRoom room, JID slave, Circumstances now) {
        return Ruling.drop(losing(room, slave, now.now().plus(YIELDING), now), List.of());
    }

    /** Another node stays the home of a slave, so its occupants leave here and come again there, and it need not be told here. */
    public static Ruling yielding(MasterRoom room, JID slave) {
        return Ruling.leave(room.finding(slave), new Verdict.Drop(), room.through(slave), Farewell.MOVED);
    }

    /** Tells those whose time has come. */
    static Ruling onTick(MasterRoom room, Circumstances now) {
        Ruling all = Ruling.drop(room, List.of());
        for (Lost lost : room.lost().values()) {
            if (now.now().isAfter(lost.since().plus(LONGEST))) {
                all = all.then(Ruling.drop(all.room().finding(lost.slave()), List.of()));
            } else if (!now.now().isBefore(lost.due())) {
                String id = now.freshId() + '-' + Integer.toHexString(lost.slave().hashCode());
                IQ telling = QuestionRules.iq(IQ.Type.set, id, room.address(), lost.slave(),
                    Payload.EMPTY.with(DocumentHelper.createElement(Resume.ELEMENT)));
                all = all.then(Ruling.drop(all.room().losing(lost.told(id, now.now())), telling));
            }
        }
        return all;
    }

    /** An answer, perhaps to what a slave was told. */
    static Optional<Ruling> answered(MasterRoom room, SlaveStanza.Answer answer, Circumstances now) {
        Lost lost = room.lost().get(answer.slave());
        if (lost == null || lost.askId().filter(answer.id()::equals).isEmpty()) {
            return Optional.empty();
        }
        if (answer.trouble() == SlaveStanza.Trouble.NO_LINK) {
            return Optional.of(Ruling.drop(HealthRules.outOfReach(room, answer.slave(), now), List.of()));
        }
        MasterRoom next = HealthRules.alive(room, answer.slave(), Optional.empty(), now);
        if (answer.error().isEmpty()) {
            // It will join again, and is told then.
            return Optional.of(Ruling.drop(next, List.of()));
        }
        if (answer.trouble() == SlaveStanza.Trouble.NOBODY_THERE) {
            return Optional.of(Ruling.leave(next.finding(answer.slave()), new Verdict.Drop(), room.through(answer.slave()),
                room.isThin(answer.slave()) ? Farewell.UNTOLD : Farewell.UNREACHABLE));
        }
        // A mirror that does not know the question.
        List<Effect> missed = room.through(answer.slave()).isEmpty() ? List.of() : room.backlog().since(lost.since()).stream()
            .<Effect>map(line -> new Effect.Send(OutboundRules.replay(room, answer.slave(), line))).toList();
        return Optional.of(Ruling.drop(next.finding(answer.slave()), missed));
    }
}
