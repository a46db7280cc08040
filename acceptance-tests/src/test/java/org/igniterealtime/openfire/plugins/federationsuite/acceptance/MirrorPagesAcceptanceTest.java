package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.igniterealtime.openfire.plugins.federationsuite.testbed.ServerSpec;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.client.Client;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.console.ConsoleSession;
import org.junit.Test;

/** The pages about mirrored rooms, traces and metrics in the console of two servers, as a browser and a program see them. */
public class MirrorPagesAcceptanceTest extends FederationTest {

    private static final String MIRRORS = "federationsuite-mirrors.jsp";
    private static final String TRACE = "federationsuite-trace.jsp";
    private static final String METRICS_PAGE = "federationsuite-metrics.jsp";
    private static final String METRICS = RosterPages.FOLDER + "metrics";
    private static final String PREFIX = "plugin.federationsuite.";
    private static final String SCRIPT = "<script>alert(1)</script>";
    private static final String ROOM = "federationsuite-mirror.jsp?side=mirror&room=" + encode(MASTER);
    private static final String SETTINGS = "federationsuite-mirror-settings.jsp?kind=remote-room&name=" + encode(MASTER);

    /** Runs on one kind of server. */
    public MirrorPagesAcceptanceTest(String kindName) {
        super(kindName);
    }

    @Override
    ServerSpec montague(ServerSpec spec) {
        return spec.property(PREFIX + "fmuc.sample-every", "1");
    }

    @Test
    public void aMirroredRoomIsShownOnBothSidesWithWhoIsInAndWhatCrossed() {
        Client kev = conversation();
        Client amy = login(montague(), "amy", "Swift");
        amy.join(SLAVE, SCRIPT.replace("<", "&lt;"));
        kev.say(SLAVE, "Hello");
        amy.awaitSaid(SLAVE, "Hello");

        RosterPages here = new RosterPages(montague());
        here.await(MIRRORS, Pattern.quote(MASTER) + " Mirrored here: conference.capulet.lit 3 Through mirrors: 2 Up Normal: .* "
            + "[0-9.]+ k?B \\d+ stanzas \\d+ % of");
        here.await(ROOM, "Kev none participant kev@montague.lit montague.lit");
        here.await(ROOM, "Curtis owner moderator");
        assertTrue(here.page(ROOM), here.page(ROOM).contains(SCRIPT + " none participant amy@montague.lit"));
        assertFalse(here.html(ROOM), here.html(ROOM).contains(SCRIPT));
        Waiting.until("the chart to have points", Waiting.PATIENCE,
            () -> Pattern.compile("<polyline points=\"64.0,192.0 [0-9.]+,[0-9.]+ [0-9]").matcher(here.html(ROOM)).find(),
            () -> here.html(ROOM));
        assertTrue(here.html(ROOM).contains("role=\"img\" aria-labelledby=\"chart-room-title chart-room-desc\""));
        String live = here.html("federationsuite-live.jsp?side=mirror&room=" + encode(MASTER));
        assertTrue(live, live.contains("\"branch.conference.capulet.lit.state\":\"Up\""));
        assertFalse(here.html("federationsuite-mirror.jsp?side=mirror&room=" + encode(SCRIPT)).contains(SCRIPT));

        RosterPages elsewhere = new RosterPages(capulet());
        elsewhere.await(MIRRORS, Pattern.quote(MASTER) + " Mirrored elsewhere: mirror.montague.lit 2 Through mirrors: 2 Up");
        String master = "federationsuite-mirror.jsp?side=master&room=" + encode(MASTER);
        elsewhere.await(master, "Kev .*kev@montague.lit/Swift mirror.montague.lit");
        assertFalse(elsewhere.html(master).contains(SCRIPT));

        settingsOfTheRoom(here);
    }

    private void settingsOfTheRoom(RosterPages pages) {
        String property = PREFIX + "fmuc.mirror.room." + MASTER + ".message-mode";
        Map<String, String> form = Map.of("action", "save", "kind", "remote-room", "name", MASTER);
        pages.console().post(RosterPages.FOLDER + SETTINGS.replaceFirst("\\?.*", ""), plus(form, "mirror.message-mode",
            "fire-and-forget", "csrf", "guessed"));
        assertEquals(Optional.empty(), montague().control().property(property));
        assertTrue(pages.submit(SETTINGS, plus(form, "mirror.history", "ten")).contains("Nothing has been changed."));

        String saved = pages.submit(SETTINGS, plus(form, "mirror.message-mode", "fire-and-forget"));
        assertTrue(saved, saved.contains("Settings changed: 1"));
        assertEquals(Optional.of("fire-and-forget"), montague().control().property(property));
        assertTrue(pages.page(MIRRORS).contains("Fire and forget: shown at once"));
        String undone = pages.submit(SETTINGS, plus(form, "action", "undo"));
        assertTrue(undone, undone.contains("The last change has been undone."));
        assertEquals(Optional.empty(), montague().control().property(property));
        assertAudited("admin\tFederation Suite: settings-changed " + MASTER + "\t");
    }

    @Test
    public void aTraceHidesWhatPeopleWriteAndAMirrorIsClosedWithAReason() {
        Client kev = conversation();
        Client tybalt = login(capulet(), "tybalt", "Swift");
        tybalt.join(MASTER, "Tybalt");
        RosterPages pages = new RosterPages(montague());

        pages.submit(TRACE, Map.of("action", "start", "subject", MASTER, "minutes", "5"));
        pages.submit(TRACE, Map.of("action", "start", "subject", "capulet.lit", "minutes", "5", "bodies", "true"));
        kev.say(SLAVE, "Is <this> secret?");
        kev.awaitSaid(SLAVE, "Is <this> secret?");
        List<String> traces = Pattern.compile("<a href=\"(federationsuite-trace.jsp\\?id=\\d+)\"").matcher(pages.html(TRACE))
            .results().map(found -> found.group(1)).toList();
        pages.await(traces.get(0),
            "in \\d+ characters <message .*\\[\u202617\\].* out \\d+ characters <message .*\\[\u202617\\]");
        assertFalse(pages.page(traces.get(0)).contains("secret"));
        assertTrue(pages.page(traces.get(1)).contains("<body>Is &lt;this&gt; secret?</body>")
            || pages.page(traces.get(1)).contains("<body>Is <this> secret?</body>"));
        assertFalse(pages.html(traces.get(1)).contains("<body>Is"));
        assertAudited("admin\tFederation Suite: trace-begun " + MASTER + "\t");
        assertAudited("admin\tFederation Suite: trace-begun capulet.lit\t");
        String id = traces.get(1).replaceFirst(".*=", "");
        assertTrue(pages.submit(TRACE, Map.of("action", "stop", "id", id)).contains("stopped and forgotten"));
        assertFalse(pages.page(traces.get(1)).contains("secret"));

        Map<String, String> close = Map.of("action", "close", "side", "mirror", "room", MASTER, "reason", "Too <dear>");
        pages.console().post(RosterPages.FOLDER + "federationsuite-mirror.jsp", plus(close, "csrf", "guessed"));
        pages.html(ROOM + "&action=close&reason=get");
        assertTrue(pages.page(MIRRORS).contains(MASTER));
        String closed = pages.submit(ROOM, close);
        assertTrue(closed, closed.contains("The mirror of " + MASTER + " has been closed."));
        assertTrue(closed, closed.contains("There is no room to show."));
        kev.await("the reason", stanza -> stanza.type().equals("unavailable") && stanza.from().equals(SLAVE + "/Kev")
            && stanza.text().contains("<destroy><reason>Too &lt;dear"));
        tybalt.await("Kev to leave the room", stanza -> stanza.type().equals("unavailable")
            && stanza.from().equals(MASTER + "/Kev"));
        assertAudited("admin\tFederation Suite: mirror-closed " + MASTER + "\t");
        for (String deed : List.of("Mirror closed Before: mirrored here Afterwards: closed: Too <dear>",
                "Trace begun Before: not traced Afterwards: traced for 5 minutes, bodies hidden")) {
            pages.await("federationsuite-audit.jsp?domain=conference.capulet.lit",
                MASTER + " admin@montague.lit 127.0.0.1 " + deed);
        }
        pages.await("federationsuite-audit.jsp?domain=capulet.lit", "Trace stopped Before: traced for 5 minutes, bodies shown");
        assertEquals("110", kev.join(SLAVE, "Kev").text().replaceAll("(?s).*<status code=[\"'](110)[\"'].*", "$1"));
    }

    @Test
    public void aMirrorIsSentAwayFromARoomOfOursAndMayComeAgainUnlessTheRoomIsClosedToMirrors() {
        Client kev = conversation();
        Client tybalt = login(capulet(), "tybalt", "Swift");
        tybalt.join(MASTER, "Tybalt");
        RosterPages pages = new RosterPages(capulet());
        String room = "federationsuite-mirror.jsp?side=master&room=" + encode(MASTER);
        Map<String, String> form = Map.of("action", "send-away", "side", "master", "room", MASTER,
            "domain", "mirror.montague.lit", "reason", "Too <loud>");
        pages.await(room, "Kev .*kev@montague.lit/Swift mirror.montague.lit");
        pages.console().post(RosterPages.FOLDER + "federationsuite-mirror.jsp", plus(form, "csrf", "guessed"));
        pages.html(room + "&action=send-away&domain=mirror.montague.lit");
        assertTrue(pages.submit(room, plus(form, "domain", "mirror.verona.lit")).contains("Nothing has been done"));
        assertTrue(pages.page(room), pages.page(room).contains("kev@montague.lit/Swift"));

        String done = pages.submit(room, form);

        assertTrue(done, done.contains("The mirror mirror.montague.lit has been sent away from " + MASTER));
        kev.await("the reason", stanza -> stanza.type().equals("unavailable") && stanza.from().equals(SLAVE + "/Kev")
            && stanza.text().contains("307") && stanza.text().contains("<status>Too &lt;loud"));
        tybalt.await("Kev to leave the room", stanza -> stanza.type().equals("unavailable")
            && stanza.from().equals(MASTER + "/Kev"));
        pages.await("federationsuite-audit.jsp?domain=" + MASTER.replaceFirst(".*@", ""),
            MASTER + " admin@capulet.lit 127.0.0.1 Mirror sent away Before: mirrored by mirror.montague.lit "
                + "Afterwards: sent away: Too <loud>");

        assertTrue(kev.join(SLAVE, "Kev").text().contains("110"));
        pages.submit("federationsuite-mirror-settings.jsp?kind=local-room&name=" + encode(MASTER), Map.of("action", "save",
            "kind", "local-room", "name", MASTER, "master.open", "false"));
        kev.await("the end, which comes by itself",
            stanza -> stanza.type().equals("unavailable") && stanza.from().equals(SLAVE + "/Kev"));
        assertEquals("error", kev.join(SLAVE, "Kev").type());
    }

    @Test
    public void metricsAreReadWithALoginOrATokenAndNothingElseIsOpen() {
        conversation();
        ConsoleSession program = new ConsoleSession(montague());
        assertLogin(program.get(METRICS));
        RosterPages pages = new RosterPages(montague());
        String json = pages.html("metrics");
        assertTrue(json, json.contains("\"name\":\"federationsuite_link_bytes_total\""));
        assertTrue(pages.html("metrics?format=prometheus"),
            pages.html("metrics?format=prometheus").contains("federationsuite_rooms{side=\"mirror\"} 1\n"));

        String made = pages.submit(METRICS_PAGE, Map.of("action", "renew"));
        Matcher token = Pattern.compile("It is not shown again: (\\S{43})").matcher(made);
        assertTrue(made, token.find());
        String bearer = "Bearer " + token.group(1);
        assertFalse(pages.page(METRICS_PAGE).contains(token.group(1)));
        ConsoleSession.Answer read = program.get(METRICS + "?format=prometheus", "Authorization", bearer);
        assertEquals(read.toString(), 200, read.status());
        assertTrue(read.body(), read.body().contains("federationsuite_plugin_up{plugin=\"fmuc\"} 1\n"));
        assertTrue(read.headers(), read.headers().contains("text/plain"));
        assertEquals(401, new ConsoleSession(montague()).get(METRICS).status());
        assertEquals(401, program.get(METRICS, "Authorization", bearer + "x").status());
        assertEquals(405, program.post(METRICS, Map.of("token", token.group(1))).status());
        assertEquals(200, pages.console().get(METRICS).status());
        for (String other : List.of(MIRRORS, METRICS_PAGE, "federationsuite-live.jsp", "metrics/", "metricsx", "metrics;x",
                "metrics%3fx", "metric", "METRICS", "x/../" + MIRRORS)) {
            ConsoleSession.Answer answer = program.get(RosterPages.FOLDER + other, "Authorization", bearer);
            assertTrue(other + answer, answer.location().contains("login") || answer.status() >= 400);
            assertFalse(other, answer.body().contains("federationsuite_"));
        }

        pages.submit(METRICS_PAGE, Map.of("action", "remove"));
        assertLogin(program.get(METRICS, "Authorization", bearer));
        // Set by hand it counts as well, and is hidden from then on; with the suite goes the hole in the login.
        montague().control().setProperty(PREFIX + "metrics.token", "short");
        assertLogin(program.get(METRICS, "Authorization", "Bearer short"));
        assertTrue("hidden as well: it may be most of a token",
            montague().control().isPropertyEncrypted(PREFIX + "metrics.token"));
        montague().control().setProperty(PREFIX + "metrics.token", "a-token-typed-by-hand");
        assertEquals(200, program.get(METRICS, "Authorization", "Bearer a-token-typed-by-hand").status());
        assertTrue(montague().control().isPropertyEncrypted(PREFIX + "metrics.token"));
        assertFalse("no token is in the log", montague().log().contains("typed-by-hand"));
        montague().control().deletePlugin("federationsuite");
        Waiting.until("the address to be closed", Waiting.PATIENCE, () ->
            program.get(METRICS, "Authorization", "Bearer a-token-typed-by-hand").location().contains("login"), () -> "open");
        assertAudited("admin\tFederation Suite: token-made montague.lit\t");
    }

    /** Kev is in the room through the mirror, and Curtis directly. */
    private Client conversation() {
        Client curtis = login(capulet(), "curtis", "Swift");
        makeRoom(curtis, MASTER);
        curtis.join(MASTER, "Curtis");
        Client kev = login(montague(), "kev", "Swift");
        kev.join(SLAVE, "Kev");
        return kev;
    }

    private static void assertLogin(ConsoleSession.Answer answer) {
        assertTrue(answer.toString(), answer.status() == 302 && answer.location().contains("login"));
    }

    private void assertAudited(String start) {
        List<String> log = montague().control().auditLog();
        assertTrue(log.toString(), log.stream().anyMatch(line -> line.startsWith(start)));
    }

    private static Map<String, String> plus(Map<String, String> form, String... more) {
        Map<String, String> all = new HashMap<>(form);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
