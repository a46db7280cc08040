package org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId.Side;

/**
 * What the server's log says of links: that one is lost, for all rooms together, and that it is back. A link that comes and goes
 * is told of once a minute. Pure; one thread at a time. Memory: one entry for each peer whose link is lost, or was in the last
 * minute.
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
        /** With one room more. */
        public Count plus(boolean isLost) {
            return new Count(rooms + 1, lost + (isLost ? 1 : 0));
        }
    }

    /**
     * A line for the log.
     *
     * @param bad  whether something is wrong
     * @param text what it says
     */
    public record Line(boolean bad, String text) {
    }

    /** What is known of a peer: since when it is lost, if it is; when that was told last; how often it was not told since. */
    private record Loss(boolean now, Instant since, Instant told, boolean isTold, int silent) {
    }

    /**
     * Looks at all links.
     *
     * @param counts how they stand
     * @param now    the time
     * @return what is to be written into the log
     */
    public List<Line> see(Map<Peer, Count> counts, Instant now) {
        List<Line> lines = new ArrayList<>();
        counts.forEach((peer, count) -> {
            Loss loss = losses.get(peer);
            boolean isLost = count.lost() > 0;
            if (isLost && (loss == null || !loss.now())) {
                lines.addAll(lose(peer, count, loss, now));
            } else if (!isLost && loss != null && loss.now()) {
                if (loss.isTold()) {
                    lines.add(new Line(false, back(peer, Duration.between(loss.since(), now).toSeconds())));
                }
                losses.put(peer, new Loss(false, now, loss.told(), false, loss.silent()));
            }
        });
        losses.entrySet().removeIf(entry -> !counts.containsKey(entry.getKey())
            || !entry.getValue().now() && !now.isBefore(entry.getValue().told().plus(PAUSE)));
        return lines;
    }

    private List<Line> lose(Peer peer, Count count, Loss last, Instant now) {
        if (last != null && now.isBefore(last.told().plus(PAUSE))) {
            losses.put(peer, new Loss(true, now, last.told(), false, last.silent() + 1));
            return List.of();
        }
        losses.put(peer, new Loss(true, now, now, true, 0));
        String before = last == null || last.silent() == 0 ? ""
            : " (and " + last.silent() + " more times since this was said last)";
        return List.of(new Line(true, lost(peer, count) + before));
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
