package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.console.ConsoleSession;
import org.junit.Test;

/** The status page in the admin console, as a browser sees it. */
public class StatusPageAcceptanceTest extends FederationTest {

    private static final String PAGE = "plugins/federationsuite/federationsuite-status.jsp";
    private static final String CHECKS = "plugins/federationsuite/federationsuite-selfcheck.jsp";
    private static final String MARKUP = "<script>alert(1)</script>";
    private static final String TOO_OLD = "the form was not sent from the newest copy of this page";
    private static final String DOMAINS = "plugin.federationsuite.admitted-domains";

    /** Runs on one kind of server. */
    public StatusPageAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.property(DOMAINS, "capulet.lit");
    }

    @Test
    public void nobodyGetsToThePageWithoutLoggingIn() {
        ConsoleSession stranger = new ConsoleSession(capulet());

        ConsoleSession.Answer page = stranger.get(PAGE);
        assertFalse(page.body(), page.body().contains("federationsuite"));
        assertTrue(page.toString(), page.location().contains("login.jsp"));

        stranger.get("login.jsp");
        ConsoleSession.Answer posted = stranger.post(PAGE, switching("eventing", false, stranger.cookie("csrf")));
        assertTrue(posted.toString(), posted.location().contains("login.jsp"));
        assertEquals(Optional.empty(), capulet().control().property(SuitePart.EVENTING.property()));
    }

    @Test
    public void aFormSwitchesOnlyWithTheTokenOfThePageAndIsRemembered() {
        ConsoleSession admin = loggedIn();
        String token = token(admin.get(PAGE).body());

        for (Map<String, String> form : List.of(switching("eventing", false, null), switching("eventing", false, "guessed"),
            switching("eventing", false, ""))) {
            assertSays(TOO_OLD, admin, admin.post(PAGE, form));
        }
        // A token is used once.
        assertSays(TOO_OLD, admin, admin.post(PAGE, switching("eventing", false, token)));
        assertEquals(Optional.empty(), capulet().control().property(SuitePart.EVENTING.property()));
        assertTrue(SuitePart.EVENTING.runs(capulet()));

        ConsoleSession.Answer done = admin.post(PAGE, switching("eventing", false, token(admin.get(PAGE).body())));

        assertSays("The plugin has been switched off.", admin, done);
        assertFalse("said once", admin.get(PAGE).body().contains("The plugin has been switched off."));
        assertEquals(Optional.of("false"), capulet().control().property(SuitePart.EVENTING.property()));
        assertFalse(SuitePart.EVENTING.runs(capulet()));
        assertEquals(List.of("On", "On", "Off"), states(admin.get(PAGE).body()));
        List<String> remembered = capulet().control().auditLog();
        assertTrue(remembered.toString(), remembered.stream().anyMatch(
            line -> line.startsWith("admin\tFederation Suite: switched-off capulet.lit\tfrom 127.0.0.1")));
    }

    @Test
    public void thePagesShowThePluginsAndWhatTheSelfCheckFound() {
        ConsoleSession admin = loggedIn();
        assertEquals(List.of("On", "On", "On"), states(admin.get(PAGE).body()));

        ConsoleSession.Answer begun = admin.post(CHECKS, Map.of("action", "check", "csrf", token(admin.get(CHECKS).body())));
        assertTrue(begun.toString(), begun.location().endsWith("/federationsuite-selfcheck.jsp"));

        for (String finding : List.of("The server montague.lit can be found from this server.",
            "Somebody answers at the server port of montague.lit.",
            "The mirror mirror.montague.lit can be found from this server.",
            "This server and montague.lit are connected.",
            "montague.lit can connect to this server.",
            "montague.lit runs Federation Suite, or something that speaks the same.",
            "conference.montague.lit offers its rooms to mirrors.",
            "montague.lit lets the mirror mirror.capulet.lit join its rooms.",
            "The clocks of this server and of montague.lit agree.")) {
            awaitOnPage(admin, CHECKS, "<span class=\"federationsuite-ok\">OK</span></td>\\s*<td[^>]*>\\s*"
                + Pattern.quote(finding));
        }
        // True of one version and not of the other: newer ones make themselves a certificate for it.
        awaitOnPage(admin, CHECKS, "The certificate of this server is (?:not )?valid for the mirror mirror.capulet.lit.");
        awaitOnPage(admin, CHECKS, "The last check ended at 20");
        capulet().log().await("SelfCheckLog - This server and montague.lit are connected\\.");
        capulet().log().await("SelfCheckLog - montague.lit lets the mirror mirror.capulet.lit join its rooms\\.");
        awaitOnPage(admin, PAGE, "(?s)montague.lit</a></th>\\s*<td><span class=\"[^\"]*\">Connected</span>");
    }

    @Test
    public void whoCannotBeReachedIsShownWithTheRemedy() {
        capulet().control().setProperty(DOMAINS, "montague.lit, nowhere.invalid");
        ConsoleSession admin = loggedIn();

        admin.post(CHECKS, Map.of("action", "check", "csrf", token(admin.get(CHECKS).body())));

        for (String finding : List.of("The server nowhere.invalid cannot be found from this server.",
            "Look whether the name is written correctly.", "Nobody answers at the server port of nowhere.invalid "
            + "(nowhere.invalid:5269).", "This server cannot connect to nowhere.invalid: remote-server-",
            "It is not known whether nowhere.invalid can connect to this server.")) {
            awaitOnPage(admin, CHECKS, Pattern.quote(finding));
        }
        awaitOnPage(admin, PAGE, "Failed findings of the self-check: [4-6], about this many servers: [12]");
    }

    @Test
    public void whatAnAdministratorTypedIsTextAndNoMarkup() {
        ConsoleSession admin = loggedIn();
        SuitePart.FMUC.switchOff(capulet());
        capulet().control().setProperty(DOMAINS, MARKUP);
        capulet().control().setProperty("plugin.federationsuite.fmuc.mirror.subdomain", MARKUP);
        capulet().control().setProperty(SuitePart.FMUC.property(), "true");

        awaitOnPage(admin, PAGE,
            "<span class=\"federationsuite-failed\">Could not be started</span>\\s*<p[^>]*>[^<]*&lt;script&gt;");
        admin.post(CHECKS, Map.of("action", "check", "csrf", token(admin.get(PAGE).body())));
        assertFalse(admin.get(CHECKS).body(), admin.get(CHECKS).body().contains(MARKUP));
        String page = admin.get(PAGE).body();
        assertFalse(page, page.contains(MARKUP));
        assertEquals(List.of("On", "Could not be started", "On"), states(page));
    }

    /** That a form leads back to the page, and what that says then. */
    private static void assertSays(String text, ConsoleSession admin, ConsoleSession.Answer posted) {
        assertTrue(posted.toString(), posted.location().endsWith("/federationsuite-status.jsp"));
        String page = admin.get(PAGE).body();
        assertTrue(page, page.contains(text));
    }

    private ConsoleSession loggedIn() {
        ConsoleSession session = new ConsoleSession(capulet());
        assertEquals(302, session.login("admin", "admin-secret").status());
        return session;
    }

    private static void awaitOnPage(ConsoleSession admin, String address, String regex) {
        Pattern pattern = Pattern.compile(regex);
        Waiting.until("the page to say " + regex, Waiting.PATIENCE, () -> pattern.matcher(admin.get(address).body()).find(),
            () -> admin.get(address).body());
    }

    private static Map<String, String> switching(String part, boolean on, String csrf) {
        Map<String, String> form = new HashMap<>(Map.of("action", "switch", "part", part, "on", String.valueOf(on)));
        if (csrf != null) {
            form.put("csrf", csrf);
        }
        return form;
    }

    private static String token(String page) {
        Matcher field = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page);
        assertTrue(page, field.find());
        return field.group(1);
    }

    private static List<String> states(String page) {
        // Only in the rows of the plugins: a finding of the self-check can have failed, too.
        return Pattern.compile("<tr id=\"part-[^\"]+\">.*?<span class=\"federationsuite-(?:on|off|failed)\">"
            + "([^<]*)</span>", Pattern.DOTALL).matcher(page).results()
            .map(found -> found.group(1)).toList();
    }
}
