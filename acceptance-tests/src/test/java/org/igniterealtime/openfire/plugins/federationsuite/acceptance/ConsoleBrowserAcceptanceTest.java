package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.igniterealtime.openfire.plugins.federationsuite.acceptance.browser.ConsoleBrowser;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.junit.Test;
import org.openqa.selenium.Keys;

/** The pages in the admin console, in a real browser: what administrators do there, and what attackers would like to. */
public class ConsoleBrowserAcceptanceTest extends BrowserTest {

    /** No request waits; what the self-check finds while servers are just getting to know each other does not matter here. */
    private static final String DECIDED =
        "(Nothing needs an administrator now.|To do Failed findings of the self-check: \\d+,) .* ";
    private static final String AUDIT = "federationsuite-audit.jsp";
    private static final String EVENTING = "federationsuite-eventing.jsp";
    private static final String TRACE = "federationsuite-trace.jsp";

    private final Path pictures;

    /** Runs on one kind of server. */
    public ConsoleBrowserAcceptanceTest(String kindName) {
        super(kindName);
        pictures = Path.of(System.getProperty("screenshots", "target/screenshots"), kindName);
    }

    @Test
    public void aRequestOfAnotherServerIsSeenApprovedRevokedAndGivenBack() {
        ConsoleBrowser montagues = montagues();
        montagues.open(PEERS).type("#add-domain", "capulet.lit").type("#add-note", "our cousins")
            .press("form.federationsuite-fields button");
        assertSays(montagues, "capulet.lit is now: none, asked, invited, note: our cousins");

        // One look at the first page tells that there is something to do, and leads there.
        ConsoleBrowser capulets = capulets();
        capulets.await(OVERVIEW, "Requests of other servers that wait for a decision: 1 .* montague.lit since 20");
        capulets.press("#needs a");
        assertSays(capulets, "Requests that wait for a decision (1)");
        capulets.type("#waiting-requests input[name=note]", "asked by phone").press("#waiting-requests button[value=approve]");
        assertSays(capulets, "montague.lit is now: from, asked");
        capulets.await(RosterPages.pageOf("montague.lit"), "State Approved by both .* asked by phone");
        capulets.await(OVERVIEW, DECIDED + "montague.lit (C|Not c)onnected");
        montagues.await(RosterPages.pageOf("capulet.lit"), "State Approved by both");
        montagues.await(OVERVIEW, DECIDED + "capulet.lit (C|Not c)onnected");

        // A mistake, and back again.
        capulets.open(RosterPages.pageOf("montague.lit")).press("#orders button[value=revoke]");
        assertSays(capulets, "montague.lit is now: none");
        montagues.await(RosterPages.pageOf("capulet.lit"), "State Not approved");
        capulets.open(RosterPages.pageOf("montague.lit")).press("#orders button[value=undo]");
        assertSays(capulets, "montague.lit is now: from, asked");
        montagues.await(PEERS, "Requests that wait for a decision \\(1\\) .* capulet.lit since 20");
        montagues.press("#waiting-requests button[value=approve]");
        capulets.await(RosterPages.pageOf("montague.lit"), "State Approved by both");

        // The self-check looks at whoever was approved, says what it finds, and what to do.
        capulets.open(SELF_CHECK).press("#check");
        assertSays(capulets, "The check has begun.");
        for (String finding : List.of("OK The server montague.lit can be found from this server.",
                "OK Somebody answers at the server port of montague.lit.", "OK This server and montague.lit are connected.",
                "OK montague.lit can connect to this server.", "OK montague.lit runs Federation Suite",
                "OK conference.montague.lit offers its rooms to mirrors.", "OK montague.lit lets the mirror mirror.capulet.lit",
                "OK The clocks of this server and of montague.lit agree.", "The last check ended at 20")) {
            capulets.await(SELF_CHECK, finding);
        }
        checksRunOnThePageItself(capulets);
        String report = capulets.find("#report").getDomProperty("value");
        assertTrue(report, report.contains("capulet.lit, 20") && report.contains("OK clocks-agree: The clocks"));
    }

    /** Nobody reloads the page: what is found comes as it is found, and the text below can be copied. */
    private static void checksRunOnThePageItself(ConsoleBrowser browser) {
        String before = browser.find("#ended").getText();
        browser.press("#check");
        browser.run("window.untouched = true");
        Waiting.until("the end of the checks", Waiting.PATIENCE.multipliedBy(2), () -> !browser.all("#ended").isEmpty()
            && !browser.find("#ended").getText().equals(before), browser::text);
        assertEquals("the page was loaded again", true, browser.run("return window.untouched"));
        assertSays(browser, "OK The clocks of this server and of montague.lit agree.");
        browser.find("#copy").click();
        Waiting.until("the text to be copied", Waiting.PATIENCE, () -> browser.find("#copied").getText().equals("Copied."),
            browser::text);
    }

    @Test
    public void whatOthersTypedIsTextOnEveryPage() {
        waits("verona.lit");
        hostileRoom();
        ConsoleBrowser capulets = capulets();
        capulets.await(PEERS, "verona.lit since 20");
        capulets.type("#waiting-requests input[name=note]", MARKUP);
        capulets.find("#waiting-requests button[value=deny]").sendKeys(Keys.ENTER);
        Waiting.until("the denial", Waiting.PATIENCE, () -> capulets.says("verona.lit is now: none"), capulets::text);
        capulets.open(PEERS).type("#add-domain", MARKUP).press("form.federationsuite-fields button");
        assertSays(capulets, MARKUP + " is not the domain of another server.");

        List<String> pages = pages(capulets);
        String query = "%22%3E%3Cimg%20src=x%20onerror=window.hacked=1%3E%3Cscript%3Ewindow.hacked=1%3C/script%3E";
        pages.addAll(List.of(RosterPages.pageOf("verona.lit"), RosterPages.pageOf(query), PEERS + "?q=" + query,
            AUDIT + "?q=" + query));
        for (String page : pages) {
            capulets.open(page);
            assertNull(page, capulets.run("return window.hacked"));
            assertEquals(page, 0L, capulets.run("return document.querySelectorAll("
                + "'#jive-main-content script, #jive-main-content [onerror]').length"));
        }
        assertSays(capulets.open(RosterPages.pageOf("verona.lit")), MARKUP);
    }

    /** A room of montague.lit with a name and a nick that somebody chose to harm the administrator of capulet.lit. */
    private void hostileRoom() {
        montague().control().setProperty("plugin.federationsuite.admitted-domains", "capulet.lit");
        Client amy = login(montague(), "amy", "orchard");
        makeRoom(amy, montague().room("orchard"), "muc#roomconfig_roomname=" + MARKUP.replace("&", "&amp;").replace("<", "&lt;"));
        Client tybalt = login(capulet(), "tybalt", "sword");
        joins(tybalt, "orchard\\40conference.montague.lit@mirror.capulet.lit", "&lt;script&gt;window.hacked=1&lt;/script&gt;");
    }

    @Test
    public void aFileWithWrongLinesIsImportedAsFarAsItIsRight() throws IOException {
        waits("verona.lit");
        ConsoleBrowser capulets = capulets();
        capulets.await(PEERS, "verona.lit since 20");
        Path file = Files.writeString(directory().resolve("peers.csv"),
            "domain,state,note\r\nverona.lit,approved,by the book\r\nmantua.lit,approved,\r\nno domain,blocked,\r\n"
                + "padua.lit,befriended," + MARKUP.replace(",", " ").replace("\"", "") + "\r\n");

        capulets.open(IMPORT);
        capulets.find("input[type=file]").sendKeys(file.toAbsolutePath().toString());
        capulets.press("form[enctype] button");
        assertSays(capulets, "Lines that change something: 1. Lines that change nothing, not shown: 0."
            + " Lines that are wrong and will be left out: 3.");
        assertSays(capulets, "There is no state befriended.");
        assertNull(capulets.run("return window.hacked"));
        picture(capulets, "import-preview");

        capulets.press(".federationsuite-buttons form:first-child button");
        assertSays(capulets, "Lines carried out: 1. Lines not carried out: 3.");
        capulets.await(RosterPages.pageOf("verona.lit"), "State Approved by us .* by the book");
    }

    @Test
    public void nothingIsDoneWithoutTheRightTokenOrALogin() {
        waits("verona.lit");
        ConsoleBrowser capulets = capulets();
        capulets.await(PEERS, "verona.lit since 20");

        capulets.run("document.querySelectorAll('input[name=csrf]').forEach(field => { field.value = 'guessed'; })");
        capulets.press("#waiting-requests button[value=approve]");
        assertSays(capulets, "the form was not sent from the newest copy of this page");
        assertSays(capulets, "verona.lit since 20");

        // The form of somebody who has been logged out meanwhile.
        capulets.logOut();
        capulets.press("#waiting-requests button[value=approve]");
        assertTrue(capulets.address(), capulets.address().startsWith("login.jsp"));
        capulets.open(PEERS);
        assertTrue(capulets.address(), capulets.address().startsWith("login.jsp"));
        assertFalse(capulets.run("return document.body.innerText").toString().contains("verona"));
        capulets.login("admin", "admin-secret").open(PEERS);
        assertSays(capulets, "verona.lit since 20");
    }

    /** Pictures of all pages are kept, to be looked at. */
    @Test
    public void everybodyCanUseEachPage() {
        capulet().control().setProperty("plugin.federationsuite.admitted-domains", "montague.lit, nowhere.invalid");
        List.of("verona.lit", "mantua.lit").forEach(this::waits);
        montague().control().setProperty("plugin.federationsuite.admitted-domains", "capulet.lit");
        makeRoom(login(montague(), "amy", "orchard"), montague().room("orchard"));
        Client tybalt = login(capulet(), "tybalt", "sword");
        joins(tybalt, "orchard\\40conference.montague.lit@mirror.capulet.lit", "Tybalt");
        eventing(tybalt);
        joins(login(montague(), "kev", "globe"), "hall\\40conference.capulet.lit@mirror.montague.lit", "Kev");
        ConsoleBrowser capulets = capulets();
        capulets.await(PEERS, "verona.lit since 20");
        capulets.open(EVENTING).press("#switch-talks button");
        assertSays(capulets, "The feature has been switched off.");
        capulets.open(TRACE).type("#subject", "montague.lit").press("#start button");
        capulets.open(RosterPages.pageOf("verona.lit")).type("#note", "The prince's own server.\nAsk him before it is blocked.")
            .press("form.federationsuite-fields button");
        capulets.open(SELF_CHECK).press("#check");
        capulets.await(SELF_CHECK, "The last check ended at");

        List<String> pages = pages(capulets);
        pages.add(RosterPages.pageOf("verona.lit"));
        pages.add("federationsuite-mirror.jsp?side=mirror&room=orchard%40conference.montague.lit");
        pages.add("federationsuite-mirror.jsp?side=master&room=hall%40conference.capulet.lit");
        pages.add("federationsuite-mirror-settings.jsp?kind=remote-room&name=orchard%40conference.montague.lit");
        List<String> wrong = new ArrayList<>();
        for (String page : pages) {
            capulets.open(page);
            wrong.addAll(picture(capulets, page.replaceAll("federationsuite-|\\.jsp.*", "")
                + (page.contains("side=master") ? "-master" : "")));
            capulets.violations().forEach(violation -> wrong.add(page + ": " + violation));
            capulets.keyboardTraps().forEach(trap -> wrong.add(page + ": " + trap));
            capulets.complaints().forEach(complaint -> wrong.add(page + ": " + complaint));
        }
        assertEquals(String.join("\n", wrong), 0, wrong.size());
        assertTrue(pages.toString(), pages.size() >= 7);
    }

    /** Somebody is in a room by pubsub, and has asked for the presence of somebody else. */
    private static void eventing(Client client) {
        String pubsub = "<pubsub xmlns='http://jabber.org/protocol/pubsub'>";
        client.ask("set", "curtis@capulet.lit", pubsub + "<subscribe node='presence' jid='tybalt@capulet.lit'/></pubsub>");
        makeRoom(client, "hall@conference.capulet.lit");
        client.ask("set", "conference.capulet.lit", pubsub + "<subscribe node='hall' jid='" + client.address()
            + "'/><options node='hall' jid='" + client.address() + "'><x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#subscribe_options</value></field>"
            + "<field var='roomnick'><value>Prince of Cats</value></field></x></options></pubsub>");
    }

    private List<String> picture(ConsoleBrowser browser, String name) {
        return browser.pictures(pictures, name, 1280, 800);
    }

    /** All pages in the menu, whoever adds one. */
    private static List<String> pages(ConsoleBrowser browser) {
        return new ArrayList<>(browser.open(OVERVIEW).all("#jive-sidebar a[href*='federationsuite-']").stream()
            .map(link -> link.getDomProperty("href").replaceFirst("^.*/", "")).distinct().toList());
    }

    private static void assertSays(ConsoleBrowser browser, String text) {
        assertTrue("\"" + text + "\" in: " + browser.text(), browser.text().contains(text));
    }
}
