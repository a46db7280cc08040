package org.igniterealtime.openfire.plugins.federationsuite.webadmin.page;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import javax.servlet.GenericServlet;

import org.dom4j.Document;
import org.dom4j.Element;
import org.dom4j.Node;
import org.dom4j.io.SAXReader;
import org.jivesoftware.openfire.container.Plugin;
import org.junit.Test;

/** The descriptor of the plugin and its list of servlets, as the build fills them in. */
public class DescriptorTest {

    @Test
    public void namesAPluginThatTheServerCanMake() throws Exception {
        Class<?> named = Class.forName(descriptor().elementText("class"));

        assertTrue(Plugin.class.isAssignableFrom(named));
        named.getConstructor().newInstance();
    }

    @Test
    public void isFilledIn() throws Exception {
        Element root = descriptor();

        assertTrue(root.elementText("version"), root.elementText("version").matches("\\d+\\.\\d+\\.\\d+.*"));
        assertTrue(root.elementText("date"), root.elementText("date").matches("\\d{4}-\\d\\d-\\d\\d"));
        assertEquals("4.2.0", root.elementText("minServerVersion"));
        assertEquals("17", root.elementText("minJavaVersion"));
        assertEquals("apache", root.elementText("licenseType"));
        for (String file : new String[] {"plugin.xml", "readme.html", "changelog.html"}) {
            String text = Files.readString(Sources.DESCRIPTOR.resolveSibling(file));
            assertFalse(file, text.matches("(?s).*@[a-z.]+@.*"));
        }
    }

    @Test
    public void eachMenuEntryLeadsToAPage() throws Exception {
        Set<String> addresses = mapped();
        for (Node url : descriptor().getDocument().selectNodes("//item/@url")) {
            assertTrue(url.getText(), addresses.contains('/' + url.getText()));
        }
    }

    @Test
    public void eachServletCanBeMade() throws Exception {
        Set<String> made = new HashSet<>();
        for (Node servlet : servlets().selectNodes("//*[local-name()='servlet-class']")) {
            Class<?> named = Class.forName(servlet.getText());
            assertTrue(servlet.getText(), GenericServlet.class.isAssignableFrom(named));
            made.add(named.getSimpleName());
        }
        // Each compiled page has its controller.
        for (Path page : Sources.pages()) {
            String view = page.getFileName().toString();
            assertTrue(view, mapped().contains('/' + view) && mapped().contains('/' + view.replace("-view.jsp", ".jsp")));
        }
        assertTrue(made.size() >= 2 * Sources.pages().size());
    }

    private static Set<String> mapped() throws Exception {
        Set<String> addresses = new HashSet<>();
        for (Node mapping : servlets().selectNodes("//*[local-name()='url-pattern']")) {
            addresses.add(mapping.getText());
        }
        return addresses;
    }

    private static Element descriptor() throws Exception {
        return new SAXReader().read(Sources.DESCRIPTOR.toFile()).getRootElement();
    }

    private static Document servlets() throws Exception {
        return new SAXReader().read(Sources.SERVLETS.toFile());
    }
}
