package org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics;

import java.util.Optional;

/** Where the token is kept with which metrics can be read without a login. Thread-safe. */
public interface TokenDesk {

    /** The token; empty if there is none, and nobody can read metrics without a login. */
    Optional<String> token();

    /**
     * Makes another token in place of the one there was.
     *
     * @param account who wants it, for the audit
     * @return the new token
     */
    String renew(String account);

    /**
     * Takes the token away.
     *
     * @param account who wants it, for the audit
     */
    void remove(String account);
}
