package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId.Side;

/**
 * What the server's log says of links: that one is lost, for all rooms together, and that it is back. A link that comes and goes
 * is told of once a minute, and if it is lost at the end of that. Pure; one thread at a time. Memory: one entry for each peer
 * whose link is lost, or was in the last minute.
 */
public final class LinkLog {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Map<Peer, Loss> losses = new HashMap<>();

    /**
     * One side of the links to a service of another server.
     *
     * @param side   what this server has of the rooms
     * @param domain the other service
     */
    public record Peer(Side side, String domain) {
        /** Checks that nothing is missing. */
        public Peer {
            Objects.requireNonNull(side);
            Objects.requireNonNull(domain);
        }
    }

    /**
     * How the links to a peer stand.
     *
     * @param rooms rooms that have a link to it
     * @param lost  those whose link is lost, or not wholly there again
     */
    public record Count(int rooms, int lost) {
    }

    /**
     * A line for the log.
     *
     * @param bad  whether something is wrong
     * @param text what it says
     */
    public record Line(boolean bad, String text) {
    }

    /**
     * What is known of a peer.
     *
     * @param now    whether its link is lost
     * @param since  since when it is, or is not
     * @param told   when a loss was told last
     * @param isTold whether this one was told
     * @param silent how many were not, since the last that was
     */
    private record Loss(boolean now, Instant since, Instant told, boolean isTold, int silent) {

        static final Loss NONE = new Loss(false, Instant.MIN, Instant.MIN, false, 0);

        Loss begun(Instant at) {
            return new Loss(true, at, told, false, silent);
        }

        Loss ended(Instant at) {
            return new Loss(false, at, told, false, isTold ? silent : silent + 1);
        }

        Loss toldAt(Instant at) {
            return new Loss(true, since, at, true, 0);
        }

        boolean mayBeTold(Instant at) {
            return told.equals(Instant.MIN) || !at.isBefore(told.plus(PAUSE));
        }
    }

    /**
     * Looks at all links.
     *
     * @param counts how they stand
     * @param now    the time; never goes back
     * @return what is to be written into the log
     */
    public List<Line> see(Map<Peer, Count> counts, Instant now) {
        List<Line> lines = new ArrayList<>();
        counts.forEach((peer, count) -> {
            if (count.lost() > 0) {
                lost(peer, count, now).ifPresent(lines::add);
            } else {
                held(peer, now).ifPresent(lines::add);
            }
        });
        losses.replaceAll((peer, loss) -> loss.now() && !counts.containsKey(peer) ? loss.ended(now) : loss);
        losses.values().removeIf(loss -> !loss.now() && loss.mayBeTold(now));
        return lines;
    }

    private Optional<Line> lost(Peer peer, Count count, Instant now) {
        Loss known = losses.getOrDefault(peer, Loss.NONE);
        Loss loss = known.now() ? known : known.begun(now);
        boolean tells = !loss.isTold() && loss.mayBeTold(now);
        losses.put(peer, tells ? loss.toldAt(now) : loss);
        return tells ? Optional.of(new Line(true, lost(peer, count) + more(loss.silent()))) : Optional.empty();
    }

    private Optional<Line> held(Peer peer, Instant now) {
        Loss known = losses.getOrDefault(peer, Loss.NONE);
        if (!known.now()) {
            return Optional.empty();
        }
        losses.put(peer, known.ended(now));
        return known.isTold() ? Optional.of(new Line(false, back(peer, Duration.between(known.since(), now).toSeconds())))
            : Optional.empty();
    }

    private static String more(int silent) {
        return silent == 0 ? "" : " (and " + silent + " more times since this was said last)";
    }

    private static String lost(Peer peer, Count count) {
        return peer.side() == Side.MIRROR
            ? "The link to " + peer.domain() + " is lost: rooms that are mirrored here wait for it (" + count.lost() + " of "
                + count.rooms() + "), and what is said in them meanwhile is kept"
            : "The mirror " + peer.domain() + " may have missed something, and is asked to join its rooms again ("
                + count.lost() + " of " + count.rooms() + ')';
    }

    private static String back(Peer peer, long seconds) {
        return (peer.side() == Side.MIRROR ? "The link to " + peer.domain() + " is back"
            : "The mirror " + peer.domain() + " has joined its rooms again") + ", after " + seconds + " s";
    }
}
