package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.LinkLog;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId.Side;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.LogText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into the server's log which links are lost, and which are back ({@link LinkLog}). Thread-safe. */
final class LinkReport {

    private static final Logger LOG = LoggerFactory.getLogger(LinkReport.class);

    private final LinkLog log = new LinkLog();
    private final SlaveRooms mirrors;
    private final RoomGuard masters;
    private final InstantSource clock;
    private final Consumer<LinkLog.Line> lines;

    LinkReport(SlaveRooms mirrors, RoomGuard masters, InstantSource clock) {
        this(mirrors, masters, clock, LinkReport::write);
    }

    /**
     * Nothing is known yet.
     *
     * @param mirrors rooms that are mirrored here
     * @param masters rooms of ours that are mirrored elsewhere
     * @param clock   the time; never goes back
     * @param lines   takes what is to be written
     */
    LinkReport(SlaveRooms mirrors, RoomGuard masters, InstantSource clock, Consumer<LinkLog.Line> lines) {
        this.mirrors = Objects.requireNonNull(mirrors);
        this.masters = Objects.requireNonNull(masters);
        this.clock = Objects.requireNonNull(clock);
        this.lines = Objects.requireNonNull(lines);
    }

    /** Looks at all links. To be called about once in a second. */
    synchronized void tick() {
        log.see(counts(), clock.instant()).forEach(lines);
    }

    private Map<LinkLog.Peer, LinkLog.Count> counts() {
        Map<LinkLog.Peer, LinkLog.Count> counts = new HashMap<>();
        mirrors.all().forEach(room -> add(counts, Side.MIRROR, room.address().master().getDomain(), room.link().isLost()));
        masters.rooms().forEach(room -> room.slaves().forEach(slave ->
            add(counts, Side.MASTER, slave.getDomain(), room.lost().containsKey(slave))));
        return counts;
    }

    private static void add(Map<LinkLog.Peer, LinkLog.Count> counts, Side side, String domain, boolean isLost) {
        counts.merge(new LinkLog.Peer(side, domain), new LinkLog.Count(1, isLost ? 1 : 0),
            (known, one) -> new LinkLog.Count(known.rooms() + one.rooms(), known.lost() + one.lost()));
    }

    private static void write(LinkLog.Line line) {
        if (line.bad()) {
            LOG.warn("{}", LogText.of(line.text()));
        } else {
            LOG.info("{}", LogText.of(line.text()));
        }
    }
}
