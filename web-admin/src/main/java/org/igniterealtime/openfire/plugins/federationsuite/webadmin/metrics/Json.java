package org.igniterealtime.openfire.plugins.federationsuite.webadmin.metrics;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts, numbers and truth values as JSON (RFC 8259). */
public final class Json {

    /** The content type. */
    public static final String TYPE = "application/json; charset=utf-8";

    private Json() {
    }

    /**
     * The text.
     *
     * @param value a map with texts as keys, a list, a text, a number or a truth value; what is none of them is written as its
     *              text
     */
    public static String write(Object value) {
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    private static void append(StringBuilder text, Object value) {
        if (value instanceof Map<?, ?> map) {
            append(text, map);
        } else if (value instanceof List<?> list) {
            append(text, list);
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            quote(text, String.valueOf(value));
        }
    }

    private static void append(StringBuilder text, Map<?, ?> map) {
        text.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext();) {
            Map.Entry<?, ?> entry = entries.next();
            quote(text, String.valueOf(entry.getKey()));
            text.append(':');
            append(text, entry.getValue());
            text.append(entries.hasNext() ? "," : "");
        }
        text.append('}');
    }

    private static void append(StringBuilder text, List<?> list) {
        text.append('[');
        for (Iterator<?> items = list.iterator(); items.hasNext();) {
            append(text, items.next());
            text.append(items.hasNext() ? "," : "");
        }
        text.append(']');
    }

    /** Nothing in it can end a script or begin a tag, whoever takes it for HTML. */
    private static void quote(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            if (letter == '"' || letter == '\\') {
                text.append('\\').append(letter);
            } else if (letter < ' ' || letter == '<' || letter == '>' || letter == '&' || letter > '~') {
                text.append(String.format("\\u%04x", (int) letter));
            } else {
                text.append(letter);
            }
        }
        text.append('"');
    }
}
