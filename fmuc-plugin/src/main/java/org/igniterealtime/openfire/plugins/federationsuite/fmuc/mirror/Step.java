package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.List;

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
}
