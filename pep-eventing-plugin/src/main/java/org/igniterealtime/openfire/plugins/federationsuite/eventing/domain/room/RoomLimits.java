package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import java.time.Duration;
import java.util.Objects;

/**
 * What eventing in rooms may cost.
 *
 * @param seatsEach how many seats a user may have, in all rooms and from all his clients
 * @param seats     how many there may be
 * @param domain    how many users of one other server may have, together
 * @param names     of how many occupants it is remembered for each seat who they are
 * @param sayings   how many publications of one client may wait for a room's word
 * @param patience  how long a room may take for its word
 * @param quiet     how long a client of another server may say nothing before it is asked whether it is there
 */
public record RoomLimits(int seatsEach, int seats, int domain, int names, int sayings, Duration patience,
                         Duration quiet) {

    /** Checks that nothing is missing. */
    public RoomLimits {
        Objects.requireNonNull(patience);
        Objects.requireNonNull(quiet);
    }
}
