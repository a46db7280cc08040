package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.time.Instant;
import java.util.function.Consumer;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Contact;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence;

/** The way to other servers, as the desk needs it. Implementations are thread-safe, return at once and do not throw. */
interface PeerLink {

    /** Says something to a peer. Whether it arrives nobody learns. */
    void say(DomainPresence said);

    /**
     * Asks a peer for a sign that it has what was said to it before. A peer is asked one thing at a time: an earlier question
     * is forgotten.
     *
     * @param peer  a domain
     * @param proof called, from any thread, with an empty text when the peer answered, and with the condition of the error
     *              when there is no connection to it; not called if nothing is heard
     */
    void askForProof(String peer, Consumer<String> proof);

    /**
     * Looks at how a peer reaches us.
     *
     * @param peer a domain that has just said something
     * @param now  the time
     */
    Contact contact(String peer, Instant now);
}
