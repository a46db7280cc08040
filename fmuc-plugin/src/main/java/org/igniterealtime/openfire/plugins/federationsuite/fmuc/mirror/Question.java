package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.Objects;

import org.xmpp.packet.JID;

/**
 * An IQ request that a slave room has passed on and that waits for its answer.
 *
 * @param asker    who gets the answer: a local client, or an occupant of the master
 * @param target   the address that he asked, which the answer will come from
 * @param id       the id that he gave to his request
 * @param asked    whom the room passed it on to: nobody else may answer
 * @param deadline until when
 */
public record Question(JID asker, JID target, String id, JID asked, Instant deadline) {

    /** Checks that nothing is missing. */
    public Question {
        Objects.requireNonNull(asker);
        Objects.requireNonNull(target);
        Objects.requireNonNull(id);
        Objects.requireNonNull(asked);
        Objects.requireNonNull(deadline);
    }
}
