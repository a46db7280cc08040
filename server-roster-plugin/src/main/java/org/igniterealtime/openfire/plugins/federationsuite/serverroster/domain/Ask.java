package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

/** How it stands with our own request to a peer. */
public enum Ask {
    /** There is none, or it has been answered. */
    NONE,
    /** Sent, and not answered yet ("Pending Out" in RFC 6121, appendix A). */
    WAITING,
    /** Sent, and not answered for so long that an administrator should look at it. A late answer still counts. */
    NO_ANSWER,
    /** Sent, and refused with an error by something that takes no requests. A later answer still counts. */
    FAILED
}
