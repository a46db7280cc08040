package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.util.Optional;

/**
 * What an administrator decided for a slave room.
 *
 * @param fireAndForget show messages of local users at once, and let the master leave us out (ProtoXEP, "Fire and
 *                      Forget")
 * @param archive       pass questions to the master's archive, and with them what it sends
 * @param answerWithin  how long the master may take to answer a join, a part or a question
 * @param pingAfter     how long a local client may be silent before it is asked whether it is there, and then how long
 *                      it may take to answer; zero if clients are not asked
 * @param bounds        how much others can make the room remember
 * @param link          what holds while the master cannot be reached
 * @param thin          what holds where the link to the master is thin
 * @param node          the name of this node of a cluster, if others may speak for the slave, too
 */
public record MirrorPolicy(boolean fireAndForget, boolean archive, Duration answerWithin, Duration pingAfter,
                           Bounds bounds, LinkPolicy link, ThinPolicy thin, Optional<String> node) {

    /** With what is usual for the time without a link, and for an ordinary one. */
    public MirrorPolicy(boolean fireAndForget, boolean archive, Duration answerWithin, Duration pingAfter, Bounds bounds) {
        this(fireAndForget, archive, answerWithin, pingAfter, bounds, LinkPolicy.DEFAULT, ThinPolicy.OFF, Optional.empty());
    }

    /** For two ordinary servers. */
    public static final MirrorPolicy DEFAULT = new MirrorPolicy(false, false, Duration.ofSeconds(60),
        Duration.ofSeconds(900), new Bounds(500, 10, 5000, 2_000_000, 50, 200_000, 200));

    /**
     * Bounds on what others can make a room remember.
     *
     * @param localOccupants     most local occupants of a room, waiting ones included
     * @param resourcesEach      most resources of one occupant
     * @param shownOccupants     most occupants that a master can make us remember
     * @param shownChars         most characters of XML of their presences, all together
     * @param rememberedMessages most messages remembered
     * @param rememberedChars    most characters of XML remembered, all messages together
     * @param questions          most IQ requests that wait for an answer
     */
    public record Bounds(int localOccupants, int resourcesEach, int shownOccupants, int shownChars,
                         int rememberedMessages, int rememberedChars, int questions) {
    }

    /** The same policy with the other mode for messages. */
    public MirrorPolicy withFireAndForget(boolean on) {
        return new MirrorPolicy(on, archive, answerWithin, pingAfter, bounds, link, thin, node);
    }

    /** The same policy with other bounds. */
    public MirrorPolicy within(Bounds other) {
        return new MirrorPolicy(fireAndForget, archive, answerWithin, pingAfter, other, link, thin, node);
    }

    /** The same policy, where the archive may be asked. */
    public MirrorPolicy withArchive() {
        return new MirrorPolicy(fireAndForget, true, answerWithin, pingAfter, bounds, link, thin, node);
    }

    /** The same policy with another one for the time without a link. */
    public MirrorPolicy with(LinkPolicy other) {
        return new MirrorPolicy(fireAndForget, archive, answerWithin, pingAfter, bounds, other, thin, node);
    }

    /** The same policy for a link that is as thin as this says. */
    public MirrorPolicy with(ThinPolicy other) {
        return new MirrorPolicy(fireAndForget, archive, answerWithin, pingAfter, bounds, link, other, node);
    }

    /**
     * The same policy for a slave for which other nodes of a cluster may speak, too, or may not.
     *
     * @param self the name of this node, if they may
     */
    public MirrorPolicy sharedAs(Optional<String> self) {
        return new MirrorPolicy(fireAndForget, archive, answerWithin, pingAfter, bounds, link, thin, self);
    }

    /** Tells whether other nodes of a cluster may speak for the slave, too. */
    boolean shared() {
        return node.isPresent();
    }

    /** Tells whether silent clients are asked whether they are there. */
    boolean pings() {
        return !pingAfter.isZero();
    }
}
