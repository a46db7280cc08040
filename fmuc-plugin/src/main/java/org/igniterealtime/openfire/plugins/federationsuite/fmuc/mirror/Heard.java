package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * What it is known again by: the id that the room gave it, and who said it under which id in which words. An id alone
     * does not do, because there are clients that give all messages the same.
     */
    List<Long> keys() {
        List<Long> keys = new ArrayList<>();
        payload.stanzaId().ifPresent(known -> keys.add(key("id", known, "")));
        if (id.isPresent() || payload.stanzaId().isEmpty()) {
            keys.add(key(nick.orElse(""), id.orElse(""), payload.body().orElse("")));
        }
        return keys;
    }

    /** FNV-1a: what a master chooses to make equal hides its own messages only. */
    private static long key(String... parts) {
        long hash = 0xcbf29ce484222325L;
        for (String part : parts) {
            for (int i = 0; i < part.length(); i++) {
                hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
            }
            hash = (hash ^ 0x10000) * 0x100000001b3L;
        }
        return hash;
    }

    /** How many characters there are to remember: an id may be as long as a message. */
    int weight() {
        return payload.weight() + id.map(String::length).orElse(0);
    }
}
