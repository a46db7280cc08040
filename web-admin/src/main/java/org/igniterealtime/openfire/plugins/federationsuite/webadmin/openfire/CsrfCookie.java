package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import java.util.Optional;

import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.igniterealtime.openfire.plugins.federationsuite.kernel.SuppressFBWarnings;
import org.igniterealtime.openfire.plugins.federationsuite.webadmin.page.CsrfTokens;

/** The cookie that our forms are compared with. Thread-safe. */
final class CsrfCookie {

    /** The name of the cookie, and of the field in the form. */
    static final String NAME = CsrfTokens.NAME;

    private final CsrfTokens tokens = new CsrfTokens();

    /**
     * The token for a page's forms: that of the browser's cookie if it is one of ours, so that an administrator can have
     * several pages open, else a new one.
     */
    String token(HttpServletRequest request, HttpServletResponse response) {
        String token = Optional.ofNullable(cookie(request)).filter(CsrfTokens::isToken).orElseGet(tokens::next);
        send(token, request, response);
        return token;
    }

    /**
     * Checks a form, and has the next one use another token.
     *
     * @param field what the form had in its field
     * @return whether the form may be trusted
     */
    boolean renew(HttpServletRequest request, HttpServletResponse response, Optional<String> field) {
        boolean trusted = CsrfTokens.match(cookie(request), field.orElse(null));
        send(tokens.next(), request, response);
        return trusted;
    }

    @SuppressFBWarnings(value = {"HTTP_RESPONSE_SPLITTING", "INSECURE_COOKIE"},
        justification = "isToken let it pass or we made it; secure wherever the console is, which may be plain HTTP.")
    private static void send(String token, HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = new Cookie(NAME, token);
        // The path of Openfire's own cookie of this name: with another there would be two, and no telling which one is meant.
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        response.addCookie(cookie);
    }

    private static String cookie(HttpServletRequest request) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (NAME.equals(cookie.getName())) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }
}
