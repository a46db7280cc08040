package org.igniterealtime.openfire.plugins.federationsuite.webadmin.openfire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;

import javax.servlet.http.Cookie;

import org.junit.Test;

/** What all pages have in common, seen at one of them while no suite runs: cookie, redirects, messages, and that it copes. */
public class StatusServletTest {

    private final Browser browser = new Browser(new StatusServlet());

    @Test
    public void showsThatTheSuiteDoesNotRun() throws Exception {
        browser.get(Map.of());

        assertEquals(List.of("forward federationsuite-status-view.jsp"), browser.went());
        assertEquals(false, browser.model().get("running"));
        assertEquals(List.of(), browser.model().get("notices"));
    }

    @Test
    public void theFormsTokenIsInACookieThatNoScriptCanRead() throws Exception {
        browser.get(Map.of());

        Cookie cookie = browser.cookie();
        assertEquals("csrf", cookie.getName());
        assertEquals(browser.model().get("csrf"), cookie.getValue());
        assertTrue(cookie.isHttpOnly());
        assertTrue(cookie.getSecure());
        assertEquals("/", cookie.getPath());
    }

    @Test
    public void aFormFromElsewhereChangesNothing() throws Exception {
        browser.post(Map.of("action", "switch", "csrf", "guessed"));
        browser.get(Map.of());
        browser.post(Map.of("action", "switch", "csrf", "guessed"));

        assertEquals("redirect federationsuite-status.jsp", browser.went().get(0));
        assertEquals("redirect federationsuite-status.jsp", browser.went().get(2));
        browser.get(Map.of());
        assertEquals(List.of(Map.of("kind", "error", "text", "Nothing has been changed, because the form was not sent from the "
            + "newest copy of this page. Please try again.")), browser.model().get("notices"));
    }

    @Test
    public void twoPagesCanBeOpenAndATokenIsRenewedAfterUse() throws Exception {
        browser.get(Map.of());
        String token = browser.cookie().getValue();
        browser.get(Map.of());
        assertEquals(token, browser.model().get("csrf"));

        browser.post(Map.of("action", "switch", "csrf", token));

        assertNotEquals(token, browser.cookie().getValue());
    }

    @Test
    public void aCookieThatIsNoTokenOfOursIsNotWrittenIntoThePage() throws Exception {
        browser.cookie("\"><script>");

        browser.get(Map.of());

        assertNotEquals("\"><script>", browser.model().get("csrf"));
    }

    @Test
    public void whatCameOfAFormIsSaidOnce() throws Exception {
        browser.get(Map.of());
        browser.post(Map.of("action", "switch", "csrf", browser.cookie().getValue()));
        browser.get(Map.of());
        assertEquals(List.of(Map.of("kind", "error",
            "text", "Nothing has been changed, because this part of the suite does not run.")), browser.model().get("notices"));

        browser.get(Map.of("notices", "<script>"));
        assertEquals(List.of(), browser.model().get("notices"));
    }

    @Test
    public void aFormThatIsTooLargeOrCannotBeReadIsRefused() throws Exception {
        browser.postBody("multipart/form-data; boundary=XX", "--XX\r\nno form");
        browser.get(Map.of());

        assertTrue(browser.model().get("notices").toString().contains("cannot be read"));
        browser.postBody("multipart/form-data; boundary=XX", "x".repeat(PageServlet.LARGEST_FORM + 1));
        browser.get(Map.of());
        assertTrue(browser.model().get("notices").toString().contains("too large"));
    }
}
