package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of our last request to a peer.
 *
 * @param at    when the peer's approval came; empty if none has
 * @param error the condition of the error that came instead (RFC 6120, section 8.3.3), or of the one that its connection
 *              ended with while the request still waits; empty if there was none
 */
public record Reply(Optional<Instant> at, String error) {

    /** Nothing yet. */
    public static final Reply NONE = new Reply(Optional.empty(), "");

    /** Checks that nothing is missing. */
    public Reply {
        Objects.requireNonNull(at);
        Objects.requireNonNull(error);
    }

    static Reply approved(Instant at) {
        return new Reply(Optional.of(at), "");
    }

    static Reply failed(String error) {
        return new Reply(Optional.empty(), error);
    }
}
