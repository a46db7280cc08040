package org.igniterealtime.openfire.plugins.federationsuite.fmuc.master;

import java.util.OptionalInt;

/**
 * What an administrator decided for one slave of one room.
 *
 * @param trusted whether its server may know what only moderators of the room are told
 * @param thin    whether the link to it is so thin that only what people say is worth its bytes: then others' changes of
 *                status and typing notices stay here
 * @param history most messages of the past that are asked for where it opens the room and the link is thin
 */
public record SlavePolicy(boolean trusted, boolean thin, int history) {

    /** For a server that is trusted so far, or not, at the end of an ordinary link. */
    public static SlavePolicy ordinary(boolean trusted) {
        return new SlavePolicy(trusted, false, 0);
    }

    /** Most messages of the past that a join of this slave brings it; empty for as many as it asks for. */
    public OptionalInt mostHistory() {
        return thin ? OptionalInt.of(history) : OptionalInt.empty();
    }
}
