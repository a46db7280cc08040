package org.igniterealtime.openfire.plugins.federationsuite.eventing.protocol;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What somebody says, without addresses and without a type: who said it to whom is never taken from here. Immutable.
 *
 * @param id       the message's id, if it has one
 * @param language the language of its texts, if marked
 * @param children body, subject and whatever else, in the order it came; the client's own are in {@code jabber:client}
 */
public record MessagePayload(Optional<String> id, Optional<String> language, List<Extension> children) {

    /** Checks that nothing is missing, and keeps the list as it is now. */
    public MessagePayload {
        Objects.requireNonNull(id);
        Objects.requireNonNull(language);
        children = List.copyOf(children);
    }

    /** The same with another id, or without one. */
    public MessagePayload withId(Optional<String> other) {
        return new MessagePayload(other, language, children);
    }
}
