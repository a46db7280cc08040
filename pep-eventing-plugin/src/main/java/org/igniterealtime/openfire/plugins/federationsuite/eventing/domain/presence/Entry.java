package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.Objects;

import org.xmpp.packet.JID;

/**
 * What is remembered of a pair: which syntax the contact used, and what the owner does not let the roster say. Immutable.
 *
 * @param who     the pair
 * @param address the contact's address that is subscribed, bare or full
 * @param syntax  how the contact asked
 * @param told    what the contact was last told about his subscription
 * @param polite  whether he looks subscribed and is told nothing
 * @param outcast whether he may not ask
 */
public record Entry(Pair who, JID address, Syntax syntax, Stance told, boolean polite, boolean outcast) {

    /** As many bytes as an address may have here: what the table takes in every database. */
    static final int LONGEST = 1000;

    /** How a contact asked. */
    public enum Syntax {
        /** By pubsub, and he is told by pubsub. */
        PUBSUB,
        /** By pubsub, for somebody on a server that does not know it: his own server tells him. */
        BRIDGED,
        /** Not by pubsub. */
        NONE
    }

    /** Checks that nothing is missing. */
    public Entry {
        Objects.requireNonNull(who);
        Objects.requireNonNull(address);
        Objects.requireNonNull(syntax);
        Objects.requireNonNull(told);
    }

    /** Nothing is remembered of this pair yet. */
    static Entry fresh(Pair who) {
        return new Entry(who, who.contact(), Syntax.NONE, Stance.NONE, false, false);
    }

    Entry asking(Syntax how, JID subscribed, Stance state) {
        return new Entry(who, subscribed, how, state, polite, outcast);
    }

    Entry told(Stance state) {
        return new Entry(who, address, syntax, state, polite, outcast);
    }

    Entry polite(boolean now) {
        return new Entry(who, address, syntax, told, now, outcast);
    }

    Entry outcast(boolean now) {
        return new Entry(who, address, syntax, told, polite, now);
    }

    /** The contact is subscribed no longer; what the owner thinks of him stays. */
    Entry gone() {
        return new Entry(who, who.contact(), Syntax.NONE, Stance.NONE, false, outcast);
    }

    /** Whether there is nothing in it that has to be remembered. */
    boolean isForgettable() {
        return syntax == Syntax.NONE && !polite && !outcast;
    }

    /** Whether a client of the contact is among what is subscribed. */
    boolean covers(JID client) {
        return syntax != Syntax.NONE && (address.getResource() == null || address.equals(client));
    }
}
