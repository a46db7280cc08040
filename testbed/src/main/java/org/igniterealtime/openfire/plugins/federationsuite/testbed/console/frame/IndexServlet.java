package org.igniterealtime.openfire.plugins.federationsuite.testbed.console.frame;

import java.io.IOException;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.dom4j.Element;
import org.dom4j.Node;
import org.jivesoftware.admin.AdminConsole;

/**
 * Lists the pages that plugins have put into the console's menus. Thread-safe.
 */
public final class IndexServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        StringBuilder list = new StringBuilder("<ul>\n");
        List<? extends Node> items = AdminConsole.getModel().selectNodes("//item[starts-with(@url, 'plugins/')]");
        for (Node node : items) {
            Element item = (Element) node;
            String name = AdminConsole.getAdminText(item.attributeValue("name"), item.attributeValue("plugin"));
            list.append("<li><a href=\"/").append(Page.escape(item.attributeValue("url"))).append("\">")
                .append(Page.escape(name == null ? item.attributeValue("url") : name)).append("</a></li>\n");
        }
        Page.send(response, "Pages of plugins", list.append("</ul>\n").toString());
    }
}
