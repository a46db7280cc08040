package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.util.Objects;

/**
 * Who orders something, for the audit. That he may do so has been checked.
 *
 * @param account the name of his account
 * @param where   the network address that he comes from; empty if it is not known
 */
public record Administrator(String account, String where) {

    /** Checks that nothing is missing. */
    public Administrator {
        Objects.requireNonNull(account);
        Objects.requireNonNull(where);
    }
}
