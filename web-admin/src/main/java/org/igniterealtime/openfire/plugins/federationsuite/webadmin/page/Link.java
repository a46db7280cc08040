package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The address of one of our pages, relative to the others. Immutable.
 *
 * @param page       the page's name without its ending
 * @param parameters what it is to show, in order; an empty value is left out
 */
public record Link(String page, Map<String, String> parameters) {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /** Checks that nothing is missing. */
    public Link {
        Objects.requireNonNull(page);
        Map<String, String> kept = new LinkedHashMap<>(parameters);
        kept.values().removeIf(String::isEmpty);
        parameters = Collections.unmodifiableMap(kept);
    }

    /** A page as it is without any wish. */
    public static Link to(String page) {
        return new Link(page, Map.of());
    }

    /**
     * The same with one more parameter, or with another value for one it has.
     *
     * @param name  its name
     * @param value its value; empty to leave it out
     */
    public Link with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new Link(page, more);
    }

    /** The address, with everything that was typed by somebody encoded; to be escaped for HTML like any other text. */
    @Override
    public String toString() {
        String query = parameters.entrySet().stream()
            .map(parameter -> encode(parameter.getKey()) + '=' + encode(parameter.getValue()))
            .collect(Collectors.joining("&"));
        return page + ".jsp" + (query.isEmpty() ? "" : '?' + query);
    }

    /** RFC 3986, section 2: what is not unreserved becomes the bytes of its UTF-8. */
    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format("%%%02X", octet));
            }
        }
        return encoded.toString();
    }
}
