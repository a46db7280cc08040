package org.igniterealtime.openfire.plugins.federationsuite.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A plugin that does nothing, to see what a server itself does not let go of. It is compiled when it is needed, because
 * Openfire is not on the class path here.
 */
final class EmptyPlugin {

    private static final String SOURCE = """
        package empty;
        public final class Empty implements org.jivesoftware.openfire.container.Plugin {
            public void initializePlugin(org.jivesoftware.openfire.container.PluginManager manager, java.io.File directory) {
            }
            public void destroyPlugin() {
            }
        }
        """;
    private static final String DESCRIPTOR = """
        <?xml version="1.0" encoding="UTF-8"?>
        <plugin>
          <class>empty.Empty</class>
          <name>Empty</name>
          <description>Nothing.</description>
          <author>Federation Suite</author>
          <version>1.0.0</version>
          <minServerVersion>4.2.0</minServerVersion>
        </plugin>
        """;

    private EmptyPlugin() {
    }

    /**
     * Writes the plugin's jar.
     *
     * @param directory where to
     * @param name      the plugin's name
     */
    static Path write(Path directory, String name) {
        try {
            Path work = Files.createTempDirectory(directory, name);
            Path source = work.resolve("Empty.java");
            Files.writeString(source, SOURCE);
            compile(source, work.resolve("classes"));
            Path jar = directory.resolve(name + ".jar");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
                put(out, "plugin.xml", DESCRIPTOR.getBytes(StandardCharsets.UTF_8));
                put(out, "classes/empty/Empty.class", Files.readAllBytes(work.resolve("classes/empty/Empty.class")));
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
    }

    private static void compile(Path source, Path target) throws IOException {
        String openfire;
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("testbed.openfire.lib")))) {
            openfire = jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
        Files.createDirectory(target);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean done = compiler.getTask(said, null, null,
            List.of("--release", "17", "-proc:none", "-cp", openfire, "-d", target.toString()),
            null, compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source)).call();
        if (!done) {
            throw new IllegalStateException("The empty plugin does not compile: " + said);
        }
    }
}
