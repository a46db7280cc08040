package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.util.List;
import java.util.Objects;

/**
 * All that an administrator sees of a room. Immutable.
 *
 * @param room      the room
 * @param occupants who is in, ordered by nick; perhaps not all
 * @param samples   what crossed over time, oldest first; empty if the room is one of too many
 */
public record RoomDetails(RoomView room, List<OccupantView> occupants, List<Sample> samples) {

    /** Copies the lists. */
    public RoomDetails {
        Objects.requireNonNull(room);
        occupants = List.copyOf(occupants);
        samples = List.copyOf(samples);
    }
}
