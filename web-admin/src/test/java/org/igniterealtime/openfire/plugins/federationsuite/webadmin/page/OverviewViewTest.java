package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.TrustLevel;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerState;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerView;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Ask;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.domain.Peer;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartState;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartStatus;
import org.junit.Test;

/** The model of the overview: above all, whether anything needs the administrator. */
public class OverviewViewTest {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
    private static final List<PartStatus> PARTS = List.of(new PartStatus("fmuc", PartState.ON, ""),
        new PartStatus("eventing", PartState.FAILED, "no port"), new PartStatus("server-roster", PartState.OFF, ""));

    private Saving saved = Saving.NONE;
    private final OverviewView view = new OverviewView(
        new PageTexts(ResourceBundle.getBundle("federationsuite_i18n", Locale.ROOT)));

    @Test
    public void showsThePartsAndWhatTheirButtonsDo() {
        assertEquals(List.of(
            Map.of("id", "fmuc", "state", "on", "trouble", "", "on", true),
            // Its switch is on, so its button switches it off.
            Map.of("id", "eventing", "state", "failed", "trouble", "no port", "on", true),
            Map.of("id", "server-roster", "state", "off", "trouble", "", "on", false)),
            model(PARTS, List.of(), List.of(), OverviewFacts.RosterFacts.NONE).get("parts"));
    }

    @Test
    public void whereEverythingIsFineThereIsNothingToDo() {
        assertEquals(List.of(), model(List.of(new PartStatus("fmuc", PartState.ON, "")),
            List.of(CheckResult.of("a.lit", "s2s-up", Outcome.OK, ""),
                CheckResult.of("a.lit", "clocks-agree", Outcome.UNKNOWN, "")),
            List.of(), new OverviewFacts.RosterFacts(none(), 0, List.of(peer("a.lit", Optional.of(NOW.plus(Duration.ofDays(8))),
                Optional.of(NOW.plusSeconds(1)))), 0)).get("needs"));
    }

    @Test
    public void saysWhatThereIsToDoAndWhere() {
        List<?> needs = (List<?>) model(PARTS, List.of(CheckResult.of("a.lit", "s2s-up", Outcome.FAILED, "x"),
            CheckResult.of("a.lit", "clocks-agree", Outcome.FAILED, "99"), CheckResult.of("b.lit", "s2s-up", Outcome.FAILED, "")),
            List.of(), new OverviewFacts.RosterFacts(new Section<>(List.of(), 7, 1, 2), 3,
                List.of(peer("a.lit", Optional.of(NOW.plus(Duration.ofDays(6))), Optional.empty()),
                    peer("b.lit", Optional.empty(), Optional.of(NOW))), 2)).get("needs");

        assertEquals(List.of(
            Map.of("kind", "error", "text", "The plugin Eventing could not be started.", "link", "#part-eventing"),
            Map.of("kind", "error", "text", "Failed findings of the self-check: 3, about this many servers: 2",
                "link", "federationsuite-selfcheck.jsp"),
            Map.of("kind", "error", "text", "Requests dropped since the start because too many waited: 3",
                "link", "federationsuite-peers.jsp"),
            Map.of("kind", "info", "text", "Requests of other servers that wait for a decision: 7",
                "link", "federationsuite-peers.jsp"),
            Map.of("kind", "info", "text", "Reports of incidents that nobody has handled: 2",
                "link", "federationsuite-incidents.jsp?show=open"),
            Map.of("kind", "info", "text", "To be reviewed: b.lit", "link", "federationsuite-peer.jsp?domain=b.lit"),
            Map.of("kind", "info", "text", "The approval of a.lit ends on 2030-01-08T03:04:05Z.",
                "link", "federationsuite-peer.jsp?domain=a.lit")), needs);
    }

    @Test
    public void linksWithFailedFindingsComeFirstAndTheListIsBounded() {
        List<Connection> connections = IntStream.range(0, OverviewView.MOST + 5)
            .mapToObj(number -> new Connection("p" + (100 + number) + ".lit", number > 1, number > 2)).toList();
        Map<String, Object> model = model(List.of(), List.of(CheckResult.of("p120.lit", "s2s-up", Outcome.FAILED, ""),
            CheckResult.of("p120.lit", "runs-suite", Outcome.OK, ""), CheckResult.of("p101.lit", "s2s-up", Outcome.UNKNOWN, "")),
            connections, OverviewFacts.RosterFacts.NONE);

        List<?> links = (List<?>) model.get("links");
        assertEquals(OverviewView.MOST, links.size());
        assertEquals(OverviewView.MOST + 5, model.get("linksTotal"));
        assertEquals(Map.of("peer", "p120.lit", "link", "federationsuite-peer.jsp?domain=p120.lit", "state", "both",
            "failed", 1L, "checked", 2), links.get(0));
        assertEquals(List.of("none", "none", "out", "both"), links.subList(1, 5).stream()
            .map(link -> ((Map<?, ?>) link).get("state")).toList());
        assertEquals(0, ((Map<?, ?>) links.get(2)).get("checked"));
    }

    @Test
    public void isMadeOfThePlatformsClassesOnly() {
        Map<String, Object> model = model(PARTS, List.of(CheckResult.of("a.lit", "s2s-up", Outcome.FAILED, "x")),
            List.of(new Connection("a.lit", true, false)), new OverviewFacts.RosterFacts(new Section<>(List.of(
                peer("a.lit", Optional.empty(), Optional.empty())), 1, 1, 1), 0, List.of(), 0));

        Platform.assertMadeOf(model);
        assertTrue(model.toString(), model.toString().contains("1.5 kB"));
    }

    private Map<String, Object> model(List<PartStatus> parts, List<CheckResult> checks, List<Connection> connections,
                                      OverviewFacts.RosterFacts roster) {
        return view.model(new OverviewFacts(NOW, parts, checks, connections, roster,
            new OverviewFacts.SavedFacts(new Saving(1500, 3000), saved, Optional.of(LocalDate.of(2030, 1, 1)),
                ZoneId.of("Europe/Berlin")), List.of()));
    }

    @Test
    public void aScriptGetsTheNumbersAndIsToldOfAnythingElse() {
        Map<String, Object> before = model(PARTS, List.of(), List.of(), OverviewFacts.RosterFacts.NONE);
        Map<String, String> live = view.live(before);
        assertEquals("1.5 kB (50 %)", live.get("today.saved"));
        assertEquals("1.5 kB", live.get("today.crossed"));
        assertEquals("3.0 kB", live.get("today.plain"));
        assertEquals("0 B (0 %)", live.get("total.saved"));
        assertEquals(before.get("print"), live.get("print"));

        saved = new Saving(1, 2);
        Map<String, Object> more = model(PARTS, List.of(), List.of(), OverviewFacts.RosterFacts.NONE);
        assertEquals("1 B (50 %)", view.live(more).get("total.saved"));
        assertEquals("numbers alone are no reason to fetch the page", before.get("print"), more.get("print"));

        assertNotEquals("a request", before.get("print"), model(PARTS, List.of(), List.of(),
            new OverviewFacts.RosterFacts(new Section<>(List.of(), 1, 1, 1), 0, List.of(), 0)).get("print"));
        assertNotEquals("a connection", before.get("print"), model(PARTS, List.of(),
            List.of(new Connection("a.lit", true, true)), OverviewFacts.RosterFacts.NONE).get("print"));
        assertNotEquals("a plugin", before.get("print"), model(PARTS.subList(0, 1), List.of(), List.of(),
            OverviewFacts.RosterFacts.NONE).get("print"));
    }

    private static Section<PeerView> none() {
        return new Section<>(List.of(), 0, 1, 1);
    }

    private static PeerView peer(String domain, Optional<Instant> expires, Optional<Instant> review) {
        return new PeerView(domain, PeerState.MUTUAL, "both", TrustLevel.BUDDY, Optional.empty(), Ask.NONE, Optional.empty(),
            Optional.empty(), new Peer.Memo("", expires, review), Optional.empty(), "", "", Set.of());
    }
}
