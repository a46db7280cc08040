package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckProgress;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.CheckResult;
import org.igniterealtime.openfire.plugins.federationsuite.kernel.selfcheck.Outcome;

/** The model of the self-check's page, made of maps, lists and texts. Thread-safe. */
public final class SelfCheckView {

    /** The page. */
    public static final String PAGE = "federationsuite-selfcheck";

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
     * @return {@code peers} (each {@code peer}, {@code link}, {@code failed}, and {@code checks}, each {@code outcome},
     *     {@code message}, {@code remedy}), {@code failed}, {@code checking}, {@code done}, {@code of}, {@code ended}, and
     *     {@code report}, the text; nothing in it is escaped
     */
    public Map<String, Object> model(List<CheckResult> results, CheckProgress progress, Heading heading) {
        Map<String, List<CheckResult>> peers = new LinkedHashMap<>();
        results.forEach(result -> peers.computeIfAbsent(result.peer(), peer -> new ArrayList<>()).add(result));
        Map<String, Object> model = new HashMap<>();
        model.put("peers", peers.entrySet().stream().map(peer -> peer(peer.getKey(), peer.getValue())).toList());
        model.put("failed", failed(results));
        model.put("checking", progress.running());
        model.put("done", progress.done());
        model.put("of", progress.total());
        model.put("ended", progress.ended().map(Times::text).orElse(""));
        model.put("report", report(results, heading));
        return model;
    }

    private Map<String, Object> peer(String peer, List<CheckResult> results) {
        return Map.of("peer", peer, "link", Link.to(PeersView.PEER).with("domain", peer).toString(), "failed", failed(results),
            "checks", results.stream().map(result -> Map.of("outcome", lower(result.outcome()),
                "message", texts.message(result), "remedy", texts.remedy(result))).toList());
    }

    /** One line for each finding, whatever another server put into it. */
    private String report(List<CheckResult> results, Heading heading) {
        StringBuilder text = new StringBuilder("Federation Suite ").append(heading.suite()).append(", Openfire ")
            .append(heading.server()).append('\n')
            .append(heading.domain()).append(", ").append(Times.text(heading.now())).append('\n');
        String last = "";
        for (CheckResult result : results) {
            if (!result.peer().equals(last)) {
                last = result.peer();
                text.append('\n').append(last.replaceAll("\\p{Cntrl}", " ")).append('\n');
            }
            text.append(result.outcome()).append(' ').append(result.check()).append(": ").append(reported.line(result))
                .append('\n');
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
