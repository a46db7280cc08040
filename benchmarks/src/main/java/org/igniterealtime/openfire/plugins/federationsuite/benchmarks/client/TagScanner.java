package org.igniterealtime.openfire.plugins.federationsuite.benchmarks.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Goes through a stream of XML and tells what goes by, without parsing it: text in XML has no bare {@code <}, so each one
 * begins a tag. Memory: the beginning of one tag. Not thread-safe.
 */
final class TagScanner {

    private static final int LONGEST = 512;
    private static final int DIGITS = 6;
    private static final int LONGEST_ERROR = 1_000;

    private final Listener listener;
    private final byte[] tag = new byte[LONGEST];
    private boolean inTag;
    private int length;
    private int digitsLeft;
    private int number;
    /** The text of an error as far as it has come; nothing outside of errors. */
    private StringBuilder error;

    /** Is told what goes by, on the thread that scans. */
    interface Listener {

        /** The start tag of a presence. */
        void presence(boolean error);

        /** A status code 110: this presence is one's own. */
        void self();

        /** A subject, also an empty one. */
        void subject();

        /** The start tag of a message. */
        void message(boolean error);

        /** The end of a message or presence of type error, with its text, or the beginning of it. */
        void failed(String text);

        /** A body that begins with a number of six digits. */
        void body(int value);
    }

    TagScanner(Listener listener) {
        this.listener = listener;
    }

    /** Takes bytes, all that remain in the buffer. */
    void scan(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            step(bytes.get());
        }
    }

    private void step(byte next) {
        if (error != null && error.length() < LONGEST_ERROR) {
            error.append((char) (next & 0xff));
        }
        if (inTag) {
            if (next == '>') {
                inTag = false;
                tag(new String(tag, 0, length, StandardCharsets.ISO_8859_1));
            } else if (length < LONGEST) {
                tag[length++] = next;
            }
        } else if (next == '<') {
            inTag = true;
            length = 0;
            digitsLeft = 0;
        } else if (digitsLeft > 0) {
            digit(next);
        }
    }

    private void digit(byte next) {
        if (next < '0' || next > '9') {
            digitsLeft = 0;
            return;
        }
        number = number * 10 + next - '0';
        if (--digitsLeft == 0) {
            listener.body(number);
        }
    }

    private void tag(String text) {
        if (is(text, "presence")) {
            listener.presence(isError(text));
            begin(text);
        } else if (is(text, "message")) {
            listener.message(isError(text));
            begin(text);
        } else if (error != null && (is(text, "/presence") || is(text, "/message"))) {
            listener.failed(error.toString());
            error = null;
        } else if (is(text, "subject")) {
            listener.subject();
        } else if (is(text, "status") && (text.contains("code=\"110\"") || text.contains("code='110'"))) {
            listener.self();
        } else if (is(text, "body")) {
            digitsLeft = DIGITS;
            number = 0;
        }
    }

    private void begin(String text) {
        error = isError(text) ? new StringBuilder("<" + text + ">") : null;
    }

    private static boolean is(String text, String name) {
        return text.startsWith(name) && (text.length() == name.length() || " /\t\n\r".indexOf(text.charAt(name.length())) >= 0);
    }

    private static boolean isError(String text) {
        return text.contains("type=\"error\"") || text.contains("type='error'");
    }
}
