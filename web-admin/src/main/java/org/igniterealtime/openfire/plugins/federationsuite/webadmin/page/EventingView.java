package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.igniterealtime.openfire.plugins.federationsuite.eventing.admin.EventingAdministration.Usage;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.admin.SheetRow;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.presence.Waiting;
import org.igniterealtime.openfire.plugins.federationsuite.eventing.domain.room.Occupant;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.audit.SettingsChange;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;

/** The model of the page about eventing, made of maps, lists and texts. Nothing in it is escaped. */
public final class EventingView {

    /** The page. */
    public static final String PAGE = "federationsuite-eventing";
    /** How many lines a list has on a page. */
    static final int SIZE = 25;
    private static final String REQUESTS_PAGE = "requests";
    private static final int LONGEST = 255;

    private EventingView() {
    }

    /**
     * What there is.
     *
     * @param settings  the settings
     * @param change    the last change of them, if it can be taken back
     * @param occupants who is in which room by pubsub
     * @param requests  the subscriptions that wait
     * @param usage     how much there is of what is limited
     */
    public record Facts(List<SheetRow> settings, Optional<SettingsChange> change, List<Occupant> occupants,
                        List<Waiting> requests, Usage usage) {
        /** Checks that nothing is missing, and copies the lists. */
        public Facts {
            settings = List.copyOf(settings);
            Objects.requireNonNull(change);
            occupants = List.copyOf(occupants);
            requests = List.copyOf(requests);
        }
    }

    /**
     * The model.
     *
     * @param facts what there is
     * @param asked what to show of it
     * @return {@code features} (each {@code name}, {@code on}), {@code settings} (each {@code name}, {@code choices},
     *     {@code set}, {@code usual}, {@code used}: empty where nothing is counted), {@code change} (the last one, see
     *     {@link SettingsView#change}; empty if it cannot be taken back), {@code occupants} (each {@code room},
     *     {@code client}, {@code nick}, {@code state}, {@code ordinary}, {@code since}) with {@code paging}, {@code requests}
     *     (each {@code owner}, {@code contact}, {@code address}, {@code since}) with {@code requestsPaging}, {@code refusable},
     *     {@code rooms} (how many there are somebody in), {@code talkers}, {@code q} and {@code filtered}
     */
    public static Map<String, Object> model(Facts facts, Parameters asked) {
        String text = text(asked);
        Link link = Link.to(PAGE).with("q", text);
        String words = text.toLowerCase(Locale.ROOT);
        Section<Occupant> occupants = Section.of(facts.occupants().stream().filter(one -> has(words, one.room(), one.client(),
            one.nick())).toList(), Paging.asked(asked, Paging.PAGE), SIZE);
        Section<Waiting> requests = Section.of(facts.requests().stream()
            .filter(one -> has(words, one.who().owner(), one.address())).toList(), Paging.asked(asked, REQUESTS_PAGE), SIZE);
        Map<String, Object> model = new HashMap<>();
        model.put("features", facts.settings().stream().filter(EventingView::isSwitch).map(EventingView::feature).toList());
        model.put("settings", facts.settings().stream().filter(row -> !isSwitch(row))
            .map(row -> setting(row, used(row.name(), facts.usage()))).toList());
        model.put("change", facts.change().map(SettingsView::change).orElse(Map.of()));
        model.put("occupants", occupants.items().stream().map(EventingView::occupant).toList());
        model.put("paging", Paging.of(occupants, link.with(REQUESTS_PAGE, page(requests))));
        model.put("requests", requests.items().stream().map(EventingView::request).toList());
        model.put("requestsPaging", Paging.of(requests, link.with(Paging.PAGE, page(occupants)), REQUESTS_PAGE));
        model.put("refusable", facts.settings().stream()
            .anyMatch(row -> row.name().equals("presence" + EventingForm.SWITCH) && row.value().equals("true")));
        model.put("rooms", facts.occupants().stream().map(Occupant::room).distinct().count());
        model.put("talkers", facts.usage().talkers());
        model.put("q", text);
        model.put("filtered", !text.isEmpty());
        return model;
    }

    private static String text(Parameters asked) {
        String text = asked.text("q");
        return text.substring(0, Math.min(LONGEST, text.length()));
    }

    private static boolean has(String words, Object... texts) {
        return List.of(texts).stream().anyMatch(text -> text.toString().toLowerCase(Locale.ROOT).contains(words));
    }

    private static String page(Section<?> section) {
        return section.page() == 1 ? "" : String.valueOf(section.page());
    }

    private static boolean isSwitch(SheetRow row) {
        return row.name().endsWith(EventingForm.SWITCH);
    }

    private static Map<String, Object> feature(SheetRow row) {
        return Map.of("name", row.name().substring(0, row.name().length() - EventingForm.SWITCH.length()),
            "on", row.value().equals("true"));
    }

    private static Map<String, Object> setting(SheetRow row, String used) {
        return Map.of("name", row.name(), "choices", row.choices(), "set", row.set(), "usual", row.usual(), "used", used);
    }

    private static String used(String setting, Usage usage) {
        return switch (setting) {
            case "presence.max-entries" -> String.valueOf(usage.entries());
            case "presence.max-waiting" -> String.valueOf(usage.waiting());
            case "rooms.max-all" -> String.valueOf(usage.seats());
            case "talks.max-under-way" -> String.valueOf(usage.underWay());
            default -> "";
        };
    }

    private static Map<String, Object> occupant(Occupant occupant) {
        return Map.of("room", occupant.room().toString(), "client", occupant.client().toString(), "nick", occupant.nick(),
            "state", occupant.state().name().toLowerCase(Locale.ROOT), "ordinary", occupant.ordinary(),
            "since", Times.text(occupant.since()));
    }

    private static Map<String, Object> request(Waiting waiting) {
        return Map.of("owner", waiting.who().owner().toString(), "contact", waiting.who().contact().toString(),
            "address", waiting.address().toString(), "since", Times.text(waiting.since()));
    }
}
