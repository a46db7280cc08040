package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.xmpp.packet.JID;
import org.xmpp.packet.Presence;

/**
 * Whom a joined node was told to be gone that answers no such thing, as long as nothing says that it has heard it: a value.
 * Stanzas of one direction do not overtake each other, so what the node says of somebody before it has answered a question that
 * was asked behind his leave may be about the time before that, though he is in again; what it says later is not.
 *
 * @param last    the number of the last leave that was told
 * @param opened  that of the last one before a first join: whoever went before that, and is still counted, has kept the node
 *                from taking it for one
 * @param pending the last leaves of which the node is not known to have heard, by the user's address
 */
public record Partings(long last, long opened, Map<JID, Parting> pending) {

    /** Nobody. */
    public static final Partings NONE = new Partings(0, 0, Map.of());

    /** Whoever went before so many others is not remembered. */
    private static final int MOST = 64;

    /**
     * A leave.
     *
     * @param nick    the nick under which he was there
     * @param number  later leaves have greater ones
     * @param expelled who said last that he was thrown out, if he was
     */
    public record Parting(String nick, long number, Expelled expelled) {
    }

    /** Who said of somebody that he was thrown out: rooms of Openfire say so twice. */
    public enum Expelled {
        /** Nobody. */
        NOT,
        /** The occupant who did it. */
        BY_OCCUPANT,
        /** The room itself. */
        BY_ROOM;

        /** Who says it in a presence that says so of another than whom it comes from. */
        static Expelled by(Presence presence) {
            return presence.getFrom().getResource() == null ? BY_ROOM : BY_OCCUPANT;
        }

        /** Tells whether this is the other half of what was said before, and not the same once more. */
        boolean completes(Expelled before) {
            return before != NOT && before != this;
        }
    }

    /** Freezes the map, keeping its order. */
    public Partings {
        pending = Frozen.of(pending);
    }

    Optional<Parting> of(JID user) {
        return Optional.ofNullable(pending.get(user));
    }

    /** Somebody's leave is told, and is the last one. */
    Partings with(JID user, String nick) {
        return with(user, nick, of(user).map(Parting::expelled).orElse(Expelled.NOT));
    }

    /** The same, of somebody who was thrown out. */
    Partings with(JID user, String nick, Expelled expelled) {
        Map<JID, Parting> next = new LinkedHashMap<>(pending);
        next.remove(user);
        next.put(user, new Parting(nick, last + 1, expelled));
        if (next.size() > MOST) {
            next.remove(next.keySet().iterator().next());
        }
        return new Partings(last + 1, opened, next);
    }

    /** Somebody comes again: his next leave is another one. */
    Partings entering(JID user) {
        return of(user).filter(parting -> parting.expelled() != Expelled.NOT).map(parting -> {
            Map<JID, Parting> next = new LinkedHashMap<>(pending);
            next.put(user, new Parting(parting.nick(), parting.number(), Expelled.NOT));
            return new Partings(last, opened, next);
        }).orElse(this);
    }

    /** Somebody joins as the first one, behind all these leaves. */
    Partings opening() {
        return opened == last ? this : new Partings(last, last, pending);
    }

    /** Tells whether somebody has joined as the first one behind a leave. */
    boolean isOpenedBehind(Parting parting) {
        return parting.number() <= opened;
    }

    /**
     * The node has heard of all leaves up to this one. If there was no such leave it says nothing: the node made it up, or
     * answers what it was asked before the leaves were counted anew.
     */
    Partings heard(long number) {
        if (number > last) {
            return this;
        }
        Map<JID, Parting> next = new LinkedHashMap<>(pending);
        return next.values().removeIf(parting -> parting.number() <= number) ? new Partings(last, opened, next) : this;
    }
}
