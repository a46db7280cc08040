package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.Resume;

/**
 * Which answer is awaited when the room is joined again. An answer to an earlier join may come when the next one has been sent,
 * and tells nothing of what was said since: what is sent as missing there, the master may have. Each join has a mark of its own,
 * with which a master that knows it begins the answer ({@link Resume}). Immutable.
 *
 * @param mark  of the last join; empty if there was none
 * @param count how often the room was joined again since it was opened
 * @param marks whether the master marks its answers, as far as was seen since it was last out of reach
 * @param begun whether the answer to the last join has begun
 */
record AwaitedAnswer(String mark, int count, boolean marks, boolean begun) {

    /** The room was never joined again. */
    static final AwaitedAnswer NONE = new AwaitedAnswer("", 0, false, false);

    AwaitedAnswer {
        Objects.requireNonNull(mark);
    }

    /**
     * The room is joined again.
     *
     * @param opened what all marks begin with, as long as the room is open
     * @param node   this node of a cluster: another that has lost it may join the room again as well
     */
    AwaitedAnswer next(String opened, Optional<String> node) {
        String own = node.map(name -> '-' + Integer.toHexString(name.hashCode())).orElse("");
        return new AwaitedAnswer(opened + (count == 0 ? "" : "-" + count) + own, count + 1, marks, false);
    }

    /** An answer begins with a mark of ours. */
    AwaitedAnswer heard(String begins) {
        return new AwaitedAnswer(mark, count, true, begins.equals(mark));
    }

    /** There was no answer: perhaps the master does not mark them any more. */
    AwaitedAnswer missing() {
        return new AwaitedAnswer(mark, count, false, begun);
    }

    /** Tells whether what comes now may be of the answer that is awaited. */
    boolean mayCome() {
        return begun || !marks;
    }
}
