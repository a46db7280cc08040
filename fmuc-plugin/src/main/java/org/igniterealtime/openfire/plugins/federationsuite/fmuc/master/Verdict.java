package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import org.xmpp.packet.JID;

/** What happens to a stanza that the server is about to route. */
public sealed interface Verdict {

    /** It goes on as it is. */
    record Pass() implements Verdict {
    }

    /**
     * It goes on as the user's own.
     *
     * @param user who
     * @param join whether it is his join
     */
    record PassAs(JID user, boolean join) implements Verdict {
    }

    /** It ends here; what is to be said about it is among the effects. */
    record Drop() implements Verdict {
    }
}
