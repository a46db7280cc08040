package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.Optional;

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
     * @param id   the id it gets instead of its own, or empty if it keeps that
     */
    record PassAs(JID user, boolean join, Optional<String> id) implements Verdict {
    }

    /**
     * It waits: the room is to be asked what it knows, and then the rules again. Nothing has changed.
     *
     * @param user who wants to join
     */
    record Examine(JID user) implements Verdict {
    }

    /** It ends here; what is to be said about it is among the effects. */
    record Drop() implements Verdict {
    }
}
