package org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.DomainPresence.Kind;

/**
 * What comes of an event. Immutable.
 *
 * @param peer    the peer as it is now, perhaps unchanged
 * @param effects what is to be done, in order
 */
public record Step(Peer peer, List<Effect> effects) {

    /** Checks that nothing is missing. */
    public Step {
        Objects.requireNonNull(peer);
        effects = List.copyOf(effects);
    }

    /** What is to be said to the peer, in order. */
    public List<Kind> sends() {
        return effects.stream().filter(Effect.Send.class::isInstance).map(Effect.Send.class::cast)
            .map(Effect.Send::kind).toList();
    }

    /** What is to be written down, in order. */
    public List<Effect.Audit> audits() {
        return effects.stream().filter(Effect.Audit.class::isInstance).map(Effect.Audit.class::cast).toList();
    }

    /** Whether the administrators are to be told. */
    public boolean prompts() {
        return effects.stream().anyMatch(Effect.Prompt.class::isInstance);
    }

    /** Why an order was refused; empty if it was carried out. */
    public Optional<Effect.Reason> refusal() {
        return effects.stream().filter(Effect.Refuse.class::isInstance).map(Effect.Refuse.class::cast)
            .map(Effect.Refuse::reason).findFirst();
    }
}
