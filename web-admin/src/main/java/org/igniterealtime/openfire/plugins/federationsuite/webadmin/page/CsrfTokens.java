package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Tells a form sent from our own page from one that another site made an administrator's browser send: the page's form
 * carries the same random text as a cookie, and another site can neither read the one nor set the other. Openfire
 * protects plugins' pages itself only from 4.5 on, and asks a plugin for one way or the other; this way works in all
 * versions. Thread-safe.
 */
public final class CsrfTokens {

    /** The name of the cookie and of the form's field, as Openfire's own pages have it. */
    public static final String NAME = "csrf";
    private static final int BYTES = 32;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final SecureRandom random = new SecureRandom();

    /** A new token: 43 letters, digits, hyphens and underscores, so that it needs no escaping anywhere. */
    public String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Tells whether a text looks like a token of ours: only then may it stand in a page. */
    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /**
     * Tells whether a form may be trusted. Takes the same time wherever the two differ.
     *
     * @param cookie the cookie's value, or null if there is none
     * @param field  the form field's value, or null if there is none
     * @return true if both are there, not empty, and the same
     */
    public static boolean match(String cookie, String field) {
        return cookie != null && field != null && !cookie.isEmpty()
            && MessageDigest.isEqual(cookie.getBytes(StandardCharsets.UTF_8), field.getBytes(StandardCharsets.UTF_8));
    }
}
