package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertFalse;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckProgress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;
import org.junit.Test;

/** The model of the self-check's page. */
public class SelfCheckViewTest {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final SelfCheckView.Heading HEADING = new SelfCheckView.Heading(NOW, "capulet.lit", "1.2.3", "4.2.0");
    private static final List<CheckResult> RESULTS = List.of(
        CheckResult.of("montague.lit", "mirror-resolves", Outcome.OK, "mirror.montague.lit"),
        CheckResult.of("montague.lit", "s2s-up", Outcome.FAILED, "refused\nOK everything: fine"),
        CheckResult.of("verona.lit", "s2s-up", Outcome.UNKNOWN, ""));

    private final SelfCheckTexts english =
        new SelfCheckTexts(ResourceBundle.getBundle("federationsuite_i18n", Locale.ROOT));
    private final SelfCheckView view = new SelfCheckView(english, english);

    @Test
    public void showsWhatWasFoundPeerByPeer() {
        Map<String, Object> model = view.model(RESULTS, CheckProgress.NONE, HEADING, 1);

        assertEquals(1L, model.get("failed"));
        List<?> peers = (List<?>) model.get("peers");
        assertEquals(2, peers.size());
        // Whoever has failed findings comes first.
        Map<?, ?> montague = (Map<?, ?>) peers.get(0);
        assertEquals("montague.lit", montague.get("peer"));
        assertEquals("federationsuite-peer.jsp?domain=montague.lit", montague.get("link"));
        assertEquals(Map.of("outcome", "ok", "remedy", "",
            "message", "The mirror mirror.montague.lit can be found from this server."),
            ((List<?>) montague.get("checks")).get(0));
    }

    @Test
    public void manyPeersComeInPagesAndWhoNeedsSomethingIsOnTheFirst() {
        List<CheckResult> many = IntStream.range(0, SelfCheckView.SIZE + 3).mapToObj(number -> CheckResult.of(
            "p" + number + ".lit", "s2s-up", number == SelfCheckView.SIZE ? Outcome.FAILED : Outcome.OK, "")).toList();

        Map<String, Object> first = view.model(many, CheckProgress.NONE, HEADING, 1);
        assertEquals("p" + SelfCheckView.SIZE + ".lit", ((Map<?, ?>) ((List<?>) first.get("peers")).get(0)).get("peer"));
        assertEquals(SelfCheckView.SIZE, ((List<?>) first.get("peers")).size());
        Map<String, Object> last = view.model(many, CheckProgress.NONE, HEADING, 9);
        assertEquals(3, ((List<?>) last.get("peers")).size());
        assertEquals(2, ((Map<?, ?>) last.get("paging")).get("page"));
        assertEquals(2 + 3 * 3, ((String) last.get("report")).lines().count());
    }

    @Test
    public void tellsHowFarARunIs() {
        Map<String, Object> running = view.model(List.of(), new CheckProgress(true, 2, 7, Optional.empty()), HEADING, 1);
        assertEquals(List.of(true, 2, 7, ""),
            List.of(running.get("checking"), running.get("done"), running.get("of"), running.get("ended")));

        Map<String, Object> ended = view.model(List.of(), new CheckProgress(false, 7, 7, Optional.of(NOW)), HEADING, 1);
        assertEquals(List.of(false, "2030-01-02 03:04:05 UTC"), List.of(ended.get("checking"), ended.get("ended")));
    }

    @Test
    public void theTextForHelpSaysWhereAndHasOneLineForEachFindingWhateverOthersSay() {
        String report = (String) view.model(RESULTS, CheckProgress.NONE, HEADING, 1).get("report");

        List<String> lines = report.lines().toList();
        assertEquals("Federation Suite 1.2.3, Openfire 4.2.0", lines.get(0));
        assertEquals("capulet.lit, 2030-01-02 03:04:05 UTC", lines.get(1));
        assertEquals(List.of("", "montague.lit"), lines.subList(2, 4));
        assertEquals("OK mirror-resolves: The mirror mirror.montague.lit can be found from this server.", lines.get(4));
        assertEquals(List.of("", "verona.lit"), lines.subList(6, 8));
        assertEquals(9, lines.size());
        assertFalse(report, report.contains("\nOK everything"));
    }

    @Test
    public void isMadeOfThePlatformsClassesOnly() {
        Platform.assertMadeOf(view.model(RESULTS, CheckProgress.NONE, HEADING, 1));
    }

    @Test
    public void aScriptLearnsWhenThereIsSomethingNewAndOnlyThen() {
        CheckProgress running = new CheckProgress(true, 2, 7, Optional.empty());
        String print = SelfCheckView.live(RESULTS, running).get("print");

        assertEquals(print, view.model(RESULTS, running, HEADING, 1).get("print"));
        assertEquals(print,
            SelfCheckView.live(List.copyOf(RESULTS), new CheckProgress(true, 2, 7, Optional.empty())).get("print"));
        assertNotEquals(print, SelfCheckView.live(RESULTS, new CheckProgress(true, 3, 7, Optional.empty())).get("print"));
        assertNotEquals(print, SelfCheckView.live(RESULTS.subList(0, 2), running).get("print"));
        assertEquals("federationsuite-live.jsp?page=selfcheck", view.model(RESULTS, running, HEADING, 1).get("live"));
    }
}
