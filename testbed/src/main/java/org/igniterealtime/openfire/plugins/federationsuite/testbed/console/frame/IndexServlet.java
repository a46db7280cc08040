package org.igniterealtime.openfire.plugins.federationsuite.testbed.console.frame;

import java.io.IOException;

import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * The first page: nothing but the menu. Thread-safe.
 */
public final class IndexServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Page.send(response, "Pages of plugins", Menu.html(""), "<p>Choose a page from the menu.</p>\n");
    }
}
