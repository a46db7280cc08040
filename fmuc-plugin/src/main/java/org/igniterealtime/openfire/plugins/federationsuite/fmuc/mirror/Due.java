package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.Effect;

/**
 * What is to be done because of a change of a slave room.
 *
 * @param effects what, in order
 * @param shared  whether the other nodes deliver to their clients themselves
 */
record Due(List<Effect> effects, boolean shared) {

    /** Copies the list. */
    Due {
        effects = List.copyOf(effects);
    }
}
