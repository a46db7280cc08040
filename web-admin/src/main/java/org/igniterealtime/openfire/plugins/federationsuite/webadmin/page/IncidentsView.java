package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv.Csv;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Incident;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentState;

/** What the page about incidents shows of them, made of maps, lists and texts. No state. */
public final class IncidentsView {

    /** The page's name. */
    public static final String PAGE = "federationsuite-incidents";
    /** Incidents on one page. */
    static final int SIZE = 50;
    private static final String EXPORT = "federationsuite-incidents-export";
    private static final String TEXT = "q";
    private static final int LONGEST = 255;
    /** The parameter with the name of a filter. */
    public static final String FILTER = "show";
    /** The parameter with the ID of one incident. */
    public static final String ID = "id";

    private IncidentsView() {
    }

    /** Which incidents are listed. */
    public enum Filter {
        /** All. */
        ALL,
        /** Those that wait for an administrator. */
        OPEN,
        /** What approved servers sent. */
        IN,
        /** What we sent. */
        OUT,
        /** What others sent. */
        ASIDE;

        /** The filter with a name, or all. */
        public static Filter of(String name) {
            return Arrays.stream(values()).filter(filter -> filter.word().equals(name)).findFirst().orElse(ALL);
        }

        /** Its name in addresses. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean shows(Incident incident) {
            return switch (this) {
                case ALL -> true;
                case OPEN -> incident.isOpen();
                case IN -> incident.direction() == Incident.Direction.IN && !incident.aside();
                case OUT -> incident.direction() == Incident.Direction.OUT;
                case ASIDE -> incident.aside();
            };
        }
    }

    /** Puts incidents into words. */
    public interface Words {
        /** What the list shows of one, by the name of the column. */
        Map<String, String> row(Incident incident);
    }

    /**
     * Which incidents are wanted. Immutable.
     *
     * @param filter those of this kind
     * @param text   those that have this in what the list shows of them, whatever the case; empty for all
     * @param page   which page of them, from 1
     */
    public record Query(Filter filter, String text, int page) {

        /** Checks that nothing is missing. */
        public Query {
            Objects.requireNonNull(filter);
            Objects.requireNonNull(text);
        }

        /** What was asked for; all of them where that makes no sense. */
        public static Query of(Parameters asked) {
            String text = asked.text(TEXT);
            return new Query(Filter.of(asked.text(FILTER)), text.substring(0, Math.min(LONGEST, text.length())),
                Paging.asked(asked, Paging.PAGE));
        }

        private List<Incident> found(List<Incident> incidents, Words words) {
            String wanted = text.toLowerCase(Locale.ROOT);
            return wanted.isEmpty() ? incidents : incidents.stream().filter(incident -> words.row(incident).values().stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(wanted))).toList();
        }

        private Link link(Filter other) {
            return Link.to(PAGE).with(FILTER, other == Filter.ALL ? "" : other.word()).with(TEXT, text);
        }
    }

    /**
     * One page of the list.
     *
     * @param incidents all incidents, the latest first
     * @param query     which of them
     * @param words     puts them into words
     * @return {@code rows}, {@code filters} (each {@code word}, {@code link}, {@code count}, {@code on}), {@code q},
     *     {@code show} (the filter, empty for all), {@code filtered}, {@code paging}, and {@code export}, the address of the
     *     same as a file; nothing in it is escaped
     */
    public static Map<String, Object> list(List<Incident> incidents, Query query, Words words) {
        List<Incident> found = query.found(incidents, words);
        Section<Incident> shown = Section.of(found.stream().filter(query.filter()::shows).toList(), query.page(), SIZE);
        Link here = query.link(query.filter());
        Map<String, Object> model = new HashMap<>();
        model.put("rows", shown.items().stream().map(incident -> row(incident, words)).toList());
        model.put("filters", Stream.of(Filter.values()).map(other -> Map.of(
            "word", other.word(),
            "link", query.link(other).toString(),
            "count", found.stream().filter(other::shows).count(),
            "on", other == query.filter())).toList());
        model.put("q", query.text());
        model.put("show", here.parameters().getOrDefault(FILTER, ""));
        model.put("filtered", !here.parameters().isEmpty());
        model.put("paging", Paging.of(shown, here));
        model.put("export", new Link(EXPORT, here.parameters()).toString());
        return model;
    }

    /**
     * Those that were removed and can be put back.
     *
     * @param incidents the last one that was removed first
     * @param words     puts them into words
     * @return each with what the list shows, and {@code id}
     */
    public static List<Map<String, Object>> removed(List<Incident> incidents, Words words) {
        return incidents.stream().map(incident -> {
            Map<String, Object> row = new HashMap<>(words.row(incident));
            row.put("id", incident.id());
            return row;
        }).toList();
    }

    private static Map<String, Object> row(Incident incident, Words words) {
        Map<String, Object> row = new HashMap<>(words.row(incident));
        row.put("link", Link.to(PAGE).with(ID, incident.id()).toString());
        row.put("open", incident.isOpen());
        return row;
    }

    /**
     * The incidents that fit as a file, in words that do not change with the language.
     *
     * @param incidents all incidents, the latest first
     * @param query     which of them; all pages
     * @param words     what the text of the query is looked for in
     * @return CSV
     */
    public static String file(List<Incident> incidents, Query query, Words words) {
        return Csv.write(Stream.concat(
            Stream.of(List.of("time", "direction", "peer", "kind", "incident", "state", "aside", "answer", "handled-by",
                "handled-at", "description", "id")),
            query.found(incidents, words).stream().filter(query.filter()::shows).map(incident -> List.of(
                incident.at().toString(), incident.direction().name().toLowerCase(Locale.ROOT), incident.peer(),
                incident.kind().element(), (incident.about().name() + ' ' + incident.about().id()).strip(),
                incident.state().word(), incident.aside() ? "yes" : "no", incident.answer(),
                incident.handled().map(Incident.Handled::by).orElse(""),
                incident.handled().map(done -> done.at().toString()).orElse(""), incident.summary(), incident.id())))
            .toList());
    }

    /**
     * What can be done with one incident.
     *
     * @param incident the incident, or empty if there is none
     * @return {@code id}, {@code open}, {@code handled} and {@code again}
     */
    public static Map<String, Object> acts(Optional<Incident> incident) {
        return Map.of(
            "id", incident.map(Incident::id).orElse(""),
            "open", incident.filter(Incident::isOpen).isPresent(),
            "handled", incident.filter(one -> one.direction() == Incident.Direction.IN && one.handled().isPresent()).isPresent(),
            "again", incident.filter(one -> one.state() == IncidentState.REFUSED || one.state() == IncidentState.NO_ANSWER)
                .isPresent());
    }
}
