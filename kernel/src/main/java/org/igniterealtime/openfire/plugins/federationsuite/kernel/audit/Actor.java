package org.igniterealtime.openfire.plugins.federationsuite.kernel.audit;

import java.util.Objects;

/**
 * Who did something, for the audit.
 *
 * @param name  an administrator's address or account, or {@code rule ...}, or the domain of the peer itself
 * @param where from where, as far as it is known: an address, a network address, or empty
 */
public record Actor(String name, String where) {

    /** Checks that nothing is missing. */
    public Actor {
        Objects.requireNonNull(name);
        Objects.requireNonNull(where);
    }

    /** What a rule does that an administrator wrote. */
    public static Actor rule(String rule) {
        return new Actor("rule " + rule, "");
    }

    /** What a peer does itself. */
    public static Actor peer(String domain) {
        return new Actor(domain, "");
    }
}
