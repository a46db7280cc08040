package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.MirrorAdministration.Total;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.DialectView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.OccupantView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomDetails;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomId;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.RoomView;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Scope;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Tally;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;

/** The models of the pages about mirrored rooms, made of maps, lists and texts. Nothing in them is escaped. */
public final class MirrorsView {

    /** The page with all rooms. */
    public static final String MIRRORS = "federationsuite-mirrors";
    /** The page of one room. */
    public static final String MIRROR = "federationsuite-mirror";
    /** The numbers of these pages alone, for a script. */
    public static final String LIVE = "federationsuite-live";
    private static final int OCCUPANTS = 100;
    private static final int DOMAINS = 3;
    /** What the class of a state begins with, in the style sheet. */
    private static final String LOOK = "federationsuite-link-";

    private MirrorsView() {
    }

    /**
     * All rooms.
     *
     * @param rooms all there are
     * @param total what crossed for all together
     * @param query which of them to show
     */
    public static Map<String, Object> all(List<RoomView> rooms, Total total, MirrorsQuery query) {
        Section<RoomView> section = section(rooms, query);
        Link link = query.link(MIRRORS);
        Map<String, Object> model = new HashMap<>();
        model.put("rooms", section.items().stream().map(MirrorsView::room).toList());
        model.put("paging", Paging.of(section, link));
        model.put("q", query.text());
        model.put("side", query.side().map(RoomId.Side::word).orElse(""));
        model.put("sides", Arrays.stream(RoomId.Side.values()).map(RoomId.Side::word).toList());
        model.put("filtered", !query.text().isEmpty() || query.side().isPresent());
        model.put("columns", Arrays.stream(MirrorsQuery.Sort.values()).map(sort -> column(sort, query, link)).toList());
        model.put("totals", List.of(total("mirror", rooms, total.mirrors()), total("master", rooms, total.masters())));
        model.put("charts", List.of(Chart.model("hour", total.hour()), Chart.model("day", total.day())));
        model.put("live", query.link(LIVE).toString());
        model.put("scopes", Scope.words());
        return model;
    }

    private static Section<RoomView> section(List<RoomView> rooms, MirrorsQuery query) {
        return Section.of(rooms.stream().filter(query::fits).sorted(query.order()).toList(), query.page(), MirrorsQuery.SIZE);
    }

    private static Map<String, Object> column(MirrorsQuery.Sort sort, MirrorsQuery query, Link link) {
        boolean current = sort == query.sort();
        boolean descending = current && !query.descending();
        return Map.of("name", sort.word(),
            "sorted", !current ? "none" : query.descending() ? "descending" : "ascending",
            "link", link.with("sort", sort.word()).with("desc", descending ? "true" : "").with(Paging.PAGE, "").toString());
    }

    private static Map<String, Object> total(String side, List<RoomView> rooms, Tally tally) {
        Map<String, Object> model = numbers("total." + side, tally);
        model.put("side", side);
        model.put("rooms", rooms.stream().filter(room -> room.id().side().word().equals(side)).count());
        return model;
    }

    private static Map<String, Object> numbers(String key, Tally tally) {
        Map<String, Object> model = new HashMap<>();
        model.put("key", key);
        model.put("crossed", Amounts.bytes(tally.crossed().bytes()));
        model.put("crossedStanzas", tally.crossed().stanzas());
        model.put("plain", Amounts.bytes(tally.plain().bytes()));
        model.put("plainStanzas", tally.plain().stanzas());
        model.put("saved", Amounts.saved(tally.crossed().bytes(), tally.plain().bytes()));
        return model;
    }

    /** The address of a room's page. */
    static Link link(RoomId id) {
        return Link.to(MIRROR).with("side", id.side().word()).with("room", id.room().toString());
    }

    private static Map<String, Object> room(RoomView room) {
        Map<String, Object> model = numbers(room.id().side().word() + '.' + room.id().room(), room.tally());
        model.put("link", link(room.id()).toString());
        model.put("room", room.id().room().toString());
        model.put("side", room.id().side().word());
        model.put("domains", room.branches().stream().limit(DOMAINS).map(RoomView.Branch::domain)
            .collect(Collectors.joining(", ")));
        model.put("more", Math.max(0, room.branches().size() - DOMAINS));
        model.put("occupants", room.occupants());
        model.put("mirrored", room.mirrored());
        model.put("mode", room.id().side() == RoomId.Side.MASTER ? "master"
            : room.fireAndForget() ? "fire-and-forget" : "normal");
        model.put("dialect", room.dialect().map(DialectView::word).orElse("protoxep"));
        model.put("found", room.dialect().map(dialect -> dialect.source().word()).orElse(""));
        model.put("transparent", room.transparent());
        model.put("state", room.state().word());
        model.put("kept", room.kept());
        return model;
    }

    /**
     * One room.
     *
     * @param details the room
     * @param page    which page of its occupants
     */
    public static Map<String, Object> one(RoomDetails details, int page) {
        RoomId id = details.room().id();
        Map<String, Object> model = new HashMap<>();
        model.put("room", room(details.room()));
        model.put("branches", details.room().branches().stream().map(branch -> {
            Map<String, Object> line = numbers("branch." + branch.domain(), branch.tally());
            line.put("domain", branch.domain());
            line.put("state", branch.state().word());
            line.put("occupants", branch.occupants());
            return line;
        }).toList());
        Section<Map<String, String>> occupants =
            Section.of(details.occupants(), page, OCCUPANTS).map(MirrorsView::occupant);
        model.put("occupants", occupants.items());
        model.put("paging", Paging.of(occupants, link(id)));
        model.put("charts", List.of(Chart.model("room", details.samples())));
        model.put("live", new Link(LIVE, link(id).parameters()).toString());
        model.put("settings", settings(id, details.room()));
        model.put("trace", Link.to(TraceView.PAGE).with("subject", id.room().toString()).toString());
        return model;
    }

    private static Map<String, String> occupant(OccupantView occupant) {
        return Map.of("nick", occupant.nick(), "affiliation", occupant.affiliation(), "role", occupant.role(),
            "address", occupant.address(), "through", occupant.through(),
            "state", occupant.state().name().toLowerCase(Locale.ROOT));
    }

    /** Links to the settings that count for a room: its own, its service's, and those of the mirrors that come to it. */
    private static List<Map<String, String>> settings(RoomId id, RoomView room) {
        boolean mirror = id.side() == RoomId.Side.MIRROR;
        List<Map<String, String>> links = new ArrayList<>();
        links.add(SettingsView.link(new Scope(mirror ? Scope.Kind.REMOTE_ROOM : Scope.Kind.LOCAL_ROOM, id.room().toString())));
        links.add(SettingsView.link(new Scope(mirror ? Scope.Kind.REMOTE_SERVICE : Scope.Kind.LOCAL_SERVICE,
            id.room().getDomain())));
        if (!mirror) {
            room.branches().stream().limit(DOMAINS).forEach(branch ->
                links.add(SettingsView.link(new Scope(Scope.Kind.REMOTE_MIRROR, branch.domain()))));
        }
        return links;
    }

    /**
     * The numbers of the page with all rooms that change while somebody looks at it.
     *
     * @param model the page's model
     * @param texts words
     * @return what each element of the page is to say, by the name that it has in {@code data-live}, and the class that it is to
     *     have, by its name in {@code data-live-class}
     */
    public static Map<String, String> live(Map<String, Object> model, PageTexts texts) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String list : List.of("rooms", "totals", "branches")) {
            if (model.get(list) instanceof List<?> rows) {
                rows.forEach(row -> live((Map<?, ?>) row, texts, values));
            }
        }
        if (model.get("room") instanceof Map<?, ?> room) {
            live(room, texts, values);
        }
        return values;
    }

    private static void live(Map<?, ?> row, PageTexts texts, Map<String, String> values) {
        for (String name : List.of("crossed", "crossedStanzas", "plain", "plainStanzas", "saved", "occupants", "mirrored",
                "rooms", "kept")) {
            if (row.get(name) != null) {
                values.put(row.get("key") + "." + name, row.get(name).toString());
            }
        }
        if (row.get("state") != null) {
            values.put(row.get("key") + ".state", texts.of("mirrors.state." + row.get("state")));
            values.put(row.get("key") + ".look", LOOK + row.get("state"));
        }
    }
}
