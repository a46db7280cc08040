package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;

/**
 * What an administrator decided for a slave room, and the bounds on what others can make it remember.
 *
 * @param fireAndForget      show messages of local users at once, and let the master leave us out (ProtoXEP, "Fire and
 *                           Forget")
 * @param answerWithin       how long the master may take to answer a join or a part
 * @param localOccupants     most local occupants of a room, waiting ones included
 * @param resourcesEach      most resources of one occupant
 * @param shownOccupants     most occupants that a master can make us remember
 * @param rememberedMessages most messages remembered
 * @param rememberedChars    most characters of XML remembered, all messages together
 */
public record MirrorPolicy(boolean fireAndForget, Duration answerWithin, int localOccupants, int resourcesEach,
                           int shownOccupants, int rememberedMessages, int rememberedChars) {

    /** For two ordinary servers. */
    public static final MirrorPolicy DEFAULT =
        new MirrorPolicy(false, Duration.ofSeconds(60), 500, 10, 5000, 50, 200_000);

    /** The same policy with the other mode for messages. */
    public MirrorPolicy withFireAndForget(boolean on) {
        return new MirrorPolicy(on, answerWithin, localOccupants, resourcesEach, shownOccupants, rememberedMessages,
            rememberedChars);
    }
}
