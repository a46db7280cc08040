package org.igniterealtime.openfire.plugins.federationsuite.testbed.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Lays out what crossed the link in two conversations. Stateless.
 */
final class FigureTable {

    private static final String HEAD = "%-22s %21s   %21s   %6s";
    private static final String ROW = "%-22s %9s %11s   %9s %11s   %6s";

    private FigureTable() {
    }

    /**
     * The table.
     *
     * @param plain the conversation without the mirror
     * @param mirrored the one with it
     * @param readable whether stanzas could be counted; with TLS they cannot
     * @return its lines
     */
    static List<String> lines(RoomRun plain, RoomRun mirrored, boolean readable) {
        List<String> lines = new ArrayList<>();
        lines.add(head("", "plain S2S", "mirrored", "ratio"));
        lines.add(String.format(ROW, "", "stanzas", "bytes", "stanzas", "bytes", "bytes"));
        direction(lines, "capulet -> montague", Crossing::there, plain, mirrored, readable);
        direction(lines, "montague -> capulet", Crossing::back, plain, mirrored, readable);
        return lines;
    }

    private static void direction(List<String> lines, String title, Function<Crossing, Crossing.Amount> side,
                                  RoomRun plain, RoomRun mirrored, boolean readable) {
        lines.add(title);
        for (Phase phase : Phase.values()) {
            lines.add(row("  " + phase.title(), side.apply(plain.crossing(phase)), side.apply(mirrored.crossing(phase)),
                readable));
        }
        lines.add(row("  all", side.apply(plain.total()), side.apply(mirrored.total()), readable));
    }

    private static String head(String... cells) {
        return String.format(HEAD, (Object[]) cells).stripTrailing();
    }

    private static String row(String title, Crossing.Amount plain, Crossing.Amount mirrored, boolean readable) {
        return String.format(ROW, title, stanzas(plain, readable), number(plain.bytes()), stanzas(mirrored, readable),
            number(mirrored.bytes()), ratio(plain.bytes(), mirrored.bytes()));
    }

    private static String stanzas(Crossing.Amount amount, boolean readable) {
        return readable ? number(amount.stanzas()) : "?";
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** How many times the first goes into the second; a dash if that says nothing. */
    static String ratio(long plain, long mirrored) {
        return mirrored == 0 ? "-" : String.format(Locale.ROOT, "%.1f", (double) plain / mirrored);
    }

    /** What transparent mode comes to, in a sentence. */
    static String transparent(RoomRun plain, RoomRun transparent) {
        Crossing.Amount without = plain.total().there();
        Crossing.Amount with = transparent.total().there();
        return "In transparent mode all joined " + transparent.address() + " itself, and " + number(with.bytes())
            + " bytes crossed" + System.lineSeparator() + "from capulet to montague, where it had been "
            + number(without.bytes()) + ": ratio " + ratio(without.bytes(), with.bytes()) + '.';
    }

    /** The line for programs: room messages towards the mirror. */
    static String result(RoomRun plain, RoomRun mirrored) {
        long plainBytes = plain.crossing(Phase.MESSAGES).there().bytes();
        long mirroredBytes = mirrored.crossing(Phase.MESSAGES).there().bytes();
        return "result: plain_bytes=" + plainBytes + " mirrored_bytes=" + mirroredBytes + " ratio="
            + (mirroredBytes == 0 ? "0.0" : ratio(plainBytes, mirroredBytes));
    }
}
