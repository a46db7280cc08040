package org.igniterealtime.openfire.plugins.federationsuite.fuzzing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Choices that are read from bytes, one or two bytes for each, so that whoever changes a byte changes one choice. After the last
 * byte every choice is the first one, so that whatever is made of an input comes to an end. Used by one thread.
 */
public final class Input {

    private static final int BYTE = 0xFF;
    private static final int BITS = 8;
    private static final int MOST_CHARS = 32;
    /** What is written by one byte that is no letter: what other programs stumble over. */
    private static final List<String> ODD = List.of("\u0130", "\u00df", "\u00ad", "\uff20", "\ud83d\ude00", "\u2003", "\u3002",
        "\u212a", "\ufeff", "\\40", "\\5c", "\\2f", "\\20", "&", "<", "]]>", "'", "\"", "\n", "\t", "\r", "@", "/", "\\");

    private final byte[] bytes;
    private int at;

    /** Reads choices from bytes. */
    public Input(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** Tells whether there is nothing left to choose. */
    public boolean isEmpty() {
        return at >= bytes.length;
    }

    private int next() {
        return isEmpty() ? 0 : bytes[at++] & BYTE;
    }

    /** A number from 0 on, below a bound of at most 65536. */
    public int below(int bound) {
        return (bound <= BYTE + 1 ? next() : next() << BITS | next()) % bound;
    }

    /** Yes or no. */
    public boolean coin() {
        return below(2) == 1;
    }

    /** One of several. */
    public <T> T one(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** A short text: letters as they are, and now and then a character that others stumble over. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int left = below(MOST_CHARS); left > 0 && !isEmpty(); left--) {
            int next = next();
            text.append(next >= ' ' && next <= '~' ? String.valueOf((char) next) : ODD.get(next % ODD.size()));
        }
        return text.toString();
    }

    /** All that is left, as bytes. */
    public byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, Math.min(at, bytes.length), bytes.length);
        at = bytes.length;
        return rest;
    }

    /** All that is left, as text in UTF-8. */
    public String restAsText() {
        return new String(rest(), StandardCharsets.UTF_8);
    }
}
