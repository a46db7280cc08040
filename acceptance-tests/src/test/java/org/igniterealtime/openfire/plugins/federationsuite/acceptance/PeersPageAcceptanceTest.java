package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.console.ConsoleSession;
import org.junit.Test;

/** Trust between servers (XEP-0267), as two administrators see it in their browsers. */
public class PeersPageAcceptanceTest extends FederationTest {

    private static final String PEERS = RosterPages.PEERS;
    private static final String AUDIT = "federationsuite-audit.jsp";
    private static final String EXPORT = RosterPages.FOLDER + "federationsuite-peers-export.jsp";
    private static final String MARKUP = "<script>alert(1)</script>";

    /** Runs on one kind of server. */
    public PeersPageAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return spec;
    }

    @Test
    public void twoServersComeToTrustEachOtherAndPart() {
        RosterPages capulets = new RosterPages(capulet());
        RosterPages montagues = new RosterPages(montague());
        assertTrue(capulets.page(PEERS).contains("No request waits."));

        // The administrator of montague.lit asks for capulet.lit, with a reason.
        assertSays(montagues.add("capulet.lit", "our cousins"), "capulet.lit is now: none, asked, invited, note: our cousins");

        // The one of capulet.lit sees the request, and approves it. His server asks back, which is accepted at montague.lit.
        capulets.await(PEERS, "Requests that wait for a decision \\(1\\) .* montague.lit since 20");
        assertSays(capulets.decide("montague.lit", "approve", "asked by phone"), "montague.lit is now: from, asked");
        capulets.await(RosterPages.pageOf("montague.lit"), "State Approved by both .* Trust Approved: may mirror rooms");
        montagues.await(RosterPages.pageOf("capulet.lit"), "State Approved by both .* our cousins");

        // Each sees that the other is there.
        capulets.await(RosterPages.pageOf("montague.lit"), "Presence Up since 20");
        montagues.await(PEERS, "capulet.lit Approved by both Up since 20");

        // The approval is revoked. Both servers know.
        assertSays(capulets.order("montague.lit", "revoke"), "montague.lit is now: none");
        capulets.await(RosterPages.pageOf("montague.lit"), "State Not approved .* Undo the revocation");
        montagues.await(RosterPages.pageOf("capulet.lit"), "State Not approved");

        // It was a mistake. What capulet.lit can give back it gives back; montague.lit has to decide again.
        assertSays(capulets.order("montague.lit", "undo"), "montague.lit is now: from, asked");
        montagues.await(PEERS, "Requests that wait for a decision \\(1\\) .* capulet.lit since 20");
        assertSays(montagues.decide("capulet.lit", "approve", ""), "capulet.lit is now: from, asked");
        capulets.await(RosterPages.pageOf("montague.lit"), "State Approved by both");
        montagues.await(RosterPages.pageOf("capulet.lit"), "State Approved by both");

        // Revoked and asked for once more, it is approved once more.
        capulets.order("montague.lit", "revoke");
        montagues.await(RosterPages.pageOf("capulet.lit"), "State Not approved");
        assertSays(montagues.order("capulet.lit", "request"), "capulet.lit is now: none, asked, invited");
        capulets.await(PEERS, "Requests that wait for a decision \\(1\\) .* montague.lit since 20");
        assertSays(capulets.decide("montague.lit", "approve", ""), "montague.lit is now: from, asked");
        capulets.await(RosterPages.pageOf("montague.lit"), "State Approved by both");
        montagues.await(RosterPages.pageOf("capulet.lit"), "State Approved by both");

        // All of it was written down, with who and from where: on the peer's page, in the audit log, and in the server's own.
        assertTrue(capulets.page(RosterPages.pageOf("montague.lit")).matches(".* admin@capulet.lit 127.0.0.1 Approved .*"
            + " admin@capulet.lit 127.0.0.1 Revocation undone .* admin@capulet.lit 127.0.0.1 Approval revoked .*"));
        assertTrue(capulets.page(AUDIT + "?domain=montague.lit&q=undo")
            .matches(".* admin@capulet.lit 127.0.0.1 Revocation undone .* 1 in all.*"));
        List<String> log = capulet().control().auditLog();
        for (String decision : List.of("approve", "note", "revoke", "undo")) {
            assertTrue(log.toString(), log.stream().anyMatch(
                line -> line.startsWith("admin\tserver roster: " + decision + " montague.lit\tfrom 127.0.0.1")));
        }
    }

    @Test
    public void nothingChangesWithoutLoginOrTokenOrByGet() {
        RosterPages capulets = new RosterPages(capulet());
        ConsoleSession stranger = new ConsoleSession(capulet());
        waits("verona.lit");
        capulets.await(PEERS, "verona.lit since 20");
        String before = capulets.console().get(EXPORT).body();

        for (String page : List.of(PEERS, "federationsuite-peer.jsp?domain=verona.lit", RosterPages.IMPORT, AUDIT,
                "federationsuite-peers-export.jsp", "federationsuite-audit-export.jsp", "federationsuite-peers-view.jsp")) {
            ConsoleSession.Answer answer = stranger.get(RosterPages.FOLDER + page);
            assertTrue(page + ": " + answer, answer.location().contains("login.jsp"));
            assertFalse(page, answer.body().contains("verona"));
        }
        stranger.get("login.jsp");
        Map<String, String> approval = Map.of("action", "decide", "domain", "verona.lit", "order", "approve");
        Map<String, String> forged = new HashMap<>(approval);
        forged.put("csrf", stranger.cookie("csrf"));
        assertTrue(stranger.post(RosterPages.FOLDER + PEERS, forged).location().contains("login.jsp"));

        forged.put("csrf", "guessed");
        capulets.console().post(RosterPages.FOLDER + PEERS, forged);
        assertSays(capulets.page(PEERS), "the form was not sent from the newest copy of this page");
        capulets.console().post(RosterPages.FOLDER + PEERS, approval);
        capulets.console().upload(RosterPages.FOLDER + RosterPages.IMPORT, Map.of("action", "preview", "csrf", "guessed"),
            "file", "domain,state\nverona.lit,approved\n");
        assertSays(capulets.page(RosterPages.IMPORT), "the form was not sent from the newest copy of this page");
        String token = capulets.token(PEERS);
        capulets.page(PEERS + "?action=decide&domain=verona.lit&order=approve&csrf=" + token);
        capulets.page("federationsuite-peer.jsp?action=order&domain=verona.lit&order=approve&csrf=" + token);

        assertEquals(before, capulets.console().get(EXPORT).body());
        assertTrue(before, before.contains("verona.lit,waiting"));
        assertTrue(capulets.page(AUDIT).contains("There is no entry to show."));
    }

    @Test
    public void whatSomebodyTypedIsTextAndNoMarkup() {
        RosterPages capulets = new RosterPages(capulet());

        String refused = capulets.add(MARKUP, MARKUP);
        assertSays(refused, "Nothing has been changed: " + MARKUP + " is not the domain of another server.");
        capulets.add("verona.lit", "\"" + MARKUP);
        capulets.preview("domain,state,note\n" + MARKUP + ",blocked,x\nverona.lit,,\"" + MARKUP + "&'\"\n");
        String query = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
        for (String page : List.of(PEERS, RosterPages.pageOf("verona.lit"), RosterPages.pageOf(query), PEERS + "?q=" + query,
                PEERS + "?state=" + query + "&sort=" + query, RosterPages.IMPORT, AUDIT,
                AUDIT + "?domain=" + query + "&q=" + query + "&actor=" + query + "&from=" + query + "&until=" + query)) {
            String html = capulets.html(page);
            assertFalse(page + ": " + html, html.contains(MARKUP));
        }
        assertTrue(capulets.html(PEERS).contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        assertTrue(capulets.html(RosterPages.IMPORT).contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    }

    @Test
    public void aFileIsPreviewedAndThenImported() {
        RosterPages capulets = new RosterPages(capulet());
        RosterPages montagues = new RosterPages(montague());
        montagues.add("capulet.lit", "");
        waits("verona.lit");
        capulets.await(PEERS, "wait for a decision \\(2\\)");

        String preview = capulets.preview("\ufeffdomain,state,note,expires\r\n"
            + "MONTAGUE.lit,approved,\"cousins, \u00e9t\u00e9\",2031-12-31\r\n"
            + "mantua.lit,approved,,\r\n"
            + "verona.lit,blocked,,\r\n"
            + "capulet.lit,blocked,,\r\n"
            + "padua.lit,blocked,,tomorrow\r\n");

        assertSays(preview, "Lines that change something: 2. Lines that change nothing, not shown: 0. Lines that are wrong"
            + " and will be left out: 3.");
        assertSays(preview, "2 montague.lit Change Approve the request that waits; Note: cousins, \u00e9t\u00e9;"
            + " The approval ends on 2031-12-31 none, waits for a decision");
        assertSays(preview, "3 mantua.lit Wrong No request of mantua.lit waits, and nobody can be approved in advance.");
        assertSays(preview, "5 capulet.lit Wrong This is not the domain of another server: capulet.lit");
        assertSays(preview, "6 padua.lit Wrong This is not a date such as 2030-12-31: tomorrow");
        assertSays(capulets.page(PEERS), "wait for a decision (2)");

        // Meanwhile somebody else decides about one of them.
        capulets.decide("verona.lit", "deny", "");
        String result = capulets.apply();

        assertSays(result, "The file has been imported. Lines carried out: 1. Lines not carried out: 4.");
        assertSays(result, "2 montague.lit Done montague.lit is now: from, asked, until 2031-12-31T00:00:00Z,"
            + " note: cousins, \u00e9t\u00e9");
        assertSays(result, "4 verona.lit Not done Nothing has been changed: it does not stand with verona.lit as it did");
        montagues.await(RosterPages.pageOf("capulet.lit"), "State Approved by both");
        capulets.await(RosterPages.pageOf("montague.lit"), "State Approved by both");

        // What is exported and imported again changes nothing, and can be imported elsewhere.
        ConsoleSession.Answer export = capulets.console().get(EXPORT);
        assertTrue(export.headers(), export.headers().toLowerCase(Locale.ROOT).matches(
            "(?s).*content-disposition: attachment; filename=\"peers-20\\d\\d-\\d\\d-\\d\\d\\.csv\".*"));
        assertTrue(export.headers(), export.headers().contains("text/csv"));
        assertTrue(export.body(), export.body().contains("montague.lit,approved,no,\"cousins, \u00e9t\u00e9\",2031-12-31,\r\n"));
        assertSays(capulets.preview(export.body()), "Lines that change something: 0. Lines that change nothing, not shown: 2.");
        ConsoleSession.Answer audit = capulets.console().get(RosterPages.FOLDER + "federationsuite-audit-export.jsp?q=approve");
        assertTrue(audit.body(), audit.body().contains(",montague.lit,admin@capulet.lit,127.0.0.1,approve,"));
    }

    @Test
    public void manyPeersAreShownInPagesAndChangedAtOnce() {
        RosterPages capulets = new RosterPages(capulet());
        capulets.preview("domain,state\n" + IntStream.range(0, 60).mapToObj(number -> "p" + (10 + number) + ".lit,blocked\n")
            .collect(Collectors.joining()));
        assertSays(capulets.apply(), "Lines carried out: 60. Lines not carried out: 0.");
        for (String domain : List.of("verona.lit", "mantua.lit")) {
            waits(domain);
        }
        capulets.await(PEERS, "wait for a decision \\(2\\)");

        assertSays(capulets.page(PEERS), "Page 1 of 3, 62 in all Next Last");
        assertTrue(capulets.page(PEERS + "?page=3").matches(".*p69.lit Blocked .* Page 3 of 3, 62 in all First Back .*"));
        assertTrue(capulets.page(PEERS + "?q=p2&sort=domain&desc=true")
            .matches(".*p29.lit .* p20.lit .* Page 1 of 1, 10 in all.*"));
        assertSays(capulets.page(PEERS + "?state=waiting"), "Page 1 of 1, 2 in all");

        String done = capulets.bulk("approve", "verona.lit", "mantua.lit", "p11.lit");
        assertSays(done, "Servers changed: 2 Servers not changed: 1 Nothing has been changed: p11.lit is blocked.");
        assertSays(capulets.bulk("approve"), "no server was ticked");
        assertSays(capulets.page(PEERS + "?state=approved"), "2 in all");
        assertSays(capulets.page(AUDIT + "?actor=ADMIN&page=2"), "Page 2 of 2");
    }

    @Test
    public void thePagesSayWhenTheServerRosterIsOff() {
        RosterPages capulets = new RosterPages(capulet());
        String token = capulets.token(PEERS);
        SuitePart.SERVER_ROSTER.switchOff(capulet());

        for (String page : List.of(PEERS, RosterPages.pageOf("verona.lit"), RosterPages.IMPORT)) {
            assertSays(capulets.page(page), "this part of the suite does not run");
        }
        // That is about the other parts, too.
        assertSays(capulets.page(AUDIT), "There is no entry to show.");
        capulets.console().post(RosterPages.FOLDER + PEERS, Map.of("action", "add", "domain", "verona.lit", "csrf", token));
        assertSays(capulets.page(PEERS), "Nothing has been changed, because this part of the suite does not run.");
        assertEquals(503, capulets.console().get(EXPORT).status());
    }

    /** A request of a server that is not there. */
    private void waits(String domain) {
        capulet().control().route("<presence type='subscribe' from='" + domain + "' to='capulet.lit'/>");
    }

    private static void assertSays(String page, String text) {
        assertTrue("\"" + text + "\" in: " + page, page.contains(text));
    }
}
