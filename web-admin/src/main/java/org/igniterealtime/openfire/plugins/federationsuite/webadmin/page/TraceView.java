package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.Trace;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.TraceLine;
import org.igniterealtime.openfire.plugins.federationsuite.fmuc.admin.TraceWish;

/** The model of the page about traces, made of maps, lists and texts. Nothing in it is escaped. */
public final class TraceView {

    /** The page. */
    public static final String PAGE = "federationsuite-trace";
    /** The parameter with the number of a trace. */
    public static final String ID = "id";

    private TraceView() {
    }

    /**
     * The model.
     *
     * @param traces all there are
     * @param asked  which to show, and what to have in the form
     * @param now    the time
     */
    public static Map<String, Object> model(List<Trace> traces, Parameters asked, Instant now) {
        Map<String, Object> model = new HashMap<>();
        model.put("traces", traces.stream().map(trace -> trace(trace, now)).toList());
        model.put("subject", asked.text("subject"));
        model.put("most", TraceWish.MOST_MINUTES);
        String id = asked.text(ID);
        traces.stream().filter(trace -> String.valueOf(trace.id()).equals(id)).findFirst().ifPresent(trace -> {
            model.put("one", trace(trace, now));
            model.put("lines", lines(trace.lines()));
            model.put("dropped", trace.dropped());
        });
        model.put("shown", model.containsKey("one"));
        return model;
    }

    private static Map<String, Object> trace(Trace trace, Instant now) {
        return Map.of("id", String.valueOf(trace.id()), "subject", trace.wish().subject().toString(),
            "bodies", trace.wish().bodies(), "by", trace.by().name(), "end", Times.text(trace.end()),
            "runs", trace.runs(now), "forgotten", Times.text(trace.forgotten()), "count", trace.lines().size(),
            "link", Link.to(PAGE).with(ID, String.valueOf(trace.id())).toString());
    }

    /** The latest first. */
    private static List<Map<String, Object>> lines(List<TraceLine> lines) {
        List<Map<String, Object>> shown = new ArrayList<>();
        for (TraceLine line : lines) {
            shown.add(Map.of("at", Times.text(line.at()), "direction", line.out() ? "out" : "in", "size", line.size(),
                "text", line.text()));
        }
        Collections.reverse(shown);
        return shown;
    }
}
