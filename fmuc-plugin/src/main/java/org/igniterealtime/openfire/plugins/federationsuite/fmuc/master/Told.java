package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a slave at the end of a thin link has been told: of whom, so that a mere change of his status is known for one, and
 * whether all of it has arrived, so that nobody asks or tells it anything for nothing. A value; as large as the room has
 * occupants, and bounded.
 *
 * @param standings how those whom it was shown stand in the room, by nick; its own occupants are not among them
 * @param arrival   what is known of whether it has all that it was sent
 */
record Told(Map<String, String> standings, Arrival arrival) {

    /** Nothing is known of what it has. */
    static final Told NOTHING = new Told(Map.of(), Arrival.UNKNOWN);

    /** What is known of whether a slave has all that it was sent. */
    enum Arrival {
        /** It was sent something, and has not been asked since. */
        UNKNOWN,
        /** It was asked something behind all that it was sent: when it answers it has that, too. */
        ASKED,
        /** It has all of it. */
        CERTAIN
    }

    /** Copies the map. */
    Told {
        standings = Map.copyOf(standings);
        Objects.requireNonNull(arrival);
    }

    /** Tells whether it knows of somebody that he is there, and how he stands. */
    boolean knows(String nick, String standing) {
        return standing.equals(standings.get(nick));
    }

    /** When it is shown somebody. Of more than so many nothing is remembered, and their changes of status cross. */
    Told shown(String nick, String standing, int most) {
        if (knows(nick, standing) || !standings.containsKey(nick) && standings.size() >= most) {
            return this;
        }
        Map<String, String> next = new HashMap<>(standings);
        next.put(nick, standing);
        return new Told(next, arrival);
    }

    /** When it is told that somebody is gone. */
    Told gone(String nick) {
        if (!standings.containsKey(nick)) {
            return this;
        }
        Map<String, String> next = new HashMap<>(standings);
        next.remove(nick);
        return new Told(next, arrival);
    }

    Told in(Arrival next) {
        return next == arrival ? this : new Told(standings, next);
    }
}
