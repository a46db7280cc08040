package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What JMH measured for one interceptor, or one handler, and one kind of stanza. Immutable.
 *
 * @param interceptor the interceptor's class name, or {@code empty} or {@code all}; or {@code ours}, the handler
 * @param stanza the kind of stanza
 * @param nanos nanoseconds for a stanza
 * @param bytes bytes allocated for a stanza
 */
record JmhResult(String interceptor, String stanza, double nanos, double bytes) {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** Reads JMH's CSV. */
    static List<JmhResult> read(Path csv) {
        try {
            return of(Files.readAllLines(csv));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + csv, e);
        }
    }

    static List<JmhResult> of(List<String> lines) {
        List<String> head = cells(lines.get(0));
        int name = head.indexOf("Benchmark");
        int score = head.indexOf("Score");
        int interceptor = Math.max(head.indexOf("Param: interceptor"), head.indexOf("Param: handler"));
        int stanza = head.indexOf("Param: stanza");
        Map<String, JmhResult> results = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> row = cells(line);
            JmhResult known = results.computeIfAbsent(row.get(interceptor) + " " + row.get(stanza),
                key -> new JmhResult(row.get(interceptor), row.get(stanza), Double.NaN, 0));
            double value = Double.parseDouble(row.get(score));
            if (row.get(name).indexOf(':') < 0) {
                results.put(key(known), new JmhResult(known.interceptor, known.stanza, value, known.bytes));
            } else if (row.get(name).endsWith(ALLOCATED)) {
                results.put(key(known), new JmhResult(known.interceptor, known.stanza, known.nanos, value));
            }
        }
        return List.copyOf(results.values());
    }

    private static String key(JmhResult result) {
        return result.interceptor + " " + result.stanza;
    }

    /** JMH's cells have no commas and no quotes inside. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split(",")) {
            cells.add(cell.replace("\"", ""));
        }
        return cells;
    }
}
