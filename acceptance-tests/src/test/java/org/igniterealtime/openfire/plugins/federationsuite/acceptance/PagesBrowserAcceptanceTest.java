package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.acceptance.browser.ConsoleBrowser;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.console.ConsoleSession;
import org.junit.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What an administrator does on each page, with the forms and links that a browser shows him. */
public class PagesBrowserAcceptanceTest extends BrowserTest {

    private static final String PREFIX = "plugin.federationsuite.";
    private static final String ORCHARD = "orchard@conference.montague.lit";
    private static final String MIRRORED = "orchard\\40conference.montague.lit@mirror.capulet.lit";
    private static final String ROOM = "federationsuite-mirror.jsp?side=mirror&room=orchard%40conference.montague.lit";
    private static final String MIRRORS = "federationsuite-mirrors.jsp";
    private static final String EVENTING = "federationsuite-eventing.jsp";
    private static final String AUDIT = "federationsuite-audit.jsp";
    private static final String INCIDENTS = "federationsuite-incidents.jsp";
    private static final String METRICS = "federationsuite-metrics.jsp";
    private static final String TRACE = "federationsuite-trace.jsp";

    /** With so many a mirror saves a lot. */
    private static final int CROWD = 6;

    private final Path pictures;

    /** Runs on one kind of server. */
    public PagesBrowserAcceptanceTest(String kindName) {
        super(kindName);
        pictures = Path.of(System.getProperty("screenshots", "target/screenshots"), kindName);
    }

    @Override
    ServerSpec capulet(ServerSpec spec) {
        return spec.property(PREFIX + "fmuc.sample-every", "1");
    }

    @Test
    public void aMirrorFillsItsChartItsNumbersRenewThemselvesAndItIsClosedWithAReason() {
        Client tybalt = mirror();
        joins(login(capulet(), "curtis", "hall"), MIRRORED, MARKUP.replace("<", "&lt;"));
        for (int i = 1; i <= CROWD; i++) {
            joins(login(capulet(), i % 2 == 0 ? "curtis" : "tybalt", "guest" + i), MIRRORED, "Guest " + i);
        }
        Client amy = login(montague(), "amy", "balcony");
        amy.join(ORCHARD, "Amy");
        for (String line : List.of("He jests at scars that never felt a wound.", "But, soft! What light breaks?",
                "It is the east.", "Arise, fair sun, and kill the envious moon.")) {
            amy.say(ORCHARD, line);
            tybalt.awaitSaid(MIRRORED, line);
        }
        ConsoleBrowser capulets = capulets();
        capulets.await(MIRRORS, ORCHARD + " Mirrored here: conference.montague.lit " + (CROWD + 3) + " ");
        assertEquals(List.of(), capulets.pictures(pictures, "mirrors-crowd", 1280, 800));
        capulets.open(OVERVIEW);
        assertEquals(List.of(), capulets.pictures(pictures, "status-crowd", 1280, 800));
        capulets.open(MIRRORS);
        capulets.press("#rooms a[href*=orchard]");
        assertSays(capulets, MARKUP);
        assertNull(capulets.run("return window.hacked"));
        Waiting.until("the chart to be drawn", Waiting.PATIENCE,
            () -> !capulets.open(ROOM).all("svg.federationsuite-chart polyline").isEmpty(), capulets::text);
        capulets.find(".federationsuite-numbers summary").sendKeys(Keys.ENTER);
        assertTrue(capulets.text(), Pattern.compile("Until \\(UTC\\) Crossed Without mirrors \\d\\d:\\d\\d")
            .matcher(capulets.text()).find());
        assertEquals(List.of(), capulets.violations());
        assertEquals(List.of(), capulets.pictures(pictures, "mirror-chart", 1280, 800));

        // Nobody reloads the page: the numbers follow what is said.
        capulets.run("window.untouched = true");
        String number = "#links [data-live$=crossedStanzas]";
        String before = capulets.find(number).getText();
        tybalt.say(MIRRORED, "What, drawn, and talk of peace?");
        tybalt.awaitSaid(MIRRORED, "What, drawn, and talk of peace?");
        Waiting.until("the number to change", Waiting.PATIENCE, () -> !capulets.find(number).getText().equals(before),
            capulets::text);
        assertEquals("the page was loaded again", true, capulets.run("return window.untouched"));

        capulets.open(OVERVIEW).run("window.untouched = true");
        String today = "#saved [data-live='today.crossed']";
        String crossed = capulets.find(today).getText();
        tybalt.say(MIRRORED, "I hate the word.");
        tybalt.awaitSaid(MIRRORED, "I hate the word.");
        waits("verona.lit");
        Waiting.until("the overview to follow", Waiting.PATIENCE, () -> !capulets.find(today).getText().equals(crossed)
            && capulets.find("#needs").getText().contains("wait for a decision: 1")
            && !capulets.all("#waiting a[href*='verona.lit']").isEmpty(), capulets::text);
        assertEquals("the page was loaded again", true, capulets.run("return window.untouched"));
        assertEquals(List.of(), capulets.violations());

        capulets.open(ROOM).type("#reason", "Too <dear>").press("#close button");
        assertSays(capulets, "The mirror of " + ORCHARD + " has been closed.");
        tybalt.await("the reason", stanza -> stanza.type().equals("unavailable")
            && stanza.text().contains("<destroy><reason>Too &lt;dear"));
        capulets.open(MIRRORS);
        assertSays(capulets, "There is no room to show.");
    }

    @Test
    public void aTraceOfARoomIsBegunFromItsPageAndHidesWhatPeopleWrite() {
        Client tybalt = mirror();
        ConsoleBrowser capulets = capulets();
        capulets.open(ROOM).press("#jive-main-content a[href*='federationsuite-trace']");
        assertEquals(ORCHARD, capulets.find("#subject").getDomProperty("value"));
        capulets.type("#minutes", "5").press("#start button");
        assertSays(capulets, "The trace has begun.");
        assertSays(capulets, "Nothing has crossed yet.");
        String one = capulets.address().replaceFirst("^.*/", "");
        tybalt.say(MIRRORED, "Is this secret?");
        tybalt.awaitSaid(MIRRORED, "Is this secret?");
        capulets.await(one, "out \\d+ characters <message .*\\[\u202615\\]");
        assertFalse(capulets.text(), capulets.text().contains("secret"));
        assertEquals(List.of(), capulets.violations());
        assertEquals(List.of(), capulets.pictures(pictures, "trace-of-a-room", 1280, 800));

        capulets.press("#traces form button");
        assertSays(capulets, "The trace has been stopped and forgotten.");
        assertSays(capulets.open(TRACE), "No trace runs.");
        capulets.type("#subject", MARKUP).press("#start button");
        assertSays(capulets, "this is neither the address of a room nor a domain: " + MARKUP);
        assertNull(capulets.run("return window.hacked"));
    }

    @Test
    public void settingsAndLimitsAreChangedAndTakenBackAndTheAuditLogIsSearchedForIt() {
        ConsoleBrowser capulets = capulets();
        capulets.open(MIRRORS).type("#name", ORCHARD);
        choose(capulets, "#kind", "remote-room");
        capulets.press("form[action*=mirror-settings] button");
        String mode = "select[name='mirror.message-mode']";
        choose(capulets, mode, "fire-and-forget");
        capulets.press("#settings button");
        assertSays(capulets, "Settings changed: 1");
        capulets.press("#undo button");
        assertSays(capulets, "The last change has been undone.");
        assertEquals("", capulets.find(mode).getDomProperty("value"));

        capulets.open(EVENTING).type("input[name='rooms.max-all']", "many").press("#limits button");
        assertSays(capulets, "This is no value for the setting Most occupants by pubsub: many");
        assertEquals("many", capulets.find("input[name='rooms.max-all']").getDomProperty("value"));
        capulets.type("input[name='rooms.max-all']", "5").press("#limits button");
        assertSays(capulets, "Settings changed: 1");
        assertEquals(Optional.of("5"), capulet().control().property(PREFIX + "eventing.rooms.max-all"));
        assertEquals(List.of(), capulets.violations());
        assertEquals(List.of(), capulets.pictures(pictures, "eventing-last-change", 1280, 800));
        capulets.press("#undo button");
        assertSays(capulets, "The last change has been undone.");
        assertEquals(Optional.empty(), capulet().control().property(PREFIX + "eventing.rooms.max-all"));
        assertEquals(List.of(), capulets.all("#undo"));

        capulets.await(AUDIT, "4 in all");
        capulets.type("#q", "change of settings undone").type("#domain", "CAPULET.lit").press("form[role=search] button");
        assertSays(capulets, "1 in all");
        assertSays(capulets, "Before: eventing.rooms.max-all: 5 Afterwards: eventing.rooms.max-all: (not set)");
        capulets.type("#from", "tomorrow").press("form[role=search] button");
        assertSays(capulets, "2030-12-31");
        assertTrue(capulets.find("a[href*=audit-export]").getDomProperty("href").contains("q=change%20of%20settings%20undone"));
        capulets.press("form[role=search] a");
        assertSays(capulets, "4 in all");
    }

    @Test
    public void anIncidentOfAStrangerIsFoundReadHandledAndRemoved() {
        for (String text : List.of("Spam from everywhere", MARKUP)) {
            montague().control().deliver("<iq type='set' id='i" + text.length() + "' from='montague.lit' to='capulet.lit'>"
                + "<report xmlns='urn:xmpp:incident:2'><Incident xmlns='urn:ietf:params:xml:ns:iodef-1.0' purpose='reporting'>"
                + "<IncidentID name='montague.lit'>" + text.length() + "</IncidentID><Description>"
                + text.replace("<", "&lt;") + "</Description></Incident></report></iq>");
        }
        ConsoleBrowser capulets = capulets();
        capulets.await(INCIDENTS, "To be handled \\(2\\) .* montague.lit");
        assertSays(capulets, MARKUP);
        assertEquals(List.of(), capulets.pictures(pictures, "incidents-list", 1280, 800));
        capulets.type("#q", "EVERYWHERE").press("form[role=search] button");
        assertSays(capulets, "Page 1 of 1, 1 in all");
        assertFalse(capulets.text(), capulets.text().contains(MARKUP));
        capulets.press("#reports a");
        assertSays(capulets, "Spam from everywhere");
        capulets.press("#handle button");
        assertSays(capulets, "The report of montague.lit is marked as handled.");
        assertSays(capulets, "by admin@capulet.lit at 20");
        capulets.press("#reopen button");
        assertSays(capulets, "The report of montague.lit is marked as not handled.");
        capulets.press("#handle button");
        capulets.open(INCIDENTS).press(".federationsuite-filters a[href*=open]");
        assertSays(capulets, "To be handled (1)");
        assertSays(capulets, MARKUP);
        capulets.press("#reports a");
        assertNull(capulets.run("return window.hacked"));
        assertEquals(List.of(), capulets.violations());
        assertEquals(List.of(), capulets.pictures(pictures, "incident", 1280, 800));
        capulets.press("#remove button");
        assertSays(capulets, "has been removed.");
        assertFalse(capulets.text(), capulets.find("#reports").getText().contains(MARKUP));
        assertSays(capulets, "Removed lately");
        assertEquals(List.of(), capulets.violations());
        assertEquals(List.of(), capulets.pictures(pictures, "incident-removed", 1280, 800));
        capulets.press("#removed button");
        assertSays(capulets, "is back.");
        assertSays(capulets, MARKUP);
        assertFalse(capulets.text(), capulets.text().contains("Removed lately"));
        assertNull(capulets.run("return window.hacked"));
        capulets.await(AUDIT, "Report put back .* Report removed .* Report handled .* Report marked as not handled .* "
            + "Report handled ");
    }

    @Test
    public void metricsAreReadOnThePageAndWithATokenThatIsShownOnce() {
        ConsoleBrowser capulets = capulets();
        capulets.open(METRICS).press("a[href$='format=prometheus']");
        assertTrue(body(capulets), body(capulets).contains("federationsuite_plugin_up{plugin=\"fmuc\"} 1"));
        capulets.open(METRICS).press("button[value=renew]");
        Matcher token = Pattern.compile("It is not shown again: (\\S{43})").matcher(capulets.text());
        assertTrue(capulets.text(), token.find());
        assertEquals(List.of(), capulets.pictures(pictures, "metrics-token", 1280, 800));
        ConsoleSession program = new ConsoleSession(capulet());
        assertEquals(200, program.get(RosterPages.FOLDER + "metrics", "Authorization", "Bearer " + token.group(1)).status());
        assertFalse(capulets.open(METRICS).text().contains(token.group(1)));
        capulets.press("button[value=remove]");
        assertSays(capulets, "The token has been removed.");
        assertEquals(302, program.get(RosterPages.FOLDER + "metrics", "Authorization", "Bearer " + token.group(1)).status());
    }

    @Test
    public void manyPeersAreImportedSearchedSortedTurnedOverAndDecidedAboutAtOnce() {
        ConsoleBrowser capulets = capulets();
        capulets.open(IMPORT);
        capulets.run("document.querySelector('#text').value = arguments[0]", "domain,state\n" + IntStream.range(0, 60)
            .mapToObj(number -> "p" + (10 + number) + ".lit,blocked\n").collect(Collectors.joining()));
        capulets.press("form[enctype] button").press(".federationsuite-buttons form:first-child button");
        assertSays(capulets, "Lines carried out: 60.");
        for (String domain : List.of("verona.lit", "mantua.lit")) {
            waits(domain);
        }
        capulets.await(PEERS, "wait for a decision \\(2\\) .* Page 1 of 3, 62 in all");
        capulets.press("a[rel=next]");
        assertSays(capulets, "Page 2 of 3, 62 in all");
        capulets.type("#q", "p2");
        choose(capulets, "#state", "blocked");
        capulets.press("form[role=search] button");
        assertSays(capulets, "Page 1 of 1, 10 in all");
        String sort = "#peers a[href*='sort=domain']";
        capulets.press(sort);
        String first = capulets.find("#peers tbody th").getText();
        capulets.press(sort);
        assertEquals("p20.lit p29.lit", Stream.of(first, capulets.find("#peers tbody th").getText()).sorted()
            .collect(Collectors.joining(" ")));

        capulets.open(PEERS + "?state=waiting");
        capulets.all("#peers input[type=checkbox]").forEach(WebElement::click);
        capulets.press("#peers + p button[value=approve]");
        assertSays(capulets, "Servers changed: 2");
        assertSays(capulets.open(PEERS), "No request waits.");
        capulets.press("#peers + p button[value=block]");
        assertSays(capulets, "no server was ticked");
    }

    /** Somebody of this server is in a room of the other one, through the mirror. */
    private Client mirror() {
        montague().control().setProperty(PREFIX + "admitted-domains", "capulet.lit");
        makeRoom(login(montague(), "amy", "orchard"), montague().room("orchard"));
        Client tybalt = login(capulet(), "tybalt", "sword");
        joins(tybalt, MIRRORED, "Tybalt");
        return tybalt;
    }

    private static void choose(ConsoleBrowser browser, String list, String value) {
        browser.find(list + " option[value='" + value + "']").click();
    }

    private static String body(ConsoleBrowser browser) {
        return String.valueOf(browser.run("return document.body.innerText"));
    }

    private static void assertSays(ConsoleBrowser browser, String text) {
        assertTrue("\"" + text + "\" in: " + browser.text(), browser.text().contains(text));
    }
}
