package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.Incident;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.incident.IncidentState;

/** What the page about incidents shows of them, made of maps, lists and texts. No state. */
public final class IncidentsView {

    /** The page's name. */
    public static final String PAGE = "federationsuite-incidents";
    /** Incidents on one page. */
    public static final int PER_PAGE = 50;
    /** The parameter with the first one to be shown. */
    public static final String FROM = "from";
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
     * One page of the list.
     *
     * @param incidents all incidents, the latest first
     * @param filter    which of them
     * @param from      the first one to be shown
     * @param words     puts them into words
     * @return {@code rows}, {@code filters} (each {@code word}, {@code link}, {@code count}, {@code on}), {@code newer} and
     *     {@code older} (links, empty if there are none); nothing in it is escaped
     */
    public static Map<String, Object> list(List<Incident> incidents, Filter filter, int from, Words words) {
        List<Incident> shown = incidents.stream().filter(filter::shows).toList();
        int first = Math.min(from, Math.max(0, shown.size() - 1));
        Link here = Link.to(PAGE).with(FILTER, filter.word());
        Map<String, Object> model = new HashMap<>();
        model.put("rows", shown.stream().skip(first).limit(PER_PAGE).map(incident -> row(incident, words)).toList());
        model.put("filters", Stream.of(Filter.values()).map(other -> Map.of(
            "word", other.word(),
            "link", Link.to(PAGE).with(FILTER, other.word()).toString(),
            "count", incidents.stream().filter(other::shows).count(),
            "on", other == filter)).toList());
        model.put("newer", first == 0 ? "" : here.with(FROM, String.valueOf(Math.max(0, first - PER_PAGE))).toString());
        model.put("older", first + PER_PAGE >= shown.size() ? ""
            : here.with(FROM, String.valueOf(first + PER_PAGE)).toString());
        return model;
    }

    private static Map<String, Object> row(Incident incident, Words words) {
        Map<String, Object> row = new HashMap<>(words.row(incident));
        row.put("link", Link.to(PAGE).with(ID, incident.id()).toString());
        row.put("open", incident.isOpen());
        return row;
    }

    /**
     * What can be done with one incident.
     *
     * @param incident the incident, or empty if there is none
     * @return {@code id}, {@code open} and {@code again}
     */
    public static Map<String, Object> acts(Optional<Incident> incident) {
        return Map.of(
            "id", incident.map(Incident::id).orElse(""),
            "open", incident.filter(Incident::isOpen).isPresent(),
            "again", incident.filter(one -> one.state() == IncidentState.REFUSED || one.state() == IncidentState.NO_ANSWER)
                .isPresent());
    }
}
