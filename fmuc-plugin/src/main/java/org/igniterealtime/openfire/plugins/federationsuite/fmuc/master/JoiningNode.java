package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;
import org.xmpp.packet.JID;

/**
 * How it stands with a slave that is a joining node of XEP-0289: a room of another server. Immutable. As large as the room.
 *
 * @param shown     who it was told is in the room, by nick, and under which address: an occupant keeps that, because the node
 *                  knows him by it
 * @param standings what its own occupants are to the room, by nick
 * @param parting   the nicks of its own occupants of whom it has said that they leave
 * @param open      whether it was told the subject, which ends what a first join brings
 */
record JoiningNode(Map<String, JID> shown, Map<String, Standing> standings, Set<String> parting, boolean open) {

    /** One that has just joined. */
    static final JoiningNode OPENING = new JoiningNode(Map.of(), Map.of(), Set.of(), false);
    /** How long what was said to a node may be on its way. */
    private static final Duration ON_THE_WAY = Duration.ofMinutes(1);

    /** Copies the collections. */
    JoiningNode {
        shown = Map.copyOf(shown);
        standings = Map.copyOf(standings);
        parting = Set.copyOf(parting);
    }

    /**
     * What an occupant of the node's is to the room.
     *
     * @param role        his role
     * @param affiliation his affiliation, if the room says it
     * @param told        when the node was last told of it; empty if it never was
     */
    record Standing(String role, Optional<String> affiliation, Optional<Instant> told) {

        /** What a presence says of somebody of whom the node was told nothing, or empty if it says no role. */
        static Optional<Standing> of(Payload payload) {
            return payload.role().map(role -> new Standing(role, payload.affiliation(), Optional.empty()));
        }

        boolean isAs(Standing other) {
            return role.equals(other.role) && affiliation.equals(other.affiliation);
        }

        /** Tells whether the node was told of it so lately that it may not have come there yet. */
        boolean isOnTheWay(Instant now) {
            return told.filter(when -> when.plus(ON_THE_WAY).isAfter(now)).isPresent();
        }

        Standing told(Optional<Instant> when) {
            return new Standing(role, affiliation, when);
        }
    }

    JoiningNode showing(String nick, JID address) {
        if (address.equals(shown.get(nick))) {
            return this;
        }
        Map<String, JID> next = new HashMap<>(shown);
        next.put(nick, address);
        return new JoiningNode(next, standings, parting, open);
    }

    JoiningNode hiding(String nick) {
        Map<String, JID> next = new HashMap<>(shown);
        return next.remove(nick) == null ? this : new JoiningNode(next, standings, parting, open);
    }

    JoiningNode standing(String nick, Standing standing) {
        if (standing.equals(standings.get(nick))) {
            return this;
        }
        Map<String, Standing> next = new HashMap<>(standings);
        next.put(nick, standing);
        return new JoiningNode(shown, next, parting, open);
    }

    JoiningNode parting(String nick) {
        Set<String> next = new HashSet<>(parting);
        return next.add(nick) ? new JoiningNode(shown, standings, next, open) : this;
    }

    /** One of its own is gone from the room. */
    JoiningNode parted(String nick) {
        Set<String> next = new HashSet<>(parting);
        Map<String, Standing> others = new HashMap<>(standings);
        boolean parted = next.remove(nick);
        boolean stood = others.remove(nick) != null;
        return parted || stood ? new JoiningNode(shown, others, next, open) : this;
    }

    JoiningNode opened() {
        return open ? this : new JoiningNode(shown, standings, parting, true);
    }
}
