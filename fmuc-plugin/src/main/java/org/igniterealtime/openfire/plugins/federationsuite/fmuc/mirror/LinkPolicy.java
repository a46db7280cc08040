package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.util.Objects;

/**
 * What an administrator decided for the time without a link.
 *
 * @param localTalk what local users say is shown among them meanwhile
 * @param patience  how long something of ours may wait for a sign of the master before the master is asked whether it is
 *                  there, and how long that may take
 * @param first     how long after a loss the master is first asked again
 * @param longest   how long at most from one time to the next
 * @param margin    how much more of the past is asked for than was missed: clocks differ
 * @param most      most messages that are kept for one room
 * @param mostChars most characters of XML that these may have, all together
 * @param keepFor   how long a message is kept
 * @param jitter    by how much the next wait is shortened, from 0 to 1, where 1 halves it: drawn anew for each event
 * @param words     what local users are told
 */
public record LinkPolicy(boolean localTalk, Duration patience, Duration first, Duration longest, Duration margin, int most,
                         int mostChars, Duration keepFor, double jitter, Words words) {

    /** For two ordinary servers. */
    public static final LinkPolicy DEFAULT = new LinkPolicy(true, Duration.ofSeconds(15), Duration.ofSeconds(2),
        Duration.ofMinutes(2), Duration.ofSeconds(60), 200, 200_000, Duration.ofDays(1), 0,
        new Words("The link is lost.", "The link is lost. Nothing can be said.", "The link is back.", "Not sent."));

    /**
     * What local users are told.
     *
     * @param lost   the link is lost, and local talk goes on
     * @param silent the link is lost, and nothing can be said
     * @param back   the link is back
     * @param unsent what was said could not be sent
     */
    public record Words(String lost, String silent, String back, String unsent) {
        /** Checks that nothing is missing. */
        public Words {
            Objects.requireNonNull(lost);
            Objects.requireNonNull(silent);
            Objects.requireNonNull(back);
            Objects.requireNonNull(unsent);
        }
    }

    /** Checks that nothing is missing. */
    public LinkPolicy {
        Objects.requireNonNull(patience);
        Objects.requireNonNull(first);
        Objects.requireNonNull(longest);
        Objects.requireNonNull(margin);
        Objects.requireNonNull(keepFor);
        Objects.requireNonNull(words);
    }

    /**
     * How long to wait before the master is asked again: twice as long each time, up to the bound, and less by chance, so that
     * not all rooms ask at once.
     *
     * @param attempts how often it was asked in vain
     */
    Duration waitAfter(int attempts) {
        long bounded = longestAfter(attempts);
        return Duration.ofMillis(bounded - (long) (bounded * jitter / 2));
    }

    private long longestAfter(int attempts) {
        long doubled = first.toMillis() << Math.min(attempts, 20);
        return Math.max(1, Math.min(doubled, longest.toMillis()));
    }

    /** How long after a loss it is known at the latest whether the master answers when it is first asked again. */
    Duration firstAnswer() {
        return Duration.ofMillis(longestAfter(0) + longestAfter(1));
    }

    /** The same policy without, or with, local talk. */
    public LinkPolicy withLocalTalk(boolean on) {
        return new LinkPolicy(on, patience, first, longest, margin, most, mostChars, keepFor, jitter, words);
    }

    /** The same policy with other bounds on what is kept. */
    public LinkPolicy keeping(int messages, int chars, Duration time) {
        return new LinkPolicy(localTalk, patience, first, longest, margin, messages, chars, time, jitter, words);
    }

    /** The same policy with other chance. */
    public LinkPolicy withJitter(double drawn) {
        return new LinkPolicy(localTalk, patience, first, longest, margin, most, mostChars, keepFor, drawn, words);
    }
}
