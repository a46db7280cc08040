package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuiteTexts;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditAction;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerState;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerView;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Ask;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.junit.Test;

/** Long lists: their pages, their columns, and what they say is shown. */
public class ListsTest {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final Link LIST = Link.to("list").with("q", "x");

    private static Map<String, Object> paging(int page) {
        return Paging.of(new Section<>(List.of(), 120, page, 3), LIST);
    }

    @Test
    public void aPageLeadsToThoseThatThereAre() {
        Map<String, Object> middle = paging(2);
        assertEquals("list.jsp?q=x&page=1", middle.get("first"));
        assertEquals("list.jsp?q=x&page=1", middle.get("back"));
        assertEquals("list.jsp?q=x&page=3", middle.get("next"));
        assertEquals("list.jsp?q=x&page=3", middle.get("last"));
        assertEquals(120L, middle.get("total"));
    }

    @Test
    public void theFirstPageHasNoneBeforeItAndTheLastNoneBehind() {
        Map<String, Object> first = paging(1);
        assertEquals("", first.get("first"));
        assertEquals("", first.get("back"));
        assertEquals("list.jsp?q=x&page=2", first.get("next"));
        Map<String, Object> last = paging(3);
        assertEquals("list.jsp?q=x&page=2", last.get("back"));
        assertEquals("", last.get("next"));
        assertEquals("", last.get("last"));
    }

    private static PeerView peer(Optional<Peer.Seen> seen, Optional<Instant> expires) {
        return new PeerView("b.lit", PeerState.MUTUAL, "both", TrustLevel.BUDDY, Optional.of(NOW), Ask.NONE, Optional.empty(),
            Optional.of(new Peer.Decision("admin", NOW)), new Peer.Memo("a note", expires, Optional.empty()), seen, "tls",
            "", Set.of(Order.Simple.UNDO, Order.Simple.BLOCK));
    }

    private static Map<String, Object> peers(PeerQuery query) {
        Section<PeerView> list = new Section<>(List.of(peer(Optional.empty(), Optional.empty())), 1, query.page(), 1);
        return PeersView.all(list, 3, list, query);
    }

    private static PeerQuery query(String text, Optional<PeerState> state, PeerQuery.Sort sort, boolean descending) {
        return new PeerQuery(text, state, sort, descending, 1, PeersForm.SIZE);
    }

    private static Map<String, String> columns(PeerQuery query, String what) {
        Map<String, String> columns = new HashMap<>();
        ((List<?>) peers(query).get("columns")).forEach(column ->
            columns.put((String) ((Map<?, ?>) column).get("name"), (String) ((Map<?, ?>) column).get(what)));
        return columns;
    }

    @Test
    public void oneColumnSaysThatTheListIsSortedByItAndTurnsItRound() {
        PeerQuery up = query("", Optional.empty(), PeerQuery.Sort.STATE, false);
        assertEquals(Map.of("domain", "none", "state", "ascending", "seen", "none", "decided", "none"), columns(up, "sorted"));
        assertEquals(PeersView.PEERS + ".jsp?sort=state&desc=true", columns(up, "link").get("state"));
        assertEquals(PeersView.PEERS + ".jsp?sort=seen", columns(up, "link").get("seen"));

        PeerQuery down = query("", Optional.empty(), PeerQuery.Sort.STATE, true);
        assertEquals("descending", columns(down, "sorted").get("state"));
        assertEquals(PeersView.PEERS + ".jsp?sort=state", columns(down, "link").get("state"));
        assertEquals("another column begins with its least", PeersView.PEERS + ".jsp?sort=domain",
            columns(down, "link").get("domain"));
    }

    @Test
    public void aListSaysWhetherItIsAPartOnly() {
        assertEquals(false, peers(query("", Optional.empty(), PeerQuery.Sort.DOMAIN, false)).get("filtered"));
        assertEquals(true, peers(query("x", Optional.empty(), PeerQuery.Sort.DOMAIN, false)).get("filtered"));
        Map<String, Object> waiting = peers(query("", Optional.of(PeerState.WAITING), PeerQuery.Sort.DOMAIN, false));
        assertEquals(true, waiting.get("filtered"));
        assertEquals("waiting", waiting.get("state"));
        assertEquals(3L, waiting.get("dropped"));
    }

    @Test
    public void aPeerIsShownWithAllThatIsKnownOfItAndOfNoMore() {
        Map<String, Object> one = PeersView.one("other.lit",
            Optional.of(peer(Optional.of(new Peer.Seen(false, NOW)), Optional.of(Instant.parse("2031-01-01T00:00:00Z")))));
        assertEquals(true, one.get("found"));
        assertEquals("b.lit", one.get("domain"));
        Map<?, ?> peer = (Map<?, ?>) one.get("peer");
        assertEquals("down", peer.get("presence"));
        assertEquals("2030-01-02 03:04:05 UTC", peer.get("since"));
        assertEquals("admin", peer.get("decidedBy"));
        assertEquals("2030-01-02 03:04:05 UTC", peer.get("decidedAt"));
        assertEquals("2031-01-01", peer.get("expires"));
        assertEquals("", peer.get("review"));
        assertEquals("", peer.get("askedAt"));
        assertEquals("buddy", peer.get("level"));
        assertEquals(Set.of("undo", "block"), Set.copyOf((List<?>) peer.get("orders")));

        Map<String, Object> nobody = PeersView.one("other.lit", Optional.empty());
        assertEquals(Map.of("domain", "other.lit", "found", false), nobody);
    }

    private static Map<String, Object> audit(Map<String, String> sent, AuditEntry... entries) {
        Map<String, List<String>> values = new HashMap<>();
        sent.forEach((name, value) -> values.put(name, List.of(value)));
        return AuditForm.model(new Section<>(List.of(entries), entries.length, 1, 1), new Parameters(values),
            new AuditWords(new PageTexts(SuiteTexts.in(Locale.ENGLISH))));
    }

    @Test
    public void aDayThatIsNoneIsSaidToBeWrongAndNoOther() {
        Map<String, Object> wrong = audit(Map.of("from", "soon", "until", "2030-01-02"));
        assertEquals(true, wrong.get("wrongFrom"));
        assertEquals(false, wrong.get("wrongUntil"));
        assertEquals(true, wrong.get("filtered"));
        Map<String, Object> other = audit(Map.of("from", "2030-01-02", "until", "soon"));
        assertEquals(false, other.get("wrongFrom"));
        assertEquals(true, other.get("wrongUntil"));
        Map<String, Object> none = audit(Map.of());
        assertEquals(List.of(false, false, false),
            List.of(none.get("wrongFrom"), none.get("wrongUntil"), none.get("filtered")));
    }

    @Test
    public void anEntryLeadsToThePeerThatItIsAboutWhereItIsAboutOne() {
        Actor admin = new Actor("admin", "127.0.0.1");
        List<?> entries = (List<?>) audit(Map.of(), new AuditEntry(NOW, "b.lit", admin, "approve", "none", "from"),
            AuditAction.SETTINGS_CHANGED.entry(NOW, "a.lit", admin, "x", "y")).get("entries");
        Map<?, ?> first = (Map<?, ?>) entries.get(0);
        assertEquals("2030-01-02 03:04:05 UTC", first.get("at"));
        assertEquals(PeersView.PEER + ".jsp?domain=b.lit", first.get("link"));
        assertEquals("127.0.0.1", first.get("where"));
        assertEquals("", ((Map<?, ?>) entries.get(1)).get("link"));
    }
}
