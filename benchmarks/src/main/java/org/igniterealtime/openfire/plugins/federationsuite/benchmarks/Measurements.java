package org.igniterealtime.openfire.plugins.federationsuite.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was measured so far, as a file for people: a section for each figure and version of the server, each with the day and
 * the machine that it was measured on. Immutable.
 */
final class Measurements {

    private static final String HEAD = """
        # Measurements

        Written by `./bench`; a run replaces the sections of the figures that it measured, for the version of Openfire it \
        measured them on, and leaves the others. Ratio: how many times better ours is than the baseline; below 1 it is worse. \
        Who and where: `benchmarks/addresses.txt`. `CONTRIBUTING.md` says how to add a figure.
        """;
    private static final String SECTION = "## ";
    private static final String TABLE = "| name | ours | baseline | ratio | unit | goal |\n|---|---:|---:|---:|---|---|\n";
    private static final String BEGIN = "<!-- figures: written by ./bench --write-readme -->";
    private static final String END = "<!-- end of figures -->";

    /** Titles to everything below them, up to the next title. */
    private final Map<String, String> sections;

    private Measurements(Map<String, String> sections) {
        this.sections = sections;
    }

    /** Reads a file; if there is none, nothing was measured. */
    static Measurements read(Path file) {
        try {
            return of(Files.exists(file) ? Files.readString(file) : "");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    static Measurements of(String text) {
        Map<String, String> sections = new LinkedHashMap<>();
        String title = null;
        for (String line : text.lines().toList()) {
            if (line.startsWith(SECTION)) {
                title = line.substring(SECTION.length());
                sections.put(title, "");
            } else if (title != null) {
                sections.merge(title, line + "\n", String::concat);
            }
        }
        sections.replaceAll((name, body) -> body.strip() + "\n");
        return new Measurements(sections);
    }

    /** With a figure measured anew; what another version gave stays. */
    Measurements with(Figure figure, Environment environment, List<Row> rows) {
        Map<String, String> all = new LinkedHashMap<>(sections);
        StringBuilder body = new StringBuilder();
        body.append(figure.compares()).append("\n\n").append("Measured ").append(environment.line()).append("\n\n").append(TABLE);
        rows.forEach(row -> body.append("| ").append(String.join(" | ", row.name(), Row.number(row.ours()),
            Row.number(row.baseline()), row.ratioText(), row.unit(), row.verdict())).append(" |\n"));
        List<Row> noted = rows.stream().filter(row -> !row.note().isEmpty()).toList();
        if (!noted.isEmpty()) {
            body.append('\n');
            noted.forEach(row -> body.append("- ").append(row.name()).append(": ").append(row.note()).append('\n'));
        }
        all.put(figure.name() + ", " + environment.openfire(), body.toString());
        return new Measurements(all);
    }

    /**
     * The file's text.
     *
     * @param order the names of the figures; sections of others come last
     */
    String text(List<String> order) {
        List<String> titles = new ArrayList<>(sections.keySet());
        titles.sort(Comparator.comparingInt((String title) -> place(title, order)).thenComparing(Comparator.naturalOrder()));
        return HEAD + titles.stream().map(title -> "\n" + SECTION + title + "\n\n" + sections.get(title))
            .collect(Collectors.joining());
    }

    private static int place(String title, List<String> order) {
        int found = order.indexOf(title.split(",")[0]);
        return found < 0 ? order.size() : found;
    }

    void write(Path file, List<String> order) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text(order));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** The table for the README: some rows of all sections, with the version that each was measured on. */
    String headlines(List<String> names) {
        StringBuilder table = new StringBuilder("| figure | Openfire | ours | baseline | ratio | unit | goal |\n"
            + "|---|---|---:|---:|---:|---|---|\n");
        for (String name : names) {
            sections.forEach((title, body) -> row(body, name).ifPresent(row -> table.append("| ").append(name).append(" | ")
                .append(title.substring(title.indexOf(',') + 1).replace("Openfire", "").strip()).append(" |").append(row)
                .append('\n')));
        }
        return table.toString();
    }

    /** The rest of a row's line, behind its name. */
    private static Optional<String> row(String body, String name) {
        String start = "| " + name + " |";
        return body.lines().filter(line -> line.startsWith(start)).map(line -> line.substring(start.length())).findFirst();
    }

    /**
     * Puts the headline figures between the marks of a text.
     *
     * @throws IllegalArgumentException if it has no marks
     */
    String into(String readme, List<String> names) {
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("There is no place for figures: no " + BEGIN + " with a " + END + " behind it");
        }
        return readme.substring(0, begin + BEGIN.length()) + "\n\n" + headlines(names) + "\n" + readme.substring(end);
    }
}
