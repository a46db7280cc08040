package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckProgress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;

/** The model of the self-check's page, made of maps, lists and texts. Thread-safe. */
public final class SelfCheckView {

    /** The page. */
    public static final String PAGE = "federationsuite-selfcheck";
    /** What a script that renews a page has in the parameter {@code page} for this one. */
    public static final String NAME = "selfcheck";
    private static final Link LIVE = Link.to(MirrorsView.LIVE).with(Paging.PAGE, NAME);
    /** Peers on one page of it. */
    static final int SIZE = 50;

    private final SelfCheckTexts texts;
    private final SelfCheckTexts reported;

    /**
     * Makes a view.
     *
     * @param texts    puts checks into words, in the language of the console
     * @param reported the same in the language of those who are asked for help
     */
    public SelfCheckView(SelfCheckTexts texts, SelfCheckTexts reported) {
        this.texts = Objects.requireNonNull(texts);
        this.reported = Objects.requireNonNull(reported);
    }

    /**
     * What the text for a request for help begins with.
     *
     * @param now     the time
     * @param domain  this server's
     * @param suite   the suite's version
     * @param server  the server's version
     */
    public record Heading(Instant now, String domain, String suite, String server) {
    }

    /**
     * The model.
     *
     * @param results  the last results, peer by peer
     * @param progress how far the last run is
     * @param heading  for the text
     * @param page     which page of the peers; those with failed findings come first
     * @return {@code peers} (each {@code peer}, {@code link}, {@code failed}, and {@code checks}, each {@code outcome},
     *     {@code message}, {@code remedy}), {@code failed}, {@code checking}, {@code done}, {@code of}, {@code ended},
     *     {@code paging}, {@code report}, the text about the peers of this page, {@code live} and {@code print}, see
     *     {@link #live}; nothing in it is escaped
     */
    public Map<String, Object> model(List<CheckResult> results, CheckProgress progress, Heading heading, int page) {
        Map<String, List<CheckResult>> peers = new LinkedHashMap<>();
        results.forEach(result -> peers.computeIfAbsent(result.peer(), peer -> new ArrayList<>()).add(result));
        Section<List<CheckResult>> shown = Section.of(peers.values().stream()
            .sorted(Comparator.comparing(found -> failed(found) == 0)).toList(), page, SIZE);
        Map<String, Object> model = new HashMap<>();
        model.put("peers", shown.items().stream().map(this::peer).toList());
        model.put("paging", Paging.of(shown, Link.to(PAGE)));
        model.put("failed", failed(results));
        model.put("checking", progress.running());
        model.put("done", progress.done());
        model.put("of", progress.total());
        model.put("ended", progress.ended().map(Times::text).orElse(""));
        model.put("report", report(shown.items(), heading));
        model.put("live", LIVE.toString());
        model.put("print", print(results, progress));
        return model;
    }

    /**
     * What a script asks for from time to time: only whether there is anything new to show.
     *
     * @return {@code print}, which is another one when results or progress have changed
     */
    public static Map<String, String> live(List<CheckResult> results, CheckProgress progress) {
        return Map.of("print", print(results, progress));
    }

    private static String print(List<CheckResult> results, CheckProgress progress) {
        return Integer.toHexString((results.toString() + progress).hashCode());
    }

    private Map<String, Object> peer(List<CheckResult> results) {
        String peer = results.get(0).peer();
        return Map.of("peer", peer, "link", Link.to(PeersView.PEER).with("domain", peer).toString(), "failed", failed(results),
            "checks", results.stream().map(result -> Map.of("outcome", lower(result.outcome()),
                "message", texts.message(result), "remedy", texts.remedy(result))).toList());
    }

    /** One line for each finding, whatever another server put into it. */
    private String report(List<List<CheckResult>> peers, Heading heading) {
        StringBuilder text = new StringBuilder("Federation Suite ").append(heading.suite()).append(", Openfire ")
            .append(heading.server()).append('\n')
            .append(heading.domain()).append(", ").append(Times.text(heading.now())).append('\n');
        for (List<CheckResult> results : peers) {
            text.append('\n').append(results.get(0).peer().replaceAll("\\p{Cntrl}", " ")).append('\n');
            results.forEach(result -> text.append(result.outcome()).append(' ').append(result.check()).append(": ")
                .append(reported.line(result)).append('\n'));
        }
        return text.toString();
    }

    private static long failed(List<CheckResult> results) {
        return results.stream().filter(result -> result.outcome() == Outcome.FAILED).count();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
