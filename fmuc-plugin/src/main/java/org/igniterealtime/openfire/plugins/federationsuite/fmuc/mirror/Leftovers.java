package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.UserStanza;
import org.xmpp.packet.Packet;

/**
 * What a node of a cluster had written down of a room when it was lost, and no other had heard of. The node of its sender hands
 * it over again, and then it is said and written down anew; what is left of the first time must not be said once more when the
 * room is opened some day. Whatever nobody hands over again stays written down: perhaps its sender has been shown it, if the
 * others were slow. If he was gone, and enters again, nobody will, and it is said before anything else that he says.
 *
 * <p>Not thread-safe. Bounded by what may be written down of a room.
 */
final class Leftovers {

    private final List<Kept> all = new ArrayList<>();

    /**
     * This node keeps the room from now on.
     *
     * @param written what is written down of it
     * @param room    the room, in which somebody is
     */
    void begin(List<Kept> written, SlaveRoom room) {
        all.clear();
        written.stream().filter(message -> room.link().kept().stream().noneMatch(known -> known.number() == message.number()))
            .forEach(all::add);
    }

    /**
     * A stanza that was handed over has led to something.
     *
     * @return what was written down when it did so the first time
     */
    Optional<Kept> take(Packet stanza) {
        if (all.isEmpty() || !(UserStanza.read(stanza).orElse(null) instanceof UserStanza.Say said)) {
            return Optional.empty();
        }
        Optional<Kept> first = all.stream().filter(message -> message.user().equals(said.user().asBareJID())
            && message.id().equals(said.id()) && message.payload().body().equals(said.payload().body())).findFirst();
        first.ifPresent(all::remove);
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
        all.removeIf(message -> after.link().kept().stream().anyMatch(known -> known.number() == message.number()));
        List<Kept> theirs = all.stream().filter(message -> !has(before, message) && has(after, message)).toList();
        all.removeAll(theirs);
        return theirs;
    }

    private static boolean has(SlaveRoom room, Kept message) {
        return room.locals().values().stream().anyMatch(local -> local.isUser(message.user()));
    }
}
