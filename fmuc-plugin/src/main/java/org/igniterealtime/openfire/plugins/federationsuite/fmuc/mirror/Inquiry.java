package org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.protocol.SlaveAddress;

/**
 * A node that is to keep a slave room asks the others what they know of it, and waits until all have answered and it knows as
 * much as whoever knows most, or whoever keeps it has given it; not for ever. Not thread-safe.
 */
final class Inquiry {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration AGAIN = Duration.ofMillis(300);
    /** It is looked several times a second what waits for time to pass. */
    private static final Duration HANGING = Duration.ofSeconds(1);

    private final String name;
    /** What this node knew when it began to ask. */
    private Version known = Version.NONE;
    private Instant since;
    private Instant asked;
    private Instant looked;
    private final Set<String> unanswered;
    private Optional<Offer> best = Optional.empty();
    private boolean kept;
    private boolean fetched;

    /**
     * What a node knows.
     *
     * @param formerly whether that is of a cluster that it is not in any more: then it counts only if nobody knows anything else
     */
    record Offer(String node, Version version, boolean formerly) {

        private boolean isBetterThan(Offer other) {
            return formerly != other.formerly ? other.formerly : version.compareTo(other.version) > 0;
        }
    }

    /**
     * Nodes are asked.
     *
     * @param name  tells it from other inquiries of this node: an answer to an earlier one may come during this one
     * @param nodes which nodes
     */
    Inquiry(String name, Set<String> nodes, Instant now) {
        this.name = name;
        this.unanswered = new HashSet<>(nodes);
        this.since = now;
        this.asked = now;
        this.looked = now;
    }

    /** An inquiry of a node that may know something itself. */
    static Inquiry of(long number, Set<String> nodes, Instant now, Version known, boolean formerly) {
        Inquiry inquiry = new Inquiry(now.toEpochMilli() + "-" + number, nodes, now);
        if (known.isKnown()) {
            inquiry.knows(new Offer("", known, formerly));
        }
        return inquiry;
    }

    /** This node knows something itself. */
    void knows(Offer own) {
        known = own.version();
        consider(own);
    }

    /** What is asked, in the name of this node. */
    RoomNews.Asked question(SlaveAddress address, String self, Set<String> among) {
        return new RoomNews.Asked(address.slave(), self, among, Optional.of(name), known);
    }

    /**
     * A node answers. What it said to an earlier question does not count: between the two it may have heard more of whoever is
     * lost since, and is not to hear anything of him any more.
     */
    void answered(RoomNews.Known known) {
        if (known.question().filter(question -> !question.equals(name)).isPresent()) {
            return;
        }
        unanswered.remove(known.node());
        if (known.how() == RoomNews.How.KEEPING) {
            kept = true;
        } else if (known.how() != RoomNews.How.NOT) {
            consider(new Offer(known.node(), known.version(), known.how() == RoomNews.How.FORMERLY));
        }
    }

    private void consider(Offer offer) {
        if (best.isEmpty() || offer.isBetterThan(best.get())) {
            best = Optional.of(offer);
        }
    }

    /**
     * Tells whether it is time to ask again: a node that has not heard yet that this one is there could not answer it. If nobody
     * has looked for long it is this node that hung, and nobody has been waited for.
     */
    boolean asksAgain(Instant now) {
        since = looked.plus(HANGING).isBefore(now) ? now : since;
        looked = now;
        boolean again = !asked.plus(AGAIN).isAfter(now);
        asked = again ? now : asked;
        fetched = fetched && !again;
        return again;
    }

    /** Tells whether what others know more is to be fetched now: once, until it is asked again. */
    boolean fetches() {
        boolean first = !fetched;
        fetched = true;
        return first;
    }

    /** Those who have not answered, by name. */
    List<String> unanswered() {
        return unanswered.stream().sorted().toList();
    }

    /** Tells whether nobody is waited for any more. */
    boolean isOver(Instant now) {
        return unanswered.isEmpty() && !kept || !since.plus(PATIENCE).isAfter(now);
    }

    /** Tells whether it has taken too long, whatever is still missing. */
    boolean isLate(Instant now) {
        return !since.plus(PATIENCE.multipliedBy(2)).isAfter(now);
    }

    /** What a node says that is asked. */
    static RoomNews.Known answer(RoomNews.Asked question, String self, RoomRole role, Version known, boolean formerly) {
        return new RoomNews.Known(question.slave(), self, known, how(role, known, formerly), question.question());
    }

    /** How a node knows what it says. */
    static RoomNews.How how(RoomRole role, Version known, boolean formerly) {
        if (role.keeps()) {
            return RoomNews.How.KEEPING;
        }
        RoomNews.How told = known.isKnown() ? RoomNews.How.TOLD : RoomNews.How.NOT;
        return formerly ? RoomNews.How.FORMERLY : told;
    }

    /** The best of what the nodes know. */
    Optional<Offer> best() {
        return best;
    }
}
