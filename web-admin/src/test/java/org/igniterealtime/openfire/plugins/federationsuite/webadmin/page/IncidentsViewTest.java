package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Incident;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentState;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentDocument.Reference;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol.IncidentKind;
import org.junit.Test;

/** What the page about incidents shows. */
public class IncidentsViewTest {

    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");

    private static Incident incident(String id, Incident.Direction direction, IncidentState state, boolean aside) {
        return new Incident(id, direction, "b.example", IncidentKind.REPORT, new Reference("b.example", id), state, aside, NOW,
            Optional.empty(), "", "");
    }

    private static final List<Incident> SOME = List.of(
        incident("a", Incident.Direction.IN, IncidentState.NEW, false),
        incident("b", Incident.Direction.IN, IncidentState.NEW, false).with(new Incident.Handled("admin", NOW)),
        incident("c", Incident.Direction.IN, IncidentState.NEW, true),
        incident("d", Incident.Direction.OUT, IncidentState.DELIVERED, false));

    private static Map<String, Object> list(List<Incident> incidents, String filter, int from) {
        return IncidentsView.list(incidents, IncidentsView.Filter.of(filter), from, one -> Map.of("id", one.id()));
    }

    private static List<?> ids(Map<String, Object> model) {
        return ((List<?>) model.get("rows")).stream().map(row -> ((Map<?, ?>) row).get("id")).toList();
    }

    @Test
    public void eachFilterShowsItsOwnAndCountsAll() {
        assertEquals(List.of("a", "b", "c", "d"), ids(list(SOME, "nonsense", 0)));
        assertEquals(List.of("a", "c"), ids(list(SOME, "open", 0)));
        assertEquals(List.of("a", "b"), ids(list(SOME, "in", 0)));
        assertEquals(List.of("d"), ids(list(SOME, "out", 0)));
        assertEquals(List.of("c"), ids(list(SOME, "aside", 0)));
        assertEquals(List.of(4L, 2L, 2L, 1L, 1L), ((List<?>) list(SOME, "out", 0).get("filters")).stream()
            .map(filter -> ((Map<?, ?>) filter).get("count")).toList());
    }

    @Test
    public void aLongListIsShownInPages() {
        List<Incident> many = IntStream.range(0, 120)
            .mapToObj(i -> incident("i" + i, Incident.Direction.IN, IncidentState.NEW, false)).toList();

        Map<String, Object> second = list(many, "in", 50);
        assertEquals("i50", ids(second).get(0));
        assertEquals(50, ids(second).size());
        assertEquals("federationsuite-incidents.jsp?show=in&from=0", second.get("newer"));
        assertEquals("federationsuite-incidents.jsp?show=in&from=100", second.get("older"));
        assertEquals("", list(many, "in", 0).get("newer"));
        assertEquals("", list(many, "in", 100).get("older"));
        assertEquals("beyond the end", List.of("i119"), ids(list(many, "in", 5000)));
        assertEquals(List.of(), ids(list(List.of(), "in", 50)));
    }

    @Test
    public void onlyWhatWasNotDeliveredCanBeSentAgainAndOnlyWhatWaitsCanBeHandled() {
        assertEquals(Map.of("id", "a", "open", true, "again", false), IncidentsView.acts(Optional.of(SOME.get(0))));
        assertEquals(Map.of("id", "d", "open", false, "again", false), IncidentsView.acts(Optional.of(SOME.get(3))));
        for (IncidentState state : List.of(IncidentState.REFUSED, IncidentState.NO_ANSWER)) {
            assertEquals(Map.of("id", "e", "open", false, "again", true),
                IncidentsView.acts(Optional.of(incident("e", Incident.Direction.OUT, state, false))));
        }
        assertEquals(Map.of("id", "", "open", false, "again", false), IncidentsView.acts(Optional.empty()));
    }
}
