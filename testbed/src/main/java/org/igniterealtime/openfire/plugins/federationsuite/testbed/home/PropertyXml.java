package org.igniterealtime.openfire.plugins.federationsuite.testbed.home;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Openfire's XML form of properties: {@code a.b=c} is {@code <a><b>c</b></a>}. Not thread-safe.
 */
final class PropertyXml {

    private final Map<String, PropertyXml> children = new LinkedHashMap<>();
    private String value;

    PropertyXml put(String name, String text) {
        PropertyXml node = this;
        for (String step : name.split("\\.")) {
            node = node.children.computeIfAbsent(step, key -> new PropertyXml());
        }
        node.value = text;
        return this;
    }

    String document(String root) {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        write(root, "", out);
        return out.toString();
    }

    private void write(String name, String indent, StringBuilder out) {
        out.append(indent).append('<').append(name).append('>').append(value == null ? "" : escape(value));
        if (!children.isEmpty()) {
            out.append('\n');
            children.forEach((child, node) -> node.write(child, indent + "  ", out));
            out.append(indent);
        }
        out.append("</").append(name).append(">\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
