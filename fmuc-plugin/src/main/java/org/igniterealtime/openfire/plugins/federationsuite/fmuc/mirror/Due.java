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

    /**
     * What is still to be done. A message that was to be sent when the link was lost is sent when it is back, behind those before
     * it, which have been sent and may be lost.
     *
     * @param room as it is now
     */
    List<Effect> still(SlaveRoom room) {
        return effects.stream().filter(effect -> !(effect instanceof Effect.Send send && room.isToSendAgain(send.stanza())))
            .toList();
    }

    /** The room has changed: what is not to be done now is not done any more, even if the link is back before its time comes. */
    static void drop(Outbox<Due> waiting, SlaveRoom room) {
        if (!waiting.isEmpty() && room.sendsAgain()) {
            waiting.change(due -> new Due(due.still(room), due.shared()));
        }
    }
}
