package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a client says about its own availability (RFC 6121, section 4.7), without an address: who said it is never taken
 * from here. Immutable.
 *
 * @param available  available or not
 * @param id         the stanza's id, if it has one
 * @param language   the language of its texts, if marked
 * @param show       the kind of availability, if given
 * @param statuses   what the user wrote, each in another language; usually none or one
 * @param priority   the priority among the user's resources, -128 to 127, if given
 * @param extensions the rest, in the order it came
 */
public record PresencePayload(boolean available, Optional<String> id, Optional<String> language, Optional<Show> show,
                              List<Status> statuses, OptionalInt priority, List<Extension> extensions) {

    /** Checks that nothing is missing, and keeps the lists as they are now. */
    public PresencePayload {
        Objects.requireNonNull(id);
        Objects.requireNonNull(language);
        Objects.requireNonNull(show);
        Objects.requireNonNull(priority);
        statuses = List.copyOf(statuses);
        extensions = List.copyOf(extensions);
    }
}
