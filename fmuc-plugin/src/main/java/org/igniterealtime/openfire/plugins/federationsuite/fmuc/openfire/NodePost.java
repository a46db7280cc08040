package org.igniterealtime.openfire.plugins.federationsuite.fmuc.openfire;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.mirror.Handovers;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;

/**
 * What nodes of a cluster tell each other about one subject, in the order in which they tell it and once each, although the
 * cluster delivers in any order and perhaps twice: each node numbers what it tells another one. It begins with a greeting, and
 * begins again whenever one of the two may know nothing any more. Thread-safe. Memory: {@value #MOST_WAITING} notices of each
 * other node that came too early.
 *
 * <p>The reader is called by one thread at a time, and may tell something itself; whoever tells something may hold locks that
 * the reader takes.
 */
@SuppressFBWarnings(value = "JLM_JSR166_UTILCONCURRENT_MONITORENTER",
    justification = "Several steps are one; who only reads need not wait.")
final class NodePost {

    private static final int MOST_WAITING = 1024;
    private static final String NODE = "node";
    private static final String STREAM = "stream";
    private static final String NUMBER = "number";
    private static final String KIND = "kind";
    private static final String HELLO = "hello";
    private static final String PLEASE = "please";

    private final Nodes nodes;
    private final String topic;
    private final Reader reader;
    private final InstantSource clock;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private long lastStream;
    private final Map<String, Long> streams = new HashMap<>();
    private Handovers<Notice> arrived = Handovers.none(MOST_WAITING);

    /** Takes what other nodes tell. */
    interface Reader {

        /** A node begins to tell: what it told before counts no more. If it wants to be told everything, it has been greeted. */
        void begins(String node, boolean wantsAll);

        /** A node tells something of a kind. */
        void reads(String node, String kind, Map<String, String> fields);
    }

    /** What is told to one node: which stream, and how much of it there was. */
    private static final class Line {

        private final long stream;
        private long number;

        Line(long stream) {
            this.stream = stream;
        }
    }

    NodePost(Nodes nodes, String topic, InstantSource clock, Reader reader) {
        this.nodes = Objects.requireNonNull(nodes);
        this.topic = Objects.requireNonNull(topic);
        this.clock = Objects.requireNonNull(clock);
        this.reader = Objects.requireNonNull(reader);
    }

    /** Tells whether there is nobody who listens. Quick. */
    boolean isAlone() {
        return lines.isEmpty();
    }

    /** The nodes that have been greeted. */
    Set<String> greeted() {
        return Set.copyOf(lines.keySet());
    }

    /**
     * Begins anew to tell a node something.
     *
     * @param node     which
     * @param wantsAll whether it is to tell everything, too
     */
    void greet(String node, boolean wantsAll) {
        synchronized (lines) {
            // A number that no earlier start of this node had.
            lastStream = Math.max(lastStream + 1, clock.millis());
            lines.put(node, new Line(lastStream));
            if (!tell(node, HELLO, Map.of(PLEASE, Boolean.toString(wantsAll)))) {
                lines.remove(node);
            }
        }
    }

    /**
     * Tells a node something, behind all that it was told before.
     *
     * @return whether it is on its way; not, if that node has not been greeted, or is gone
     */
    boolean tell(String node, String kind, Map<String, String> fields) {
        synchronized (lines) {
            Line line = lines.get(node);
            if (line == null) {
                return false;
            }
            Map<String, String> all = new HashMap<>(fields);
            all.put(NODE, nodes.self());
            all.put(STREAM, Long.toString(line.stream));
            all.put(NUMBER, Long.toString(line.number + 1));
            all.put(KIND, kind);
            boolean sent = nodes.tell(node, new Notice(topic, all));
            line.number += sent ? 1 : 0;
            return sent;
        }
    }

    /** Tells all others something. */
    void tellAll(String kind, Map<String, String> fields) {
        for (String node : lines.keySet()) {
            tell(node, kind, fields);
        }
    }

    /** Forgets all other nodes but these. */
    void keep(Set<String> there) {
        synchronized (lines) {
            lines.keySet().retainAll(there);
        }
        synchronized (streams) {
            streams.keySet().retainAll(there);
            for (String node : Map.copyOf(arrived.nodes()).keySet()) {
                arrived = there.contains(node) ? arrived : arrived.leave(node).state();
            }
        }
    }

    /** Something has come, of whatever topic. */
    void heard(Notice notice) {
        if (!notice.topic().equals(topic)) {
            return;
        }
        String node = notice.field(NODE).orElse("");
        if (!nodes.others().contains(node)) {
            // Of a node that is gone, what comes late is over. One that is not known yet is greeted when it is.
            return;
        }
        long stream = number(notice, STREAM);
        synchronized (streams) {
            long known = streams.getOrDefault(node, 0L);
            if (stream < known) {
                return;
            }
            if (stream > known) {
                streams.put(node, stream);
                arrived = arrived.leave(node).state();
            }
            Handovers.Arrival<Notice> arrival = arrived.arrive(node, number(notice, NUMBER), notice);
            arrived = arrival.state();
            arrival.ready().forEach(next -> read(node, next));
        }
    }

    private void read(String node, Notice notice) {
        String kind = notice.field(KIND).orElse("");
        if (kind.equals(HELLO)) {
            boolean wantsAll = notice.field(PLEASE).filter(Boolean::parseBoolean).isPresent();
            if (wantsAll) {
                greet(node, false);
            }
            reader.begins(node, wantsAll);
        } else {
            reader.reads(node, kind, notice.fields());
        }
    }

    private static long number(Notice notice, String field) {
        try {
            return Long.parseLong(notice.field(field).orElse("0"));
        } catch (NumberFormatException e) {
            // Less than the first, so it is left out.
            return 0;
        }
    }
}
