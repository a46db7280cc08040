package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Server;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.Testbed;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.TestbedOptions;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.console.ConsoleSession;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.control.Control;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.control.LoadedPlugin;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.control.Registrations;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.heap.RootPath;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.heap.ServerHeap;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ClassJar;
import org.igniterealtime.openfire.plugins.federationsuite.testbed.home.ServerKind;
import org.junit.Test;

/**
 * What the testbed can do to a running server from outside.
 */
public class ControlAcceptanceTest {

    private static final String CLASSES = "org.igniterealtime.openfire.plugins.federationsuite.testbed.control.sample";

    private static final String DESCRIPTOR = """
        <?xml version="1.0" encoding="UTF-8"?>
        <plugin>
          <class>org.igniterealtime.openfire.plugins.federationsuite.testbed.control.sample.SamplePlugin</class>
          <name>Sample</name>
          <description>Has a page</description>
          <author>Federation Suite</author>
          <version>1.0.0</version>
        </plugin>
        """;

    private static final String PAGES = """
        <?xml version="1.0" encoding="UTF-8"?>
        <web-app>
          <servlet>
            <servlet-name>page</servlet-name>
            <servlet-class>org.igniterealtime.openfire.plugins.federationsuite.testbed.control.sample.SamplePage</servlet-class>
          </servlet>
          <servlet-mapping>
            <servlet-name>page</servlet-name>
            <url-pattern>/page.jsp</url-pattern>
          </servlet-mapping>
        </web-app>
        """;

    @Test
    public void theOldestServerIsControlled() {
        controlled(ServerKind.oldest());
    }

    @Test
    public void anInstalledServerIsControlled() {
        Optional<ServerKind> installed = ServerKind.installed();
        assumeTrue("Skipped: give an installed Openfire with -D" + ServerKind.INSTALLED + "=DIR", installed.isPresent());
        controlled(installed.get());
    }

    private static void controlled(ServerKind kind) {
        try (Testbed bed = Testbed.open(TestbedOptions.defaults().with(kind))) {
            Server verona = bed.server("verona.lit").user("mercutio", "m4b").admin("escalus", "pr1nce").add();
            verona.start();
            Control control = verona.control();
            control.setProperty("testbed.colour", "red & blue");
            assertEquals(Optional.of("red & blue"), control.property("testbed.colour"));
            control.deleteProperty("testbed.colour");
            assertEquals(Optional.empty(), control.property("testbed.colour"));
            assertTrue(control.users().contains("mercutio"));
            pluginsComeAndGo(verona, samplePlugin(bed.directory()));
        }
    }

    private static void pluginsComeAndGo(Server server, Path jar) {
        Control control = server.control();
        Registrations before = control.registrations();
        int loaders = new ServerHeap(server).count(ServerHeap.PLUGIN_LOADER);
        control.installPlugin(jar);
        assertEquals(loaders + 1, new ServerHeap(server).count(ServerHeap.PLUGIN_LOADER));
        LoadedPlugin first = sample(control).orElseThrow();
        control.reloadPlugin("sample");
        assertFalse(sample(control).orElseThrow().equals(first));
        List<RootPath> paths = new ServerHeap(server).rootPaths(ServerHeap.PLUGIN_LOADER);
        assertTrue(paths.toString(), paths.stream().anyMatch(path -> path.object().contains("/sample/")
            && path.steps().toString().contains("PluginManager")));
        consoleLetsAdministratorsIn(server);
        control.deletePlugin("sample");
        assertEquals(Optional.empty(), sample(control));
        // The server makes some caches of its own when they are first needed.
        assertEquals(List.of(), control.registrations().added(before).stream()
            .filter(added -> !added.startsWith("caches ")).collect(Collectors.toList()));
    }

    private static Optional<LoadedPlugin> sample(Control control) {
        return control.plugins().stream().filter(plugin -> plugin.name().equals("sample")).findFirst();
    }

    private static void consoleLetsAdministratorsIn(Server server) {
        ConsoleSession stranger = new ConsoleSession(server);
        ConsoleSession.Answer refused = stranger.get("plugins/sample/page.jsp");
        assertEquals(302, refused.status());
        assertTrue(refused.location(), refused.location().contains("login.jsp"));
        assertEquals("not an administrator", 200, stranger.login("mercutio", "m4b").status());
        ConsoleSession prince = new ConsoleSession(server);
        ConsoleSession.Answer welcome = prince.login("escalus", "pr1nce");
        assertEquals(welcome.body(), 302, welcome.status());
        assertEquals("sample page, GET love", prince.get("plugins/sample/page.jsp?word=love").body());
        assertEquals("sample page, POST peace", prince.post("plugins/sample/page.jsp", Map.of("word", "peace")).body());
        assertEquals(200, prince.get("index.jsp").status());
    }

    private static Path samplePlugin(Path directory) {
        Path classes = directory.resolve("plugin-sample.jar");
        ClassJar.write(classes, List.of(CLASSES), Map.of());
        Path jar = directory.resolve("sample.jar");
        ClassJar.writePlugin(jar, classes, Map.of("plugin.xml", DESCRIPTOR, "web/WEB-INF/web.xml", PAGES));
        return jar;
    }
}
