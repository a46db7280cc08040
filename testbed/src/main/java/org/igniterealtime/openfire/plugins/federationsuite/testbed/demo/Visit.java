package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.xml.Stanza;

/**
 * What one occupant lived through in a room that may have put him out meanwhile. Immutable.
 *
 * @param inside whether he is in, as he was last told
 * @param parted how often he was told that he is out
 * @param refused how often he was not let in again
 * @param heard what he heard, in order; what a room tells again as its past counts only if it is new to him
 * @param returned the ids of messages that came back to him
 * @param present the nicks of those who are there, as he was told
 */
record Visit(boolean inside, int parted, int refused, List<Transcript.Said> heard, Set<String> returned, Set<String> present) {

    private static final String DELAY = "urn:xmpp:delay";

    /**
     * Reads what came.
     *
     * @param stanzas everything that came to him, in order
     * @param room the address under which he knows the room
     * @param nick his nick
     */
    static Visit of(List<Stanza> stanzas, String room, String nick) {
        Reading reading = new Reading(nick);
        for (Stanza stanza : stanzas) {
            String from = stanza.from();
            if (from.equals(room) || from.startsWith(room + "/")) {
                reading.take(stanza, from.equals(room) ? "" : from.substring(room.length() + 1));
            }
        }
        return new Visit(reading.inside, reading.parted, reading.refused, List.copyOf(reading.heard),
            Set.copyOf(reading.returned), new TreeSet<>(reading.present));
    }

    /** What has been read so far. */
    private static final class Reading {

        private final String self;
        private final List<Transcript.Said> heard = new ArrayList<>();
        private final Set<String> bodies = new HashSet<>();
        private final Set<String> returned = new HashSet<>();
        private final Set<String> present = new TreeSet<>();
        private boolean inside;
        private int parted;
        private int refused;

        Reading(String self) {
            this.self = self;
        }

        void take(Stanza stanza, String nick) {
            if (stanza.name().equals("presence")) {
                presence(stanza.type(), nick);
            } else if (stanza.name().equals("message") && stanza.type().equals("error")) {
                returned.add(stanza.id());
            } else if (stanza.name().equals("message") && stanza.child("jabber:client", "body").isPresent()) {
                boolean past = stanza.child(DELAY, "delay").isPresent();
                if (bodies.add(stanza.body()) || !past) {
                    heard.add(new Transcript.Said(nick, stanza.id(), stanza.body()));
                }
            }
        }

        private void presence(String type, String nick) {
            if (type.equals("error")) {
                refused++;
            } else if (type.isEmpty()) {
                present.add(nick);
                inside |= nick.equals(self);
            } else if (type.equals("unavailable")) {
                present.remove(nick);
                if (nick.equals(self)) {
                    inside = false;
                    parted++;
                    present.clear();
                }
            }
        }
    }
}
