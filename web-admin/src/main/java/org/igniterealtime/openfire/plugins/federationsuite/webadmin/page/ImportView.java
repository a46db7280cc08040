package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Change;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Outcome;
import org.igniterealtime.openfire.plugins.federationsuite.serverroster.admin.Section;

/**
 * What the page for imports shows, and what is kept of it from one request to the next, in lists of texts: the session that it
 * is kept in outlives the suite.
 */
public final class ImportView {

    /** The page. */
    public static final String PAGE = "federationsuite-import";
    private static final int SIZE = 100;
    private static final String SAME = lower(Change.Kind.SAME);
    private static final String FLAW = lower(Change.Kind.FLAW);
    private static final String DONE = "done";
    private static final String FAILED = "failed";
    // The places of the texts of a line.
    private static final int KIND = 2;
    private static final int PRINT = 5;

    private ImportView() {
    }

    /** A preview as it is kept: in the session, which takes only what can be written down. */
    @SuppressWarnings("NonApiType")
    public static ArrayList<Serializable> kept(List<Change> changes) {
        ArrayList<Serializable> lines = new ArrayList<>();
        for (Change change : changes) {
            lines.add(new ArrayList<>(List.of(String.valueOf(change.line()), change.domain(), lower(change.kind()), change.text(),
                change.before(), change.print())));
        }
        return lines;
    }

    /** What came of an import as it is kept, likewise. */
    @SuppressWarnings("NonApiType")
    public static ArrayList<Serializable> keptOutcomes(List<Outcome> outcomes) {
        ArrayList<Serializable> lines = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            lines.add(new ArrayList<>(List.of(String.valueOf(outcome.line()), outcome.domain(),
                outcome.answer().done() ? DONE : FAILED, outcome.answer().text(), "", "")));
        }
        return lines;
    }

    /** The prints of a preview that was kept. */
    public static Set<String> prints(List<?> kept) {
        return kept.stream().map(line -> text(line, PRINT)).collect(Collectors.toSet());
    }

    /** How many lines of a preview would change something. */
    public static long changes(List<?> kept) {
        return count(kept, lower(Change.Kind.CHANGE));
    }

    /**
     * The model for lines that were kept.
     *
     * @param kept the lines of a preview or of what came of it
     * @param page which page of them
     * @return {@code lines} without those that change nothing (each {@code number}, {@code domain}, {@code kind}, {@code text},
     *     {@code before}), {@code paging}, and how many there are of each kind
     */
    public static Map<String, Object> model(List<?> kept, int page) {
        List<?> shown = kept.stream().filter(line -> !text(line, KIND).equals(SAME)).toList();
        Section<Map<String, String>> section = Section.of(shown, page, SIZE).map(line -> Map.of("number", text(line, 0),
            "domain", text(line, 1), "kind", text(line, KIND), "text", text(line, 3), "before", text(line, 4)));
        Map<String, Object> model = new HashMap<>();
        model.put("lines", section.items());
        model.put("paging", Paging.of(section, Link.to(PAGE)));
        model.put("changes", changes(kept));
        model.put("same", count(kept, SAME));
        model.put("flaws", count(kept, FLAW));
        model.put("done", count(kept, DONE));
        model.put("failed", count(kept, FAILED));
        return model;
    }

    private static long count(List<?> kept, String kind) {
        return kept.stream().filter(line -> text(line, KIND).equals(kind)).count();
    }

    private static String text(Object line, int place) {
        return (String) ((List<?>) line).get(place);
    }

    private static String lower(Change.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
