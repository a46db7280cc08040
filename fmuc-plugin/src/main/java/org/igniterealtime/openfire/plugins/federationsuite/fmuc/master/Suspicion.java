package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.time.Instant;
import java.util.Optional;

import org.xmpp.packet.JID;

/**
 * A doubt whether there is still somebody behind a slave, because something that went there came back. What came back may
 * be old, so nobody leaves on its word: a question is asked, and its own fate decides. A slave that has only been silent for
 * long is asked, too, but is not in doubt before that fails.
 *
 * @param target  the slave, bare, or one of its occupants
 * @param due     when to ask; once asked, when not to wait any longer
 * @param graced  whether it was given time before it is, or was, asked
 * @param routine whether it is asked only because it has been silent for long
 * @param probeId the id of the question, once asked
 */
public record Suspicion(JID target, Instant due, boolean graced, boolean routine, Optional<String> probeId) {

    /** The slave that is in doubt, as a whole or in part. */
    JID slave() {
        return target.asBareJID();
    }

    /** Tells whether somebody who came through a slave is in doubt. */
    boolean concerns(VirtualOccupant occupant) {
        return !routine && occupant.comesThrough(slave())
            && (target.getResource() == null || target.getResource().equals(occupant.nick()));
    }
}
