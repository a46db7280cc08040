package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.xmpp.packet.JID;

/**
 * How a slave room stands to its master: a value.
 *
 * @param phase    whether the master can be reached
 * @param opened   when the master let in the first who is in, and began to tell what had been said before
 * @param heard    when the master last said anything to all while it could be reached
 * @param due      when to do what comes next if nothing happens; {@link Instant#MAX} if there is nothing to do
 * @param attempts how often the master was asked in vain whether it is there
 * @param probe    what the question asked of the master that is not answered yet covers: no messages after that number
 * @param opener   the nick that goes first when the room is joined again
 * @param away     local occupants whom the master may not have, by nick
 * @param fresh    who was seen since the room is being joined, or joined again, by nick
 * @param kept     messages that the master is not known to have, oldest first
 * @param keys     what was shown last, oldest first: see {@link Heard#keys}
 * @param early    what the master has said while it was telling what was missed, and which comes behind that
 * @param ghosts   whether the master may still have somebody of ours who is gone, because his part was sent and nothing says
 *                 that it has arrived
 * @param answer   which answer is awaited when the room is joined again
 */
public record Link(Phase phase, Instant opened, Instant heard, Instant due, int attempts, Optional<Long> probe,
                   Optional<String> opener, Set<String> away, Set<String> fresh, List<Kept> kept, List<Long> keys,
                   List<Heard> early, boolean ghosts, AwaitedAnswer answer) {

    /** More than a master's guard sends again (see {@code fmuc.master.backlog}), and two for each message. */
    private static final int MOST_KEYS = 512;

    /** Whether the master can be reached. */
    public enum Phase {
        /** As far as is known, it can. */
        UP,
        /** It cannot. It is asked from time to time. */
        DOWN,
        /** It has answered, and the first occupant's join was sent. */
        REJOINING,
        /** The first occupant is in; what was missed is being told. */
        RESUMING
    }

    /** Of a room that has just come to be. */
    static final Link NEW = new Link(Phase.UP, Instant.EPOCH, Instant.EPOCH, Instant.MAX, 0, Optional.empty(),
        Optional.empty(), Set.of(), Set.of(), List.of(), List.of(), List.of(), false, AwaitedAnswer.NONE);

    /** Copies the collections, keeping their order. */
    public Link {
        Objects.requireNonNull(phase);
        Objects.requireNonNull(opened);
        Objects.requireNonNull(heard);
        Objects.requireNonNull(due);
        Objects.requireNonNull(probe);
        Objects.requireNonNull(opener);
        Objects.requireNonNull(answer);
        away = Collections.unmodifiableSet(new LinkedHashSet<>(away));
        fresh = Collections.unmodifiableSet(new LinkedHashSet<>(fresh));
        kept = List.copyOf(kept);
        keys = List.copyOf(keys);
        early = List.copyOf(early);
    }

    /** What the marks of answers to joins after a loss begin with, as we alone know: the same as long as the room is open. */
    String id() {
        return Long.toHexString(opened.toEpochMilli());
    }

    /** Tells whether the link is lost, or not wholly there again. */
    public boolean isLost() {
        return phase != Phase.UP;
    }

    /** Tells whether the master has not let anybody in again. */
    public boolean isDown() {
        return phase == Phase.DOWN || phase == Phase.REJOINING;
    }

    /** Tells whether the master was just asked whether it is there, and is joined again when it says so. */
    boolean isAskedFirst() {
        return phase == Phase.DOWN && attempts == 0 && probe.isPresent();
    }

    /** Tells whether anything of ours waits for a sign of the master. */
    boolean waits() {
        return waits(Instant.MAX);
    }

    /** Tells whether anything of ours waits for a sign of the master that was not sent after a time. */
    boolean waits(Instant time) {
        return ghosts || !away.isEmpty()
            || kept.stream().anyMatch(message -> message.state().waits() && !message.since().isAfter(time));
    }

    /** Tells whether a user has messages that are to be sent before anything else that he says. */
    boolean holdsFor(JID user) {
        return kept.stream().anyMatch(message -> message.state().isToBeSent() && message.user().equals(user.asBareJID()));
    }

    int keptChars() {
        return kept.stream().mapToInt(Kept::weight).sum();
    }

    /** Tells whether a message was shown before. */
    boolean hasSeen(Heard message) {
        return message.keys().stream().anyMatch(keys::contains);
    }

    /** Tells whether it is not known of a message whether the master has it. */
    boolean isInDoubt(Optional<String> nick, Optional<String> id, Payload payload) {
        return kept.stream().anyMatch(message -> message.state() == Kept.State.DOUBTFUL && message.is(nick, id, payload));
    }

    /** The message that the master tells of, if it is one that it was not known to have. */
    Optional<Kept> find(Optional<String> nick, Optional<String> id, Payload payload) {
        return kept.stream().filter(message -> message.state().mayHaveArrived() && message.is(nick, id, payload)).findFirst();
    }

    Link in(Phase next, Instant nextDue) {
        return new Link(next, opened, heard, nextDue, attempts, probe, opener, away, fresh, kept, keys, early, ghosts, answer);
    }

    Link dueAt(Instant next) {
        return in(phase, next);
    }

    Link openedAt(Instant now) {
        return new Link(phase, now, heard, due, attempts, probe, opener, away, fresh, kept, keys, early, ghosts, answer);
    }

    Link heardAt(Instant now) {
        return new Link(phase, opened, now, due, attempts, probe, opener, away, fresh, kept, keys, early, ghosts, answer);
    }

    Link attempted(int times) {
        return new Link(phase, opened, heard, due, times, probe, opener, away, fresh, kept, keys, early, ghosts, answer);
    }

    Link probing(Optional<Long> covering) {
        return new Link(phase, opened, heard, due, attempts, covering, opener, away, fresh, kept, keys, early, ghosts, answer);
    }

    Link opening(Optional<String> nick, Set<String> missing) {
        return new Link(phase, opened, heard, due, attempts, probe, nick, missing, Set.of(), kept, keys, early, ghosts, answer);
    }

    Link awaiting(AwaitedAnswer next) {
        return new Link(phase, opened, heard, due, attempts, probe, opener, away, fresh, kept, keys, early, ghosts, next);
    }

    Link haunted(boolean maybe) {
        return new Link(phase, opened, heard, due, attempts, probe, opener, away, fresh, kept, keys, early, maybe, answer);
    }

    /** Tells whether what was missed is being told to occupants who have been in before. */
    boolean isResuming() {
        return phase == Phase.RESUMING && opener.isPresent();
    }

    Link without(String nick) {
        Set<String> fewer = new LinkedHashSet<>(away);
        fewer.remove(nick);
        return new Link(phase, opened, heard, due, attempts, probe, opener, fewer, fresh, kept, keys, early, ghosts, answer);
    }

    Link seeing(String nick, boolean there) {
        Set<String> next = new LinkedHashSet<>(fresh);
        if (there) {
            next.add(nick);
        } else {
            next.remove(nick);
        }
        return new Link(phase, opened, heard, due, attempts, probe, opener, away, next, kept, keys, early, ghosts, answer);
    }

    /** The link when who was seen until now was told for another time than this. */
    Link unseeing() {
        return new Link(phase, opened, heard, due, attempts, probe, opener, away, Set.of(), kept, keys, early, ghosts, answer);
    }

    /** The link of a room in which nobody of ours is yet, when what was shown until now has ended. */
    Link seeingNobody() {
        return new Link(phase, opened, heard, due, attempts, probe, opener, away, Set.of(), kept, List.of(), List.of(), ghosts,
            answer);
    }

    Link with(Kept message) {
        List<Kept> next = new ArrayList<>(kept);
        int at = 0;
        while (at < next.size() && next.get(at).number() < message.number()) {
            at++;
        }
        if (at < next.size() && next.get(at).number() == message.number()) {
            next.set(at, message);
        } else {
            next.add(at, message);
        }
        return keeping(next);
    }

    Link dropping(Predicate<Kept> dropped) {
        return keeping(kept.stream().filter(dropped.negate()).toList());
    }

    Link changing(UnaryOperator<Kept> change) {
        return keeping(kept.stream().map(change).toList());
    }

    private Link keeping(List<Kept> next) {
        return new Link(phase, opened, heard, due, attempts, probe, opener, away, fresh, next, keys, early, ghosts, answer);
    }

    Link showing(Heard message) {
        List<Long> next = new ArrayList<>(keys);
        next.addAll(message.keys());
        return new Link(phase, opened, heard, due, attempts, probe, opener, away, fresh, kept,
            next.subList(Math.max(0, next.size() - MOST_KEYS), next.size()), early, ghosts, answer);
    }

    /** The link when something is put aside until what was missed has been told; or nothing is any more. */
    Link early(List<Heard> aside) {
        return new Link(phase, opened, heard, due, attempts, probe, opener, away, fresh, kept, keys, aside, ghosts, answer);
    }

    int earlyChars() {
        return early.stream().mapToInt(Heard::weight).sum();
    }

    /** The link when nothing that was sent before can be waited for any more: the master may have it, or not. */
    Link recalled() {
        return changing(message -> message.state() == Kept.State.SENT || message.state() == Kept.State.TOLD
            ? message.in(Kept.State.DOUBTFUL, message.since()) : message);
    }

    /** The link when nobody is left whom the master had accepted; what must not be lost is not. */
    Link forgetful() {
        return new Link(Phase.UP, Instant.EPOCH, Instant.EPOCH, Instant.MAX, 0, Optional.empty(), Optional.empty(), Set.of(),
            Set.of(), recalled().kept.stream().filter(message -> message.state().shown()).toList(), List.of(), List.of(), ghosts,
            AwaitedAnswer.NONE);
    }
}
