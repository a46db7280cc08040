package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Payload;

/**
 * A message that a slave room remembers.
 *
 * @param nick    who said it; empty for the room itself
 * @param payload what
 * @param id      the id that the sender gave it
 * @param at      when it came, or, for history of the master, when it was said
 */
public record Heard(Optional<String> nick, Payload payload, Optional<String> id, Instant at) {

    /** How many characters there are to remember: an id may be as long as a message. */
    int weight() {
        return payload.weight() + id.map(String::length).orElse(0);
    }
}
