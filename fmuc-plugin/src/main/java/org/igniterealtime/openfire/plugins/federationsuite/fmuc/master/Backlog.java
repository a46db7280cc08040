package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;

/**
 * What was said in a room while slaves were in it, for those that missed some of it: the history that the room itself keeps is
 * short. Within bounds.
 *
 * @param from    since when everything that was said has been written down
 * @param lines   what was said, oldest first
 * @param dropped whether there was more
 */
public record Backlog(Instant from, List<Line> lines, boolean dropped) {

    /** Of a room that no slave is in. */
    static final Backlog NONE = new Backlog(Instant.MAX, List.of(), false);

    /**
     * A message to all.
     *
     * @param at      when
     * @param nick    by whom; empty for the room itself
     * @param id      the id that the sender gave it
     * @param payload what
     */
    public record Line(Instant at, Optional<String> nick, Optional<String> id, Payload payload) {
    }

    /** Copies the list. */
    public Backlog {
        lines = List.copyOf(lines);
    }

    static Backlog startingAt(Instant now) {
        return new Backlog(now, List.of(), false);
    }

    /** Writes a message down and forgets the oldest ones until the bounds are kept. */
    Backlog with(Line line, int most, int mostChars) {
        List<Line> all = new ArrayList<>(lines);
        all.add(line);
        int weight = all.stream().mapToInt(one -> one.payload().weight()).sum();
        int first = 0;
        while (first < all.size() && (all.size() - first > most || weight > mostChars)) {
            weight -= all.get(first).payload().weight();
            first++;
        }
        return new Backlog(from, all.subList(first, all.size()), dropped || first > 0);
    }

    /** Since when everything is here; what the room itself remembers from before that may be missing. */
    Instant start() {
        return dropped && !lines.isEmpty() ? lines.get(0).at() : from;
    }

    List<Line> since(Instant start) {
        return lines.stream().filter(line -> !line.at().isBefore(start)).toList();
    }
}
