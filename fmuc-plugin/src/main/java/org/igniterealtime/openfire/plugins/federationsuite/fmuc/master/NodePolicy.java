package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.Objects;

/**
 * What an administrator decided for a joining node of XEP-0289.
 *
 * @param echoes    whether it gets back what its own users say, and waits for that (primary-replica); else it shows that at
 *                  once and gets nothing of it back (primary-primary)
 * @param noPrivate what somebody is told who sends a private message that cannot go there
 */
public record NodePolicy(boolean echoes, String noPrivate) {

    /** Primary-primary. */
    public static final NodePolicy PRIMARY = new NodePolicy(false, "Private messages cannot be sent to this occupant.");
    /** Primary-replica. */
    public static final NodePolicy REPLICA = new NodePolicy(true, PRIMARY.noPrivate());

    /** Checks that nothing is missing. */
    public NodePolicy {
        Objects.requireNonNull(noPrivate);
    }
}
