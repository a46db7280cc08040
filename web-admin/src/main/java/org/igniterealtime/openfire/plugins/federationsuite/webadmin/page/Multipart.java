package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a form that was sent with a file in it (RFC 7578). The servlet container can do so only for servlets that it has
 * registered itself, and a plugin's are not; the library that the server has for it in 4.2.0 is gone from 5.1. Pure.
 */
public final class Multipart {

    private static final int MOST_PARTS = 50;
    private static final Pattern TYPE = Pattern.compile(
        "multipart/form-data\\s*;(?:.*;)?\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s\";]{1,70})).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile(
        "^content-disposition:\\s*form-data;(?:.*;)?\\s*name=\"([^\"]*)\".*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private Multipart() {
    }

    /** Tells whether a form is of this kind by the type of its content, which may be null. */
    public static boolean is(String contentType) {
        return contentType != null && contentType.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
    }

    /**
     * Reads a form. Files and fields are taken alike, as text in UTF-8.
     *
     * @param contentType the type of its content, with the boundary in it
     * @param body        the content
     * @return the fields; empty if it is not such a form, or has more than {@value #MOST_PARTS} parts
     */
    public static Optional<Parameters> read(String contentType, byte[] body) {
        Matcher type = TYPE.matcher(contentType);
        if (!type.matches()) {
            return Optional.empty();
        }
        // One character for each byte, so that a place in the text is a place in the bytes.
        String text = "\r\n" + new String(body, StandardCharsets.ISO_8859_1);
        String delimiter = "\r\n--" + (type.group(1) == null ? type.group(2) : type.group(1));
        Map<String, List<String>> fields = new LinkedHashMap<>();
        int at = text.indexOf(delimiter);
        for (int part = 0; at >= 0; part++) {
            int start = at + delimiter.length();
            if (text.startsWith("--", start)) {
                return Optional.of(new Parameters(fields));
            }
            at = text.indexOf(delimiter, start);
            int blank = text.indexOf("\r\n\r\n", start);
            if (part == MOST_PARTS || at < 0 || blank < 0 || blank > at) {
                return Optional.empty();
            }
            Matcher name = NAME.matcher(text.substring(start, blank));
            if (!name.find()) {
                return Optional.empty();
            }
            int content = Math.min(blank + 4, at);
            fields.computeIfAbsent(utf8(name.group(1)), key -> new ArrayList<>()).add(utf8(text.substring(content, at)));
        }
        return Optional.empty();
    }

    private static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
