package org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics;

import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;

/** Where the token is kept with which metrics can be read without a login. Thread-safe. */
public interface TokenDesk {

    /** The token; empty if there is none, and nobody can read metrics without a login. */
    Optional<String> token();

    /**
     * Makes another token in place of the one there was.
     *
     * @param by who wants it
     * @return the new token
     */
    String renew(Actor by);

    /**
     * Takes the token away.
     *
     * @param by who wants it
     */
    void remove(Actor by);
}
