package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerState;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerView;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv.Day;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;

/** The models of the pages about peers, made of maps, lists and texts. Nothing in them is escaped. */
public final class PeersView {

    /** The page with all peers. */
    public static final String PEERS = "federationsuite-peers";
    /** The page of one peer. */
    public static final String PEER = "federationsuite-peer";

    private PeersView() {
    }

    /**
     * All peers.
     *
     * @param waiting the requests that wait
     * @param dropped how many were dropped
     * @param list    the list
     * @param query   what was asked for
     */
    public static Map<String, Object> all(Section<PeerView> waiting, long dropped, Section<PeerView> list, PeerQuery query) {
        Link link = PeersForm.link(PEERS, query);
        Map<String, Object> model = new HashMap<>();
        model.put("waiting", waiting.items().stream().map(PeersView::peer).toList());
        model.put("waitingTotal", waiting.total());
        model.put("waitingAll", Link.to(PEERS).with("state", PeerState.WAITING.word()).toString());
        model.put("dropped", dropped);
        model.put("peers", list.items().stream().map(PeersView::peer).toList());
        model.put("paging", Paging.of(list, link));
        model.put("hidden", Paging.hidden(link));
        model.put("q", query.text());
        model.put("state", query.state().map(PeerState::word).orElse(""));
        model.put("states", Arrays.stream(PeerState.values()).map(PeerState::word).toList());
        model.put("filtered", !query.text().isEmpty() || query.state().isPresent());
        model.put("columns", Arrays.stream(PeerQuery.Sort.values()).map(sort -> column(sort, query, link)).toList());
        model.put("orders", List.of("approve", "deny", "revoke", "block"));
        return model;
    }

    private static Map<String, Object> column(PeerQuery.Sort sort, PeerQuery query, Link link) {
        boolean current = sort == query.sort();
        boolean descending = current && !query.descending();
        return Map.of("name", sort.word(),
            "sorted", !current ? "none" : query.descending() ? "descending" : "ascending",
            "link", link.with("sort", sort.word()).with("desc", descending ? "true" : "").with(Paging.PAGE, "").toString());
    }

    /**
     * One peer.
     *
     * @param domain what was asked for
     * @param peer   the peer, if there is one
     */
    public static Map<String, Object> one(String domain, Optional<PeerView> peer) {
        Map<String, Object> model = new HashMap<>();
        model.put("domain", peer.map(PeerView::domain).orElse(domain));
        model.put("found", peer.isPresent());
        peer.ifPresent(found -> model.put("peer", peer(found)));
        return model;
    }

    private static Map<String, Object> peer(PeerView peer) {
        Map<String, Object> model = new HashMap<>();
        model.put("domain", peer.domain());
        model.put("link", Link.to(PEER).with("domain", peer.domain()).toString());
        model.put("state", peer.state().word());
        model.put("level", peer.level().name().toLowerCase(Locale.ROOT));
        model.put("summary", peer.summary());
        model.put("waits", peer.waits().map(Times::text).orElse(""));
        model.put("contact", peer.contact());
        model.put("request", peer.request());
        model.put("askedAt", peer.askedAt().map(Times::text).orElse(""));
        model.put("presence", peer.seen().map(seen -> seen.up() ? "up" : "down").orElse(""));
        model.put("since", peer.seen().map(Peer.Seen::at).map(Times::text).orElse(""));
        model.put("decidedBy", peer.decision().map(Peer.Decision::by).orElse(""));
        model.put("decidedAt", peer.decision().map(Peer.Decision::at).map(Times::text).orElse(""));
        model.put("note", peer.memo().note());
        model.put("expires", Day.write(peer.memo().expires()));
        model.put("review", Day.write(peer.memo().review()));
        model.put("orders", Arrays.stream(Order.Simple.values()).filter(peer.possible()::contains).map(PeersForm::word).toList());
        return model;
    }
}
