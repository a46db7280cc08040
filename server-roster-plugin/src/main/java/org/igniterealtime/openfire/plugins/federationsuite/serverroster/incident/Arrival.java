package org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident;

import java.time.Instant;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentCodec;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentKind;

/**
 * An incident as it comes in. Immutable.
 *
 * @param peer     who sends it, normalised
 * @param aside    whether nobody has approved that server
 * @param kind     what it wants
 * @param document what it sends
 * @param at       when
 */
public record Arrival(String peer, boolean aside, IncidentKind kind, IncidentCodec.Checked document, Instant at) {

    /** Checks that nothing is missing. */
    public Arrival {
        Objects.requireNonNull(peer);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(document);
        Objects.requireNonNull(at);
    }
}
