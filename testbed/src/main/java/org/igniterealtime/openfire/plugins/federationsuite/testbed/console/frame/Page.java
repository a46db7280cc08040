package org.igniterealtime.openfire.plugins.federationsuite.testbed.console.frame;

import java.io.IOException;

import javax.servlet.http.HttpServletResponse;

/**
 * Writes the HTML around a page's content. Stateless.
 */
final class Page {

    private Page() {
    }

    /**
     * Sends a page.
     *
     * @param title   its title, as text
     * @param menu    HTML; empty for whoever is not logged in
     * @param content HTML
     */
    static void send(HttpServletResponse response, String title, String menu, String content) throws IOException {
        response.setContentType("text/html; charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(html(escape(title), "", menu, content));
    }

    /** A whole page, of pieces of HTML. The names of its parts are those of Openfire's console, which pages may count on. */
    static String html(String title, String head, String menu, String content) {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"UTF-8\"><title>" + title + "</title>\n"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            + "<link rel=\"stylesheet\" type=\"text/css\" href=\"/style/frame.css\">\n" + head + "</head>\n"
            + "<body id=\"jive-body\">\n<header id=\"jive-header\"><a href=\"/index.jsp\">Openfire</a> in a testbed</header>\n"
            + "<div id=\"jive-main\">\n"
            + (menu.isEmpty() ? "" : "<nav id=\"jive-sidebar\" aria-label=\"Pages of plugins\">\n" + menu + "</nav>\n")
            + "<main id=\"jive-content\">\n<h1>" + title + "</h1>\n<div id=\"jive-main-content\">\n" + content
            + "</div>\n</main>\n</div>\n</body></html>\n";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
