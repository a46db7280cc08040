package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Answer;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.AuditQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Change;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Outcome;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerAdministration;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerQuery;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerState;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerView;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.Actor;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Ask;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.AuditEntry;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Order.Simple;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.junit.Test;

/** The pages about peers: what each form orders, what it does not, and what the page says then. */
public class PeersServletTest implements PeerAdministration {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");

    private final List<String> orders = new ArrayList<>();
    private Answer answer = new Answer(true, "done <b>");
    private PeerQuery asked;
    private AuditQuery searched;

    @Test
    public void aDecisionIsGivenAsAnOrderWithItsNote() throws Exception {
        Browser browser = new Browser(new PeersServlet(() -> Optional.of(this)));

        post(browser, Map.of("action", "decide", "domain", "b.lit", "order", "approve", "note", " friends "));
        post(browser, Map.of("action", "decide", "domain", "c.lit", "order", "deny", "note", ""));

        assertEquals(List.of("b.lit [APPROVE, Note[text=friends]] 127.0.0.1", "c.lit [DENY] 127.0.0.1"), orders);
        browser.get(Map.of());
        assertEquals(List.of(Map.of("kind", "success", "text", "done <b>")), browser.model().get("notices"));
    }

    @Test
    public void whatMakesNoSenseOrHasNoTokenOrdersNothing() throws Exception {
        Browser browser = new Browser(new PeersServlet(() -> Optional.of(this)));

        for (Map<String, String> form : List.of(Map.of("action", "decide", "domain", "b.lit"),
                Map.of("action", "decide", "domain", "b.lit", "order", "undo"),
                Map.of("action", "decide", "domain", "b.lit", "order", "APPROVE"),
                Map.of("action", "bulk", "domain", "b.lit", "order", "request"), Map.of("domain", "b.lit", "order", "approve"),
                Map.of("action", "bulk", "order", "approve"),
                Map.of("action", "add", "domain", "b.lit", "note", "n".repeat(501)))) {
            post(browser, form);
            browser.get(Map.of());
            assertEquals(form.toString(), 1, ((Collection<?>) browser.model().get("notices")).size());
        }
        browser.post(Map.of("action", "decide", "domain", "b.lit", "order", "approve", "csrf", "guessed"));
        browser.get(Map.of("action", "decide", "domain", "b.lit", "order", "approve"));

        assertEquals(List.of(), orders);
    }

    @Test
    public void whatWasTypedIsKeptWhenItIsRefused() throws Exception {
        Browser browser = new Browser(new PeersServlet(() -> Optional.of(this)));
        answer = new Answer(false, "no peer");

        post(browser, Map.of("action", "add", "domain", "us.lit", "note", "x"));
        browser.get(Map.of());

        assertEquals(List.of("us.lit [REQUEST, Note[text=x]] 127.0.0.1"), orders);
        assertEquals(Map.of("domain", "us.lit", "note", "x"), browser.model().get("typed"));
        browser.get(Map.of());
        assertEquals(Map.of(), browser.model().get("typed"));
    }

    @Test
    public void severalAreOrderedAtOnceAndTheListStaysWhereItWas() throws Exception {
        Browser browser = new Browser(new PeersServlet(() -> Optional.of(this)));
        browser.get(Map.of());

        browser.postAll(Map.of("action", List.of("bulk"), "order", List.of("block"),
            "domain", List.of("b.lit", "c.lit", "b.lit"), "q", List.of("x&y"), "state", List.of("waiting"),
            "page", List.of("2"), "csrf", List.of(browser.cookie().getValue())));

        assertEquals(List.of("b.lit [BLOCK] 127.0.0.1", "c.lit [BLOCK] 127.0.0.1"), orders);
        assertEquals("redirect federationsuite-peers.jsp?q=x%26y&state=waiting&page=2",
            browser.went().get(browser.went().size() - 1));
    }

    @Test
    public void aQueryThatMakesNoSenseIsAsIfItHadNotBeenAsked() throws Exception {
        Browser browser = new Browser(new PeersServlet(() -> Optional.of(this)));

        browser.get(Map.of("q", "x".repeat(1000), "state", "<b>", "sort", "'; DROP", "desc", "1", "page", "-1"));
        assertEquals(new PeerQuery("x".repeat(255), Optional.empty(), PeerQuery.Sort.DOMAIN, false, 1, 25), asked);

        browser.get(Map.of("q", " Fri ", "state", "no-answer", "sort", "decided", "desc", "true", "page", "7"));
        assertEquals(new PeerQuery("fri", Optional.of(PeerState.NO_ANSWER), PeerQuery.Sort.DECIDED, true, 7, 25), asked);
    }

    @Test
    public void theMemoOfAPeerIsWrittenWhereItChanges() throws Exception {
        Browser browser = new Browser(new PeerServlet(() -> Optional.of(this), () -> NOW));

        post(browser, Map.of("action", "memo", "domain", "b.lit", "note", "old", "expires", "2031-01-01", "review", ""));
        assertEquals(List.of("b.lit [Expire[at=Optional[2031-01-01T00:00:00Z]]] 127.0.0.1"), orders);
        orders.clear();
        for (Map<String, String> wrong : List.of(Map.of("note", "old", "expires", "2030-01-01", "review", ""),
                Map.of("note", "old", "expires", "", "review", "soon"), Map.of("note", "n".repeat(501)),
                Map.of("note", "old", "expires", "", "review", ""))) {
            Map<String, String> form = new HashMap<>(wrong);
            form.putAll(Map.of("action", "memo", "domain", "b.lit"));
            post(browser, form);
            browser.get(Map.of("domain", "b.lit"));
            assertEquals(1, ((Collection<?>) browser.model().get("notices")).size());
        }
        assertEquals(List.of(), orders);
        post(browser, Map.of("action", "order", "domain", "b.lit", "order", "undo"));
        assertEquals(List.of("b.lit [UNDO] 127.0.0.1"), orders);
        assertEquals("redirect federationsuite-peer.jsp?domain=b.lit", browser.went().get(browser.went().size() - 1));
    }

    @Test
    public void anImportIsAppliedOnlyAfterItsOwnPreview() throws Exception {
        Browser browser = new Browser(new ImportServlet(() -> Optional.of(this)));
        browser.get(Map.of());
        assertEquals("file", browser.model().get("step"));

        upload(browser, "domain\r\nb.lit\r\n", "");
        browser.get(Map.of());
        assertEquals("preview", browser.model().get("step"));
        assertEquals(1L, browser.model().get("changes"));
        assertEquals(1L, browser.model().get("same"));
        assertEquals(1L, browser.model().get("flaws"));
        assertEquals(2, ((Collection<?>) browser.model().get("lines")).size());
        String id = (String) browser.model().get("id");

        post(browser, Map.of("action", "apply", "id", "another"));
        assertEquals(List.of(), orders);
        post(browser, Map.of("action", "apply", "id", id));
        assertEquals(List.of("import domain\r\nb.lit\r\n of 3 by 127.0.0.1"), orders);
        browser.get(Map.of());
        assertEquals("results", browser.model().get("step"));
        // Once is enough.
        post(browser, Map.of("action", "apply", "id", id));
        assertEquals(1, orders.size());
    }

    @Test
    public void noFileOrTwoArePreviewedNotAtAll() throws Exception {
        Browser browser = new Browser(new ImportServlet(() -> Optional.of(this)));

        upload(browser, "", " ");
        upload(browser, "domain", "domain");
        upload(browser, "x".repeat(ImportServlet.LARGEST + 1), "");
        browser.get(Map.of());

        assertEquals("file", browser.model().get("step"));
    }

    @Test
    public void theAuditIsSearchedByDayWithTheLastOneAsAWhole() throws Exception {
        Browser browser = new Browser(new AuditServlet(() -> Optional.of(this)));

        browser.get(Map.of("domain", "B.lit", "from", "2030-01-01", "until", "2030-01-02", "q", "x"));

        assertEquals(new AuditQuery("b.lit", "x", Set.of(), "", Optional.of(Instant.parse("2030-01-01T00:00:00Z")),
            Optional.of(Instant.parse("2030-01-03T00:00:00Z")), 1, 50), searched);
        assertEquals("federationsuite-audit-export.jsp?domain=B.lit&q=x&from=2030-01-01&until=2030-01-02",
            browser.model().get("export"));

        browser.get(Map.of("q", " as NOT handled "));
        assertEquals("what the page calls it", Set.of("incident-reopened"), searched.named());
    }

    @Test
    public void modelsAndSessionsAreMadeOfThePlatformsClassesOnly() throws Exception {
        for (PageServlet<?> servlet : List.of(new PeersServlet(() -> Optional.of(this)),
                new PeerServlet(() -> Optional.of(this), () -> NOW), new AuditServlet(() -> Optional.of(this)),
                new ImportServlet(() -> Optional.of(this)))) {
            Browser browser = new Browser(servlet);
            upload(browser, "domain", "");
            assertPlatform(browser.session());
            browser.get(Map.of("domain", "b.lit"));
            assertPlatform(browser.model());
        }
    }

    static void assertPlatform(Object value) {
        assertTrue(value.getClass().getName(), value.getClass().getName().startsWith("java."));
        if (value instanceof Collection<?> all) {
            all.forEach(PeersServletTest::assertPlatform);
        } else if (value instanceof Map<?, ?> map) {
            assertPlatform(List.copyOf(map.keySet()));
            assertPlatform(List.copyOf(map.values()));
        }
    }

    private static void post(Browser browser, Map<String, String> form) throws Exception {
        browser.get(Map.of());
        Map<String, String> sent = new HashMap<>(form);
        sent.put("csrf", browser.cookie().getValue());
        browser.post(sent);
    }

    private static void upload(Browser browser, String file, String text) throws Exception {
        browser.get(Map.of());
        StringBuilder body = new StringBuilder();
        Map.of("csrf", browser.cookie().getValue(), "action", "preview", "file", file, "text", text).forEach((name, value) ->
            body.append("--XX\r\nContent-Disposition: form-data; name=\"").append(name).append("\"\r\n\r\n").append(value)
                .append("\r\n"));
        browser.postBody("multipart/form-data; boundary=XX", body + "--XX--\r\n");
    }

    @Override
    public Section<PeerView> peers(PeerQuery query) {
        asked = query;
        return new Section<>(List.of(peer("b.lit").orElseThrow()), 100, query.page(), 100);
    }

    @Override
    public Optional<PeerView> peer(String domain) {
        return Optional.of(new PeerView(domain, PeerState.MUTUAL, "both", TrustLevel.BUDDY, Optional.of(NOW), Ask.WAITING,
            Optional.of(NOW), Optional.of(new Peer.Decision("admin", NOW)),
            new Peer.Memo("old", Optional.empty(), Optional.empty()), Optional.of(new Peer.Seen(true, NOW)),
            "seen <b>once</b>", "asked & waiting", Set.of(Simple.UNDO)));
    }

    @Override
    public Section<PeerView> waiting(int most) {
        return new Section<>(List.of(peer("b.lit").orElseThrow()), 1, 1, 1);
    }

    @Override
    public long dropped() {
        return 3;
    }

    @Override
    public Answer order(String domain, List<Order> given, Actor by) {
        orders.add(domain + " " + given + " " + by.where());
        return answer;
    }

    @Override
    public Section<AuditEntry> audit(AuditQuery query) {
        searched = query;
        return new Section<>(List.of(new AuditEntry(NOW, "b.lit", new Actor("admin", ""), "note", "a", "b")), 1, 1, 1);
    }

    @Override
    public String auditFile(AuditQuery query) {
        return "audit";
    }

    @Override
    public String peerFile() {
        return "peers";
    }

    @Override
    public List<Change> preview(String file) {
        return List.of(new Change(2, "b.lit", Change.Kind.CHANGE, "Block", "both", "1"),
            new Change(3, "c.lit", Change.Kind.SAME, "Nothing", "both", "2"),
            new Change(4, "", Change.Kind.FLAW, "Quotes", "", "3"));
    }

    @Override
    public List<Outcome> apply(String file, Set<String> seen, Actor by) {
        orders.add("import " + file + " of " + seen.size() + " by " + by.where());
        return List.of(new Outcome(2, "b.lit", new Answer(true, "blocked")));
    }
}
