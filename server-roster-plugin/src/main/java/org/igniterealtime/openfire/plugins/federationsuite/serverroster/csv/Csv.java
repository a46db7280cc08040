package org.igniterealtime.openfire.plugins.federationsuite.serverroster.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Text in rows and cells (RFC 4180), and back. A cell that a spreadsheet would take for a formula is written with an
 * apostrophe before it, which spreadsheets do not run, and is read without it; a cell that has such an apostrophe of its own
 * gets one more. So each cell is read as it was written. Pure.
 */
public final class Csv {

    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final String END = "\r\n";
    /** What begins a formula, also as a full-width character. */
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private Csv() {
    }

    /**
     * A row of a file.
     *
     * @param line   the number of the line that it begins in, from 1
     * @param cells  its cells
     * @param broken whether a quote in it is missing or too many; its cells are then no use
     */
    public record Row(int line, List<String> cells, boolean broken) {
        /** Copies the cells. */
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * Writes rows.
     *
     * @param rows the cells of each
     * @return the text; each line ends with CR and LF
     */
    public static String write(List<List<String>> rows) {
        return rows.stream().map(row -> row.stream().map(Csv::written).collect(Collectors.joining(",")) + END)
            .collect(Collectors.joining());
    }

    private static String written(String cell) {
        String safe = hasFormula(cell) ? '\'' + cell : cell;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static boolean hasFormula(String cell) {
        int at = 0;
        while (at < cell.length() && cell.charAt(at) == '\'') {
            at++;
        }
        return at < cell.length() && FORMULA.indexOf(cell.charAt(at)) >= 0;
    }

    /**
     * Reads rows. Never throws, whatever the text is.
     *
     * @param text the text, perhaps with a byte order mark; lines end with CR LF, LF or CR
     * @return the rows in order; empty lines are left out
     */
    public static List<Row> read(String text) {
        return new Reader(!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text).rows();
    }

    /** Reads one text. Used once. */
    private static final class Reader {
        private final String text;
        private final List<Row> rows = new ArrayList<>();
        private final StringBuilder cell = new StringBuilder();
        private List<String> cells = new ArrayList<>();
        private int at;
        private int line = 1;
        private int begin = 1;
        private boolean broken;

        Reader(String text) {
            this.text = text;
        }

        List<Row> rows() {
            while (at < text.length()) {
                char next = text.charAt(at++);
                if (next == '"' && cell.length() == 0) {
                    quoted();
                } else if (next == ',') {
                    endCell();
                } else if (next == '\r' || next == '\n') {
                    endLine(next);
                    endRow();
                } else {
                    broken |= next == '"';
                    cell.append(next);
                }
            }
            endRow();
            return rows;
        }

        /** After the first quote, up to the last one. */
        private void quoted() {
            while (at < text.length()) {
                char next = text.charAt(at++);
                if (next == '"' && at < text.length() && text.charAt(at) == '"') {
                    at++;
                    cell.append('"');
                } else if (next == '"') {
                    broken |= at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0;
                    return;
                } else {
                    cell.append(next);
                    if (next == '\n' || next == '\r' && !text.startsWith("\n", at)) {
                        line++;
                    }
                }
            }
            broken = true;
        }

        private void endLine(char end) {
            line++;
            if (end == '\r' && text.startsWith("\n", at)) {
                at++;
            }
        }

        private void endCell() {
            String read = cell.toString();
            cells.add(read.startsWith("'") && hasFormula(read) ? read.substring(1) : read);
            cell.setLength(0);
        }

        private void endRow() {
            if (cell.length() > 0 || !cells.isEmpty() || broken) {
                endCell();
                rows.add(new Row(begin, cells, broken));
                cells = new ArrayList<>();
            }
            begin = line;
            broken = false;
        }
    }
}
