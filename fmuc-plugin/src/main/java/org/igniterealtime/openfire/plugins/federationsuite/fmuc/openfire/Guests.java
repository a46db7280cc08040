package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.master.MasterRoom;
import org.xmpp.packet.JID;

/** Users of other servers who are in slave rooms here, because a mirror of theirs mirrors ours. Thread-safe. */
final class Guests {

    private final Supplier<List<MasterRoom>> guarded;

    /**
     * Guests.
     *
     * @param guarded the rooms in which somebody is through a mirror of another server
     */
    Guests(Supplier<List<MasterRoom>> guarded) {
        this.guarded = Objects.requireNonNull(guarded);
    }

    /**
     * Tells whether a user is in a slave room.
     *
     * @param user full; or bare, for whom his server answers
     */
    boolean areIn(JID slave, JID user) {
        return guarded.get().stream().filter(room -> room.address().equals(slave)).anyMatch(room ->
            room.occupants().containsKey(user) || user.getResource() == null
                && room.occupants().keySet().stream().anyMatch(occupant -> occupant.asBareJID().equals(user)));
    }
}
