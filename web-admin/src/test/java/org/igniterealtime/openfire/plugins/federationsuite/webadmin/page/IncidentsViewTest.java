package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.HashMap;
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
        return incident(id, direction, state, aside, "");
    }

    private static Incident incident(String id, Incident.Direction direction, IncidentState state, boolean aside,
                                     String summary) {
        return new Incident(id, direction, "b.example", IncidentKind.REPORT, new Reference("b.example", id), state, aside, NOW,
            Optional.empty(), summary, "");
    }

    private static final List<Incident> SOME = List.of(
        incident("a", Incident.Direction.IN, IncidentState.NEW, false),
        incident("b", Incident.Direction.IN, IncidentState.NEW, false).with(new Incident.Handled("admin", NOW)),
        incident("c", Incident.Direction.IN, IncidentState.NEW, true),
        incident("d", Incident.Direction.OUT, IncidentState.DELIVERED, false));

    private static Map<String, Object> list(List<Incident> incidents, String... asked) {
        return IncidentsView.list(incidents, query(asked), IncidentsViewTest::words);
    }

    private static Map<String, String> words(Incident one) {
        return Map.of("id", one.id(), "text", one.summary(), "state", one.state() == IncidentState.NEW ? "Unread" : "");
    }

    private static IncidentsView.Query query(String... asked) {
        Map<String, List<String>> parameters = new HashMap<>();
        for (int i = 0; i < asked.length; i += 2) {
            parameters.put(asked[i], List.of(asked[i + 1]));
        }
        return IncidentsView.Query.of(new Parameters(parameters));
    }

    private static List<?> ids(Map<String, Object> model) {
        return ((List<?>) model.get("rows")).stream().map(row -> ((Map<?, ?>) row).get("id")).toList();
    }

    @Test
    public void whatWasRemovedIsShownWithTheIdThatPutsItBack() {
        assertEquals(List.of(Map.of("id", "d", "text", "", "state", ""), Map.of("id", "a", "text", "", "state", "Unread")),
            IncidentsView.removed(List.of(SOME.get(3), SOME.get(0)), one -> words(one)));
    }

    @Test
    public void eachFilterShowsItsOwnAndCountsAll() {
        assertEquals(List.of("a", "b", "c", "d"), ids(list(SOME, "show", "nonsense")));
        assertEquals(List.of("a", "c"), ids(list(SOME, "show", "open")));
        assertEquals(List.of("a", "b"), ids(list(SOME, "show", "in")));
        assertEquals(List.of("d"), ids(list(SOME, "show", "out")));
        assertEquals(List.of("c"), ids(list(SOME, "show", "aside")));
        assertEquals(List.of(4L, 2L, 2L, 1L, 1L), filters(list(SOME, "show", "out"), "count"));
    }

    private static List<?> filters(Map<String, Object> model, String field) {
        return ((List<?>) model.get("filters")).stream().map(filter -> ((Map<?, ?>) filter).get(field)).toList();
    }

    @Test
    public void aTextIsLookedForInAllThatTheListShows() {
        List<Incident> some = List.of(SOME.get(0),
            incident("e", Incident.Direction.OUT, IncidentState.REFUSED, false, "Spam & more"),
            incident("f", Incident.Direction.IN, IncidentState.UPDATED, false, "more spam"));

        Map<String, Object> found = list(some, "q", " SPAM ");
        assertEquals(List.of("e", "f"), ids(found));
        assertEquals("filters tell what they would show of it", List.of(2L, 1L, 1L, 1L, 0L), filters(found, "count"));
        assertEquals("federationsuite-incidents.jsp?show=out&q=SPAM", filters(found, "link").get(3));
        assertEquals("federationsuite-incidents-export.jsp?q=SPAM", found.get("export"));
        assertEquals("SPAM", found.get("q"));
        assertEquals(true, found.get("filtered"));
        assertEquals("by a word of the page", List.of("a"), ids(list(some, "q", "unread")));
        assertEquals(List.of("e"), ids(list(some, "q", "spam", "show", "out")));
        assertEquals(List.of(), ids(list(some, "q", "x".repeat(1000))));
        assertEquals(false, list(some, "show", "all").get("filtered"));
    }

    @Test
    public void whatFitsIsWrittenToAFileWithAllItsPagesAndWithoutFormulas() {
        Incident handled = incident("g", Incident.Direction.IN, IncidentState.NEW, true, "=1+1, \"so\"")
            .with(new Incident.Handled("admin@a.example", NOW));

        assertEquals("time,direction,peer,kind,incident,state,aside,answer,handled-by,handled-at,description,id\r\n"
            + "2030-01-02T03:04:05Z,in,b.example,report,b.example g,new,yes,,admin@a.example,2030-01-02T03:04:05Z,"
            + "\"'=1+1, \"\"so\"\"\",g\r\n", IncidentsView.file(List.of(SOME.get(0), handled, SOME.get(3)),
                query("show", "aside", "page", "7"), IncidentsViewTest::words));
        List<Incident> many = IntStream.range(0, 120)
            .mapToObj(i -> incident("i" + i, Incident.Direction.IN, IncidentState.NEW, false)).toList();
        assertEquals(121, IncidentsView.file(many, query(), IncidentsViewTest::words).lines().count());
        assertEquals(12, IncidentsView.file(many, query("q", "I10", "show", "in"), IncidentsViewTest::words).lines().count());
    }

    @Test
    public void aLongListIsShownInPages() {
        List<Incident> many = IntStream.range(0, 120)
            .mapToObj(i -> incident("i" + i, Incident.Direction.IN, IncidentState.NEW, false)).toList();

        Map<String, Object> second = list(many, "show", "in", "page", "2");
        assertEquals("i50", ids(second).get(0));
        assertEquals(50, ids(second).size());
        assertEquals(Map.of("page", 2, "pages", 3, "total", 120L, "first", "federationsuite-incidents.jsp?show=in&page=1",
            "back", "federationsuite-incidents.jsp?show=in&page=1", "next", "federationsuite-incidents.jsp?show=in&page=3",
            "last", "federationsuite-incidents.jsp?show=in&page=3"), second.get("paging"));
        assertEquals("beyond the end", 20, ids(list(many, "page", "5000")).size());
        assertEquals("i0", ids(list(many, "page", "none")).get(0));
        assertEquals(List.of(), ids(list(List.of(), "page", "2")));
    }

    @Test
    public void onlyWhatWasNotDeliveredCanBeSentAgainAndOnlyWhatWaitsCanBeHandled() {
        assertEquals(Map.of("id", "a", "open", true, "handled", false, "again", false),
            IncidentsView.acts(Optional.of(SOME.get(0))));
        assertEquals(Map.of("id", "d", "open", false, "handled", false, "again", false),
            IncidentsView.acts(Optional.of(SOME.get(3))));
        assertEquals("that can be taken back", Map.of("id", "b", "open", false, "handled", true, "again", false),
            IncidentsView.acts(Optional.of(SOME.get(1))));
        for (IncidentState state : List.of(IncidentState.REFUSED, IncidentState.NO_ANSWER)) {
            assertEquals(Map.of("id", "e", "open", false, "handled", false, "again", true),
                IncidentsView.acts(Optional.of(incident("e", Incident.Direction.OUT, state, false))));
        }
        assertEquals(Map.of("id", "", "open", false, "handled", false, "again", false), IncidentsView.acts(Optional.empty()));
    }
}
