package org.igniterealtime.openfire.plugins.federationsuite.testbed.console.frame;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jivesoftware.openfire.admin.AdminManager;
import org.jivesoftware.openfire.auth.AuthFactory;
import org.jivesoftware.openfire.auth.AuthToken;
import org.jivesoftware.openfire.auth.ConnectionException;
import org.jivesoftware.openfire.auth.InternalUnauthenticatedException;
import org.jivesoftware.openfire.auth.UnauthorizedException;

/**
 * Logs an administrator in, with the same form fields as Openfire's own page, so that a test logs in to every version
 * in the same way. Thread-safe.
 */
public final class LoginServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Where Openfire's access check looks for the logged-in user. */
    private static final String TOKEN = "jive.admin.authToken";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        form(request, response, "");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = text(request, "username");
        String password = text(request, "password");
        if (!text(request, "csrf").equals(csrf(request))) {
            form(request, response, "The form was not from here.");
            return;
        }
        try {
            if (!AdminManager.getInstance().isUserAdmin(name, true)) {
                throw new UnauthorizedException("not an administrator");
            }
            AuthToken token = AuthFactory.authenticate(name, password);
            request.getSession().invalidate();
            request.getSession(true).setAttribute(TOKEN, token);
        } catch (UnauthorizedException | ConnectionException | InternalUnauthenticatedException e) {
            form(request, response, "Login failed.");
            return;
        }
        String url = text(request, "url");
        // Only to a path of this server; two slashes would be another host.
        response.sendRedirect(url.startsWith("/") && !url.startsWith("//") ? url : "/index.jsp");
    }

    private static void form(HttpServletRequest request, HttpServletResponse response, String error) throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String csrf = HexFormat.of().formatHex(random);
        Cookie cookie = new Cookie("csrf", csrf);
        cookie.setHttpOnly(true);
        response.addCookie(cookie);
        Page.send(response, "Log in", "", "<p role=\"alert\">" + Page.escape(error) + "</p>\n"
            + "<form name=\"loginForm\" action=\"/login.jsp\" method=\"post\">\n"
            + "<input type=\"hidden\" name=\"url\" value=\"" + Page.escape(text(request, "url")) + "\">\n"
            + "<input type=\"hidden\" name=\"login\" value=\"true\">\n"
            + "<input type=\"hidden\" name=\"csrf\" value=\"" + csrf + "\">\n"
            + "<p><label>User name <input type=\"text\" name=\"username\"></label></p>\n"
            + "<p><label>Password <input type=\"password\" name=\"password\"></label></p>\n"
            + "<p><button type=\"submit\">Log in</button></p>\n</form>\n");
    }

    private static String csrf(HttpServletRequest request) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals("csrf")) {
                    return cookie.getValue();
                }
            }
        }
        return "no cookie";
    }

    private static String text(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }
}
