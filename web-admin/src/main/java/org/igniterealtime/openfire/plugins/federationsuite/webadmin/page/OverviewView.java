package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.PeerView;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv.Day;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartState;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.supervisor.PartStatus;

/** The model of the overview, made of maps, lists and texts. Thread-safe. */
public final class OverviewView {

    /** The page. */
    public static final String PAGE = "federationsuite-status";
    /** What a script that renews a page has in the parameter {@code page} for this one. */
    public static final String NAME = "overview";
    private static final Link LIVE = Link.to(MirrorsView.LIVE).with(Paging.PAGE, NAME);
    private static final List<String> SAVED = List.of("today", "total");
    /** Most peers whose dates are told of, and most links in the list: whatever is wrong comes first. */
    static final int MOST = 25;
    private static final Duration SOON = Duration.ofDays(7);

    private final PageTexts texts;

    /**
     * Makes a view.
     *
     * @param texts the words
     */
    public OverviewView(PageTexts texts) {
        this.texts = Objects.requireNonNull(texts);
    }

    /**
     * The model.
     *
     * @param facts what there is
     * @return {@code needs} (each {@code kind}, {@code text} and {@code link}), {@code parts} (each {@code id}, {@code state},
     *     {@code trouble}, {@code on}), {@code waiting} and {@code waitingTotal}, {@code links} (each {@code peer},
     *     {@code link}, {@code state}, {@code failed}, {@code checked}) and {@code linksTotal}, {@code today} and
     *     {@code total} (each {@code crossed}, {@code plain}, {@code saved}, {@code percent}), {@code since} (a day, or empty),
     *     {@code zone}, {@code latest}, {@code live} and {@code print}, see {@link #live}; nothing in it is escaped
     */
    public Map<String, Object> model(OverviewFacts facts) {
        Map<String, Object> model = new HashMap<>();
        model.put("needs", needs(facts));
        model.put("parts", facts.parts().stream().map(OverviewView::part).toList());
        model.put("waiting", facts.roster().waiting().items().stream().map(peer -> Map.of("domain", peer.domain(),
            "link", linkTo(peer.domain()), "contact", peer.contact(), "waits", peer.waits().map(Times::text).orElse("")))
            .toList());
        model.put("waitingTotal", facts.roster().waiting().total());
        model.put("links", links(facts));
        model.put("linksTotal", facts.connections().size());
        model.put("latest", AuditForm.entries(facts.latest(), new AuditWords(texts)));
        model.put("print", Integer.toHexString(model.hashCode()));
        // What changes all the time is renewed by itself.
        model.put("today", saving(facts.saved().today()));
        model.put("total", saving(facts.saved().total()));
        model.put("since", facts.saved().since().map(LocalDate::toString).orElse(""));
        model.put("zone", facts.saved().zone().getId());
        model.put("live", LIVE.toString());
        return model;
    }

    /**
     * What a script asks for from time to time.
     *
     * @param model the page's model
     * @return what each element with a number of bytes is to say, by the name that it has in {@code data-live}, and
     *     {@code print}, which is another one when there is anything else to show
     */
    public Map<String, String> live(Map<String, Object> model) {
        Map<String, String> values = new HashMap<>();
        values.put("print", model.get("print").toString());
        for (String when : SAVED) {
            Map<?, ?> saving = (Map<?, ?>) model.get(when);
            values.put(when + ".crossed", saving.get("crossed").toString());
            values.put(when + ".plain", saving.get("plain").toString());
            values.put(when + ".saved", texts.of("overview.saved.percent", saving.get("saved"), saving.get("percent")));
        }
        return values;
    }

    private List<Map<String, String>> needs(OverviewFacts facts) {
        List<Map<String, String>> needs = new ArrayList<>();
        facts.parts().stream().filter(part -> part.state() == PartState.FAILED).forEach(part ->
            needs.add(need(Need.PART_FAILED, "#part-" + part.id(), texts.of("part." + part.id() + ".name"))));
        List<CheckResult> failed = facts.checks().stream().filter(check -> check.outcome() == Outcome.FAILED).toList();
        if (!failed.isEmpty()) {
            needs.add(need(Need.CHECKS, Link.to(SelfCheckView.PAGE).toString(), failed.size(),
                failed.stream().map(CheckResult::peer).distinct().count()));
        }
        OverviewFacts.RosterFacts roster = facts.roster();
        if (roster.dropped() > 0) {
            needs.add(need(Need.DROPPED, Link.to(PeersView.PEERS).toString(), roster.dropped()));
        }
        if (roster.waiting().total() > 0) {
            needs.add(need(Need.REQUESTS, Link.to(PeersView.PEERS).toString(), roster.waiting().total()));
        }
        if (roster.incidents() > 0) {
            needs.add(need(Need.INCIDENTS, Link.to(IncidentsView.PAGE)
                .with(IncidentsView.FILTER, IncidentsView.Filter.OPEN.word()).toString(), roster.incidents()));
        }
        dated(facts, peer -> peer.memo().review().filter(day -> !day.isAfter(facts.now())).isPresent()).forEach(peer ->
            needs.add(need(Need.REVIEW, linkTo(peer.domain()), peer.domain())));
        dated(facts, peer -> peer.level().mayMirror()
            && peer.memo().expires().filter(day -> day.isBefore(facts.now().plus(SOON))).isPresent()).forEach(peer ->
            needs.add(need(Need.EXPIRY, linkTo(peer.domain()), peer.domain(), Day.write(peer.memo().expires()))));
        return needs;
    }

    private static List<PeerView> dated(OverviewFacts facts, Function<PeerView, Boolean> due) {
        return facts.roster().peers().stream().filter(due::apply).limit(MOST).toList();
    }

    private Map<String, String> need(Need need, String link, Object... arguments) {
        return Map.of("kind", lower(need.kind()), "text", texts.of(need.key(), arguments), "link", link);
    }

    private static Map<String, Object> part(PartStatus part) {
        return Map.of("id", part.id(), "state", lower(part.state()), "trouble", part.trouble(),
            "on", part.state() != PartState.OFF);
    }

    private static List<Map<String, Object>> links(OverviewFacts facts) {
        Map<String, List<CheckResult>> checks = facts.checks().stream()
            .filter(check -> check.outcome() != Outcome.UNKNOWN).collect(Collectors.groupingBy(CheckResult::peer));
        return facts.connections().stream().map(connection -> {
            List<CheckResult> checked = checks.getOrDefault(connection.peer(), List.of());
            long failed = checked.stream().filter(check -> check.outcome() == Outcome.FAILED).count();
            return Map.<String, Object>of("peer", connection.peer(), "link", linkTo(connection.peer()),
                "state", connection.state(), "failed", failed, "checked", checked.size());
        }).sorted(Comparator.comparing((Map<String, Object> link) -> -(Long) link.get("failed"))
            .thenComparing(link -> (String) link.get("peer"))).limit(MOST).toList();
    }

    private static Map<String, Object> saving(Saving saving) {
        return Map.of("crossed", Amounts.bytes(saving.crossed()), "plain", Amounts.bytes(saving.plain()),
            "saved", Amounts.bytes(saving.saved()), "percent", Long.toString(saving.percent()));
    }

    private static String linkTo(String peer) {
        return Link.to(PeersView.PEER).with("domain", peer).toString();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
