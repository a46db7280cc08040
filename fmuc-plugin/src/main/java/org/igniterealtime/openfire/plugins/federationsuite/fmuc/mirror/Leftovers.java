package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.xmpp.packet.Packet;

/**
 * What a node of a cluster had written down of a room when it was lost, and no other had heard of. The node of its sender hands
 * it over again. Then it is said and written down anew, and what is left of the first time must not be said once more when the
 * room is opened some day; but if the others were slow, or the lost node was, the master may have it, and it is not said anew
 * before the master has been asked. Whatever nobody hands over again stays written down: perhaps its sender has been shown it.
 * If he was gone, and enters again, nobody will, and it is said before anything else that he says.
 *
 * <p>Not thread-safe. Bounded by what may be written down of a room.
 */
final class Leftovers {

    /** For longer than anything waits to be taken, and is handed over again. */
    private static final Duration REPEATED = Duration.ofMinutes(1);

    private final List<Kept> all = new ArrayList<>();
    /** What has become the room's although its sender's node may hand it over again. */
    private final List<Kept> known = new ArrayList<>();
    private Instant since = Instant.MIN;

    /**
     * What was handed over before.
     *
     * @param first what was written down then
     * @param known whether that has become the room's since
     */
    record Repeated(Kept first, boolean known) {
    }

    /**
     * This node keeps the room from now on.
     *
     * @param written what is written down of it
     * @param room    the room, in which somebody is
     * @param now     the time
     */
    void begin(List<Kept> written, SlaveRoom room, Instant now) {
        since = now;
        known.clear();
        all.clear();
        written.stream().filter(message -> room.link().kept().stream().noneMatch(known -> known.number() == message.number()))
            .forEach(all::add);
    }

    /**
     * A stanza is handed over, perhaps again: whatever is left of it is found once.
     *
     * @param now the time
     * @return what was written down the first time
     */
    Optional<Repeated> repeated(Packet stanza, Instant now) {
        if (now.isAfter(since.plus(REPEATED))) {
            known.clear();
        }
        if (all.isEmpty() && known.isEmpty() || !(UserStanza.read(stanza).orElse(null) instanceof UserStanza.Say said)) {
            return Optional.empty();
        }
        return take(known, said).map(first -> new Repeated(first, true))
            .or(() -> take(all, said).map(first -> new Repeated(first, false)));
    }

    private static Optional<Kept> take(List<Kept> some, UserStanza.Say said) {
        Optional<Kept> first = some.stream().filter(message -> message.user().equals(said.user().asBareJID())
            && message.id().equals(said.id()) && message.payload().body().equals(said.payload().body())).findFirst();
        first.ifPresent(some::remove);
        return first;
    }

    /**
     * Something has happened to the room.
     *
     * @return what is left of those who were not in before, and are now or are on the way in
     */
    List<Kept> entering(SlaveRoom before, SlaveRoom after) {
        if (all.isEmpty()) {
            return List.of();
        }
        // Whoever opens a room that nobody was in has it know all that is written down, and so has a side of the cluster that
        // comes back. From then on it is the room's, and is not said once more when the room has forgotten it.
        List<Kept> taken = all.stream().filter(message -> after.link().kept().stream().anyMatch(one ->
            one.number() == message.number())).toList();
        all.removeAll(taken);
        known.addAll(taken);
        List<Kept> theirs = all.stream().filter(message -> !has(before, message) && has(after, message)).toList();
        all.removeAll(theirs);
        return theirs;
    }

    private static boolean has(SlaveRoom room, Kept message) {
        return room.locals().values().stream().anyMatch(local -> local.isUser(message.user()));
    }
}
