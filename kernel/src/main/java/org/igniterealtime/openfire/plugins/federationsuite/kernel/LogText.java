package org.igniterealtime.openfire.plugins.federationsuite.kernel;

/**
 * Words for the server's log that another server may have written, or an exception over what it wrote. They stay on one line, so
 * that nobody can write lines of his own into the log, and are short.
 */
public final class LogText {

    /** Most characters of a text. */
    static final int MOST = 300;

    private LogText() {
    }

    /**
     * A text as it may be logged.
     *
     * @param text anything, null too; asked for its text at once
     * @return its beginning, with a space for each control character, line separator and whatever turns the direction of writing
     */
    public static String of(Object text) {
        String all = String.valueOf(text);
        StringBuilder line = new StringBuilder();
        all.codePoints().limit(MOST).forEach(point -> line.appendCodePoint(isPlain(point) ? point : ' '));
        return line.length() < all.length() ? line.append('…').toString() : line.toString();
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                Character.SURROGATE -> false;
            default -> true;
        };
    }
}
