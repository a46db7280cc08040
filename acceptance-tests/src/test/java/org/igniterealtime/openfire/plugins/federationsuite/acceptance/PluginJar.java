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
 * The jar of a small plugin for a test. It is compiled when it is needed, because Openfire is not on the class path here.
 */
final class PluginJar {

    private static final String DESCRIPTOR = """
        <?xml version="1.0" encoding="UTF-8"?>
        <plugin>
          <class>small.%1$s</class>
          <name>%1$s</name>
          <description>For tests.</description>
          <author>Federation Suite</author>
          <version>1.0.0</version>
          <minServerVersion>4.2.0</minServerVersion>
        </plugin>
        """;

    private PluginJar() {
    }

    /**
     * Writes the jar.
     *
     * @param directory where to
     * @param name      the plugin's name
     * @param type      the name of its class, in the package {@code small}
     * @param source    the class; others only inside it
     */
    static Path write(Path directory, String name, String type, String source) {
        try {
            Path work = Files.createTempDirectory(directory, name);
            Path file = work.resolve(type + ".java");
            Files.writeString(file, source);
            Path classes = work.resolve("classes");
            compile(file, classes);
            Path jar = directory.resolve(name + ".jar");
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                 Stream<Path> made = Files.list(classes.resolve("small"))) {
                put(out, "plugin.xml", DESCRIPTOR.formatted(type).getBytes(StandardCharsets.UTF_8));
                for (Path one : made.toList()) {
                    put(out, "classes/small/" + one.getFileName(), Files.readAllBytes(one));
                }
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
            throw new IllegalStateException("The plugin does not compile: " + said);
        }
    }
}
