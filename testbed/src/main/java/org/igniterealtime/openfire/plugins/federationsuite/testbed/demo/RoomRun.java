package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one conversation went. Immutable.
 *
 * @param title what to call it
 * @param address the room's address for the users of montague.lit
 * @param crossings what crossed the link, for each phase that came to its end
 * @param transcripts what each occupant saw, by nick, in the order of the cast
 * @param notes what a reader of the figures should know
 * @param failure why it did not come to its end, if it did not
 */
record RoomRun(String title, String address, Map<Phase, Crossing> crossings, Map<String, Transcript> transcripts,
               List<String> notes, Optional<String> failure) {

    /** What crossed in a phase; nothing if the phase did not come to its end. */
    Crossing crossing(Phase phase) {
        return crossings.getOrDefault(phase, Crossing.NONE);
    }

    /** What crossed in all phases. */
    Crossing total() {
        return crossings.values().stream().reduce(Crossing.NONE, Crossing::plus);
    }
}
