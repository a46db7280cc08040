package org.igniterealtime.openfire.plugins.federationsuite.testbed.console.frame;

import java.io.IOException;
import java.io.Writer;
import javax.servlet.http.HttpServletResponse;

/**
 * Writes the HTML around a page's content. Stateless.
 */
final class Page {

    private Page() {
    }

    static void send(HttpServletResponse response, String title, String content) throws IOException {
        response.setContentType("text/html; charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        Writer out = response.getWriter();
        out.write("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"UTF-8\"><title>" + escape(title)
            + "</title></head>\n<body><h1>" + escape(title) + "</h1>\n" + content + "</body></html>\n");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
