package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.xmpp.packet.JID;

/**
 * How it stands with a slave that is a joining node of XEP-0289: a room of another server. Immutable. As large as the room.
 *
 * @param shown   who it was told is in the room, by nick, and under which address: an occupant keeps that, because the node
 *                knows him by it
 * @param parting the nicks of its own occupants of whom it has said that they leave
 * @param open    whether it was told the subject, which ends what a first join brings
 */
record JoiningNode(Map<String, JID> shown, Set<String> parting, boolean open) {

    /** One that has just joined. */
    static final JoiningNode OPENING = new JoiningNode(Map.of(), Set.of(), false);

    /** Copies the collections. */
    JoiningNode {
        shown = Map.copyOf(shown);
        parting = Set.copyOf(parting);
    }

    JoiningNode showing(String nick, JID address) {
        if (address.equals(shown.get(nick))) {
            return this;
        }
        Map<String, JID> next = new HashMap<>(shown);
        next.put(nick, address);
        return new JoiningNode(next, parting, open);
    }

    JoiningNode hiding(String nick) {
        Map<String, JID> next = new HashMap<>(shown);
        return next.remove(nick) == null ? this : new JoiningNode(next, parting, open);
    }

    JoiningNode parting(String nick) {
        Set<String> next = new HashSet<>(parting);
        return next.add(nick) ? new JoiningNode(shown, next, open) : this;
    }

    JoiningNode parted(String nick) {
        Set<String> next = new HashSet<>(parting);
        return next.remove(nick) ? new JoiningNode(shown, next, open) : this;
    }

    JoiningNode opened() {
        return open ? this : new JoiningNode(shown, parting, true);
    }
}
