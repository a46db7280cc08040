package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

/** Which forms are trusted. */
public class CsrfTokensTest {

    private final CsrfTokens tokens = new CsrfTokens();

    @Test
    public void aTokenNeedsNoEscapingAndDiffersFromTheLast() {
        String token = tokens.next();

        assertTrue(token, token.matches("[A-Za-z0-9_-]{43}"));
        assertNotEquals(token, tokens.next());
        assertTrue(CsrfTokens.isToken(token));
    }

    @Test
    public void nothingElseIsTakenForAToken() {
        assertFalse(CsrfTokens.isToken(""));
        assertFalse(CsrfTokens.isToken(tokens.next() + "x"));
        assertFalse(CsrfTokens.isToken(tokens.next().substring(1) + "\""));
    }

    @Test
    public void aFormWithTheCookiesTokenIsTrusted() {
        String token = tokens.next();

        assertTrue(CsrfTokens.match(token, token));
    }

    @Test
    public void aFormWithAnotherTokenIsNot() {
        assertFalse(CsrfTokens.match(tokens.next(), tokens.next()));
        assertFalse(CsrfTokens.match("abc", "abcd"));
    }

    @Test
    public void aMissingOrEmptyTokenIsNeverTrusted() {
        assertFalse(CsrfTokens.match(null, null));
        assertFalse(CsrfTokens.match(null, "abc"));
        assertFalse(CsrfTokens.match("abc", null));
        assertFalse(CsrfTokens.match("", ""));
    }
}
