package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.List;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;

/**
 * What an event leads to.
 *
 * @param room    the room afterwards
 * @param effects what is to be done, in this order
 * @param keep    messages to write down before any of the effects, in place of older words about them
 * @param forget  messages to forget
 */
public record Step(SlaveRoom room, List<Effect> effects, List<Kept> keep, List<Kept> forget) {

    /** Copies the lists. */
    public Step {
        effects = List.copyOf(effects);
        keep = List.copyOf(keep);
        forget = List.copyOf(forget);
    }

    /** Both steps, this one first, as one. */
    public Step then(Step later) {
        return new Step(later.room, both(effects, later.effects), both(keep, later.keep), both(forget, later.forget));
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** Tells whether somebody is shown a message that was not shown before, and so it must be written down. */
    public boolean shows(SlaveRoom before) {
        return keep.stream().anyMatch(message -> before.link().kept().stream()
            .noneMatch(known -> known.number() == message.number() && known.state().shown()));
    }
}
