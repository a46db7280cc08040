package org.igniterealtime.openfire.plugins.federationsuite.serverroster.openfire;

import java.util.Map;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Nodes;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.cluster.Notice;

/**
 * What the server rosters of the nodes of a cluster tell each other: that something has changed in the database, which is the
 * truth, and what a peer has answered on a connection with one node to a question of another. Thread-safe.
 */
final class RosterNews implements Nodes.Listener, ServerLink.Elsewhere {

    private static final String CHANGED = "server-roster.changed";
    private static final String ANSWERED = "server-roster.answered";
    private static final String PEER = "peer";
    private static final String ID = "id";
    private static final String ERROR = "error";

    private final Nodes nodes;
    private final PeerDirectory directory;
    private final PeerDesk desk;
    private final ServerLink link;

    RosterNews(Nodes nodes, PeerDirectory directory, PeerDesk desk, ServerLink link) {
        this.nodes = Objects.requireNonNull(nodes);
        this.directory = Objects.requireNonNull(directory);
        this.desk = Objects.requireNonNull(desk);
        this.link = Objects.requireNonNull(link);
    }

    /** That the database has something new about a peer. */
    static Notice changed(String peer) {
        return new Notice(CHANGED, Map.of(PEER, peer));
    }

    @Override
    public void heard(Notice notice) {
        switch (notice.topic()) {
            case CHANGED -> notice.field(PEER).ifPresent(desk::changedElsewhere);
            case ANSWERED -> notice.field(PEER).ifPresent(peer -> notice.field(ID).ifPresent(
                id -> link.answered(peer, id, notice.field(ERROR).orElse(""))));
            default -> {
                // Not the roster's business.
            }
        }
    }

    @Override
    public void joined() {
        desk.joinedOthers();
    }

    @Override
    public void left() {
        desk.othersLeft();
    }

    /** Only of peers that something is being said to: nobody else can make nodes talk to each other. */
    @Override
    public boolean answered(String peer, String id, String error) {
        boolean waited = directory.find(peer).filter(known -> !known.unsent().isEmpty()).isPresent() && !nodes.others().isEmpty();
        if (waited) {
            nodes.tell(new Notice(ANSWERED, Map.of(PEER, peer, ID, id, ERROR, error)));
        }
        return waited;
    }
}
