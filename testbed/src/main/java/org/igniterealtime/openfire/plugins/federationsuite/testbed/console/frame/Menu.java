package org.igniterealtime.openfire.plugins.federationsuite.testbed.console.frame;

import java.util.List;

import org.dom4j.Element;
import org.dom4j.Node;
import org.jivesoftware.admin.AdminConsole;

/**
 * What plugins have put into the console's menu. The other entries lead to pages that this console does not have, and are
 * left out. Stateless.
 */
final class Menu {

    private static final String OF_PLUGINS = "item[starts-with(@url, 'plugins/')]";

    private Menu() {
    }

    /**
     * The sidebars with entries of plugins.
     *
     * @param current the ID of the entry of the page that is shown; may be empty
     */
    static String html(String current) {
        StringBuilder html = new StringBuilder();
        List<? extends Node> sidebars = AdminConsole.getModel().selectNodes("//sidebar[" + OF_PLUGINS + "]");
        for (Node node : sidebars) {
            html.append("<h2>").append(Page.escape(text((Element) node, "name"))).append("</h2>\n<ul>\n");
            List<? extends Node> items = node.selectNodes(OF_PLUGINS);
            for (Node item : items) {
                html.append(entry((Element) item, current));
            }
            html.append("</ul>\n");
        }
        return html.toString();
    }

    private static String entry(Element item, String current) {
        String name = text(item, "name");
        String url = item.attributeValue("url");
        return "<li><a href=\"/" + Page.escape(url) + "\" title=\"" + Page.escape(text(item, "description")) + "\""
            + (current.equals(item.attributeValue("id")) ? " aria-current=\"page\"" : "") + ">"
            + Page.escape(name.isEmpty() ? url : name) + "</a></li>\n";
    }

    private static String text(Element entry, String attribute) {
        String text = AdminConsole.getAdminText(entry.attributeValue(attribute), entry.attributeValue("plugin"));
        return text == null ? "" : text;
    }
}
