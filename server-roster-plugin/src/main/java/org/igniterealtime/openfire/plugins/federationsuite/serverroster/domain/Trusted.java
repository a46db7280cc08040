package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

/** Whether an administrator gave a peer more trust than every approved one has. */
public enum Trusted {
    /** No. */
    NO,
    /** Yes; only an approved peer can have it. */
    YES,
    /** No longer: a revocation took it, and an undo gives it back. */
    REVOKED
}
