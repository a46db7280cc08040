package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;

/**
 * What an event leads to.
 *
 * @param room    the room afterwards
 * @param effects what is to be done, in this order
 */
public record Step(SlaveRoom room, List<Effect> effects) {

    /** Copies the list. */
    public Step {
        effects = List.copyOf(effects);
    }
}
