package org.igniterealtime.openfire.plugins.federationsuite.serverroster.protocol;

import java.nio.charset.StandardCharsets;

/** Text made fit for XML and for the columns of every database. No state. */
public final class PlainText {

    private static final int REPLACEMENT = 0xFFFD;
    private static final int LAST_OF_THREE_BYTES = 0xFFFF;

    private PlainText() {
    }

    /**
     * Takes out what XML 1.0 cannot have (section 2.2); a stanza with it would end the connection that it is sent on.
     *
     * @param text what somebody typed
     */
    public static String forXml(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(PlainText::isXml).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isXml(int point) {
        return point == '\t' || point == '\n' || point == '\r' || point >= 0x20 && point <= 0xD7FF
            || point >= 0xE000 && point <= 0xFFFD || point > LAST_OF_THREE_BYTES;
    }

    /**
     * One line that fits a column. Some databases count bytes, and MySQL's {@code utf8} has no characters of four bytes: they
     * are replaced.
     *
     * @param text any text
     * @param most how many bytes of UTF-8 fit
     */
    public static String forColumn(String text, int most) {
        StringBuilder kept = new StringBuilder();
        int bytes = 0;
        for (int point : text.strip().replaceAll("\\s+", " ").codePoints().toArray()) {
            int fit = point > LAST_OF_THREE_BYTES || !isXml(point) ? REPLACEMENT : point;
            bytes += Character.toString(fit).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > most) {
                break;
            }
            kept.appendCodePoint(fit);
        }
        return kept.toString();
    }

    /**
     * XML in which characters of four bytes are written as references, so that nothing is lost in a database that has none.
     *
     * @param xml well-formed XML without such characters in names
     */
    static String forColumn(String xml) {
        StringBuilder written = new StringBuilder(xml.length());
        xml.codePoints().forEach(point -> {
            if (point > LAST_OF_THREE_BYTES) {
                written.append("&#").append(point).append(';');
            } else {
                written.appendCodePoint(point);
            }
        });
        return written.toString();
    }
}
