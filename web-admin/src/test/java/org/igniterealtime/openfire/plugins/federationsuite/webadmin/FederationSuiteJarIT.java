package org.igniterealtime.openfire.plugins.federationsuite.webadmin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

import javax.imageio.ImageIO;

import org.dom4j.Document;
import org.dom4j.Node;
import org.dom4j.io.SAXReader;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/** The jar that an administrator uploads: everything is in it, in its place, and nothing that the server has itself. */
public class FederationSuiteJarIT {

    private static ZipFile jar;

    @BeforeClass
    public static void open() throws IOException {
        jar = new ZipFile("target/federationsuite.jar");
    }

    @AfterClass
    public static void close() throws IOException {
        jar.close();
    }

    @Test
    public void hasTheFormatOfAnOpenfirePlugin() {
        for (String name : List.of("plugin.xml", "readme.html", "changelog.html", "LICENSE", "logo_small.png", "logo_large.png",
                "database/README.txt", "database/federationsuite_hsqldb.sql", "database/federationsuite_firebird.sql",
                "i18n/federationsuite_i18n.properties", "web/WEB-INF/web.xml",
                "web/style/federationsuite.css")) {
            assertNotNull(name, jar.getEntry(name));
        }
    }

    @Test
    public void bringsOurModulesAndNothingElse() throws IOException {
        Set<String> ours = new TreeSet<>();
        for (String library : libraries()) {
            ours.add(library.replaceFirst("-[0-9].*", ""));
            for (String name : classesOf(library)) {
                assertTrue(library + ": " + name, name.startsWith("org/igniterealtime/openfire/plugins/federationsuite/"));
            }
        }
        assertEquals(Set.of("lib/federationsuite-kernel", "lib/federationsuite-server-roster", "lib/federationsuite-fmuc",
            "lib/federationsuite-eventing", "lib/federationsuite-web-admin"), ours);
    }

    @Test
    public void hasEachClassThatItNames() throws Exception {
        Set<String> classes = new HashSet<>();
        for (String library : libraries()) {
            classes.addAll(classesOf(library));
        }
        List<Node> named = new ArrayList<>(xml("plugin.xml").selectNodes("/plugin/class"));
        named.addAll(xml("web/WEB-INF/web.xml").selectNodes("//*[local-name()='servlet-class']"));
        assertTrue(named.toString(), named.size() >= 3);
        for (Node name : named) {
            assertTrue(name.getText(), classes.contains(name.getText().replace('.', '/') + ".class"));
        }
    }

    @Test
    public void bringsNoPageInSource() {
        // A server would not compile it, but would show its source to whoever asks.
        assertTrue(jar.stream().map(ZipEntry::getName).noneMatch(name -> name.contains(".jsp") || name.endsWith(".java")));
    }

    @Test
    public void itsPicturesHaveTheSizesOfTheConsole() throws IOException {
        assertEquals(16, ImageIO.read(jar.getInputStream(jar.getEntry("logo_small.png"))).getWidth());
        assertEquals(32, ImageIO.read(jar.getInputStream(jar.getEntry("logo_large.png"))).getWidth());
    }

    @Test
    public void allItsFilesHaveOneDate() {
        // The date of the version, not of the build: two builds of one commit are the same.
        assertEquals(1, jar.stream().map(ZipEntry::getTimeLocal).distinct().count());
    }

    private static List<String> libraries() {
        return jar.stream().map(ZipEntry::getName).filter(name -> name.startsWith("lib/") && name.endsWith(".jar")).toList();
    }

    private static Set<String> classesOf(String library) throws IOException {
        Set<String> names = new HashSet<>();
        try (ZipInputStream zip = new ZipInputStream(jar.getInputStream(jar.getEntry(library)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".class")) {
                    names.add(entry.getName());
                }
            }
        }
        return names;
    }

    private static Document xml(String name) throws Exception {
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new SAXReader().read(new ByteArrayInputStream(in.readAllBytes()));
        }
    }
}
