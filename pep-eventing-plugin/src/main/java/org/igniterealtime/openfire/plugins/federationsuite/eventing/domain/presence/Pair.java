package org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence;

import java.util.Objects;

import org.xmpp.packet.JID;

/**
 * Somebody, and somebody else who sees his presence or would like to. Immutable.
 *
 * @param owner   whose presence it is; a bare address
 * @param contact who sees it; a bare address
 */
public record Pair(JID owner, JID contact) {

    /** Checks that both are bare. */
    public Pair {
        Objects.requireNonNull(owner);
        Objects.requireNonNull(contact);
        if (owner.getResource() != null || contact.getResource() != null) {
            throw new IllegalArgumentException("Not bare: " + owner + ' ' + contact);
        }
    }

    /** The pair of two addresses, with resources or without. */
    static Pair of(JID owner, JID contact) {
        return new Pair(owner.asBareJID(), contact.asBareJID());
    }

    /** Whether both are the same account. */
    boolean isOne() {
        return owner.equals(contact);
    }
}
