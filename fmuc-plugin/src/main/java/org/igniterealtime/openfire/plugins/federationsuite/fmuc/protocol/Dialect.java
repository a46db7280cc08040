package org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol;

/** How a slave and its master talk to each other. */
public enum Dialect {

    /** The ProtoXEP, version 0.0.1, as this suite speaks it on both sides. */
    PROTOXEP,
    /** XEP-0289, primary-primary: each node shows at once what its own users say, and gets nothing of it back. */
    XEP_0289,
    /** XEP-0289, primary-replica: what our users say is shown when the joined node has sent it back. */
    XEP_0289_REPLICA,
    /** A room that knows nothing of mirrors (XEP-0045): each user joins it as {@code slave/Nick}. */
    PLAIN;

    /** Tells whether each stanza names its user, and is sent in the name of his occupant (XEP-0289). */
    public boolean isXep0289() {
        return this == XEP_0289 || this == XEP_0289_REPLICA;
    }
}
