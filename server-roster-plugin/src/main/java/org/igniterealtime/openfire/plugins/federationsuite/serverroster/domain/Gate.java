package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

/** Whose stanzas this server takes from other servers, and to whom it sends its users'. */
public enum Gate {
    /** Everybody's but those of blocked servers. */
    OFF,
    /** Those of approved servers. All others may ask for an approval, and nothing else. */
    APPROVED,
    /** Those of approved servers. Of the others only those that an administrator knows already may ask. */
    CLOSED
}
