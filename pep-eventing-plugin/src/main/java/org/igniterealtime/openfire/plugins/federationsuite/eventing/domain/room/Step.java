package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.Effect;

/**
 * What comes of an event.
 *
 * @param seat    the seat as it is now; empty if there is none any more
 * @param effects what to do, in order
 */
record Step(Optional<Seat> seat, List<Effect> effects) {

    /** Checks that nothing is missing, and keeps the list as it is now. */
    Step {
        Objects.requireNonNull(seat);
        effects = List.copyOf(effects);
    }

    static Step to(Seat seat, List<Effect> effects) {
        return new Step(Optional.of(seat), effects);
    }

    /** Whether a seat stays as it is. Rules that change nothing give back the very seat. */
    @SuppressWarnings("ReferenceEquality")
    boolean leaves(Seat before) {
        return seat.isPresent() && seat.get() == before;
    }

    static Step gone(List<Effect> effects) {
        return new Step(Optional.empty(), effects);
    }
}
